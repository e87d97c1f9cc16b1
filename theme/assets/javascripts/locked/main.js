// The page that opens locked papers. The key has left the address already: a script in its head has seen to that first.
import { canShowPages } from "../ability.js"
import { escaped } from "../search/showing.js"
import { foldedWords, keyOf } from "./keys.js"
import { engineOf } from "./engine.js"
import { DamagedError, WrongKeyError, keyOfWords } from "./sealed.js"
import { GoneError, OpenedSet, lockAt } from "./opened.js"
import { forgetKey, keepKey, keptKey } from "./kept.js"
import { LockedSearch } from "./search.js"
import { COPY, isSound, manifestOf } from "./copy.js"

const page = JSON.parse(document.getElementById("locked").textContent)
const say = page.say
const home = new URL(page.home, location.href)
const query = new URLSearchParams(location.search)
const element = id => document.getElementById(id)

const tell = (text, isWaiting = false) => {
  element("told").textContent = text
  element("form").hidden = isWaiting
}

/** Says why a key opens nothing. */
const reason = error => {
  if (error instanceof WrongKeyError) return error.isOld ? say.old : say.wrong
  if (error instanceof DamagedError) return say.broken
  return error instanceof GoneError ? say.gone : say.lost
}

/** Puts `html` in the place of this page, under its address, as if the server had sent it; `listeners` are told what happens there. */
const write = (html, listeners) => {
  document.open() // forgets who listened before
  for (const [event, listener] of Object.entries(listeners)) document.addEventListener(event, listener, true)
  document.write(html)
  document.close()
}

const sizeOf = bytes => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1).replace(".", say.decimal)} MB`)

/** Offers a file that no page of ours shows. */
const offer = (set, route) => {
  const { name, size, type } = set.entry(route)
  tell(say.file)
  element("form").hidden = true
  element("name").textContent = name
  const button = element("get")
  button.textContent = `${say.get} (${sizeOf(size)})`
  element("file").hidden = false
  button.onclick = async () => {
    button.disabled = true
    try {
      const url = URL.createObjectURL(new Blob([await set.file(route).read()], { type }))
      Object.assign(document.createElement("a"), { href: url, download: name }).click()
      setTimeout(() => URL.revokeObjectURL(url), 60000)
    } catch (error) {
      element("told").textContent = reason(error)
    }
    button.disabled = false
  }
}

/** Returns what is done at a tap on an opened page: a PDF opens where it is read, and the key is kept or forgotten. */
const tapped = set => async ({ target }) => {
  const link = target.closest("a[href]:not([download])")
  const entry = link?.pathname === home.pathname ? set.entry(new URLSearchParams(link.search).get("d") ?? "") : null
  if (entry?.reads && document.querySelector("[data-ph-key]") && canShowPages()) {
    link.search = `?d=${entry.reads}`
    link.hash = link.hash.replace(/^#page=/, "#p=")
  }
  const state = document.querySelector("[data-ph-key] [role=status]")
  if (target.closest("[data-ph-keep]")) {
    state.textContent = (await keepKey(page.set, await set.engine.keepable(set.letter))) ? say.kept : say.notKept
  } else if (target.closest("[data-ph-forget]")) {
    await forgetKey(page.set, home.pathname)
    location.replace(home.href)
  }
}

/** Returns what answers to letters typed into the search box. */
const typed = set => {
  const search = new LockedSearch(set, new URL("../../", home))
  return ({ target }) => {
    const form = target.closest("[data-ph-nothing]")
    if (form) search.ask(form, target.value)
  }
}

/** A search box has nothing to send. */
const submitted = event => {
  if (event.target.closest("[data-ph-nothing]")) event.preventDefault()
}

const show = async set => {
  const code = query.get("q")
  const target = code && Object.hasOwn(set.list.codes, code) ? set.list.codes[code] : ""
  if (/^https?:/.test(target)) return location.replace(target)
  const [, wanted] = /^\?d=([0-9a-f]+)$/.exec(target) ?? []
  if (code) history.replaceState(null, "", target.startsWith("?") ? target : home.pathname + location.hash)
  const route = wanted ?? query.get("d") ?? set.list.home
  const entry = set.entry(route)
  if (!entry) return tell(say.none)
  if (entry.type !== "text/html") return offer(set, route)
  let html = new TextDecoder().decode(await set.file(route).read())
  if (entry.framed) {
    const frame = await (await fetch(new URL(page.frame, home).href)).text()
    const body = html
    html = frame
      .replace(/<div data-ph-locked>[^]*?<\/div>/, () => body)
      .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(set.list.title)}</title>`)
  }
  // What opened pages ask of their own is answered from what this page has opened; everything else is asked of the site.
  const ask = globalThis.fetch
  globalThis.fetch = async (wish, options) => {
    const url = new URL(wish instanceof Request ? wish.url : wish, document.baseURI)
    const isOurs = url.origin === home.origin && url.pathname === home.pathname
    const part = isOurs ? url.searchParams.get("d") : null
    if (part === COPY) {
      await set.open(set.letter, options?.cache)
      return Response.json(manifestOf(set, say.title, page.frame))
    }
    // What is saved is what has been opened, also when it has been published anew in between.
    if (url.href === new URL("lock.json", home).href && !options?.cache) return Response.json(set.lock)
    return part === null ? ask.call(globalThis, wish, options) : set.answer(part, options)
  }
  globalThis.phonghopLocked = { isSound: (url, bytes) => isSound(set, url, bytes) }
  const click = tapped(set)
  write(html, { click, auxclick: click, input: typed(set), submit: submitted })
}

const opening = engineOf(new URL(page.library, home).href)

/** Opens the set with a letter's key, and shows what was asked for; returns whether it did. */
const unlock = async letter => {
  tell(say.opening, true)
  try {
    const set = await new OpenedSet(home, await opening).open(letter)
    const engine = await opening
    if (letter instanceof Uint8Array) keepForTab(letter)
    await show(Object.assign(set, { engine }))
    return true
  } catch (error) {
    console.info(error.name)
    tell(reason(error))
    return false
  }
}

const TAB = `phonghop:key:${page.set}`
const keepForTab = letter => {
  try {
    sessionStorage.setItem(TAB, [...letter].join(" "))
  } catch {
    // Refused: the next page asks for the paper again.
  }
}
const keptForTab = () => {
  try {
    const bytes = sessionStorage.getItem(TAB)?.split(" ").map(Number)
    return bytes?.length === 16 ? Uint8Array.from(bytes) : null
  } catch {
    return null
  }
}

/** Takes the key that was scanned: the page of the code has left it for this one. */
const scanned = () => {
  const NAME = `phonghop:scanned:${page.set}`
  let text = globalThis.phonghopScanned ?? null
  try {
    text ??= sessionStorage.getItem(NAME)
    sessionStorage.removeItem(NAME)
  } catch {
    // Refused: then it came in the address.
  }
  delete globalThis.phonghopScanned
  return text
}

element("form").addEventListener("submit", async event => {
  event.preventDefault()
  const typed = element("typed").value
  const letter = keyOf(typed)
  if (letter) return unlock(letter)
  if (typed.trim().split(/\s+/).length < 4 || !/\p{L}{2}/u.test(typed)) return tell(say.damaged)
  tell(say.opening, true)
  try {
    const lock = await lockAt(home)
    if (!lock.rounds) return tell(say.damaged)
    await unlock(await keyOfWords(await opening, lock, foldedWords(typed)))
  } catch (error) {
    tell(reason(error))
  }
})

const fromCode = scanned()
const fromPaper = fromCode === null ? null : keyOf(fromCode)
if (fromCode !== null && !fromPaper) tell(say.damaged)
else {
  const letter = fromPaper ?? keptForTab() ?? (await keptKey(page.set))
  if (letter) await unlock(letter)
  else tell(say.paper)
}
