// A meeting saved in this browser, to be read in a hall without a network. Loaded on the tap that asks for it, where a copy is
// there already, and by the page that lists copies. `words` is set in front by the build.
//
// A copy is a cache named "hall <folder of the meeting> <revision> <time>". Its record, "hall.saved", is written last, so that a
// copy is whole or does not count; the one before is deleted after that, and not sooner. Every file is held against its SHA-256.
window.phonghopHall = (() => {
  "use strict"
  const PATIENCE = 2000
  const SPARE = 1.1 // of what the files take, for what a browser adds
  const ahead = at =>
    words.zone === "Asia/Ho_Chi_Minh" ? 7 * 3600e3 : Date.parse(`${new Date(at).toLocaleString("sv-SE", { timeZone: words.zone }).replace(" ", "T")}Z`) - Math.floor(at / 1e3) * 1e3

  class Told extends Error {} // its words are for the reader

  const fill = (text, values) => Object.entries(values).reduce((all, [key, value]) => all.replace(`{${key}}`, () => value), text)
  const say = (key, values = {}) => fill(words[key], values)
  const size = bytes => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1).replace(".", words.decimal)} MB`)

  /** Returns "20 giờ 14 phút hôm qua" by the clock of the portal. */
  const told = at => {
    const two = number => String(number).padStart(2, "0")
    const day = time => Math.floor((time + ahead(time)) / 86400e3)
    const then = new Date(at + ahead(at))
    const ago = day(Date.now()) - day(at)
    const date = `${two(then.getUTCDate())}/${then.getUTCMonth() + 1}/${then.getUTCFullYear()}`
    const clock = say("clock", { h: two(then.getUTCHours()), m: two(then.getUTCMinutes()) })
    return `${clock} ${ago === 0 ? words.today : ago === 1 ? words.yesterday : date}`
  }

  const isAble = () => "serviceWorker" in navigator && "caches" in window && Boolean(window.crypto?.subtle)

  const recordOf = async name => {
    const address = new URL("hall.saved", new URL(name.split(" ")[1], location.origin))
    const record = await caches.match(address, { cacheName: name }) // caches.open would make a deleted one anew
    return record && { name, ...(await record.json()) }
  }

  /** Returns every copy in this browser, or of the meeting in the folder `path`: the latest of each first. */
  const copies = async path => {
    const names = (await caches.keys()).filter(name => name.startsWith(path ? `hall ${path} ` : "hall "))
    const records = (await Promise.all(names.map(recordOf))).filter(Boolean)
    return records.sort((a, b) => b.at - a.at)
  }

  const keepRecord = (cache, record) => cache.put(new URL("hall.saved", new URL(record.path, location.origin)), Response.json(record))

  /** Does what no other page does meanwhile: a copy is deleted (here and in javascripts/locked/kept.js), or its record changed. */
  const alone = does => (navigator.locks ? navigator.locks.request("phonghop hall", does) : does())

  /** Changes the record of a copy, unless its reader has deleted the copy meanwhile. */
  const changeRecord = ({ name, ...record }) =>
    alone(async () => {
      if (await caches.has(name)) await keepRecord(await caches.open(name), record)
    })

  const forget = names => alone(() => Promise.all(names.map(name => caches.delete(name))))

  const remove = async path => {
    await forget((await caches.keys()).filter(name => name.startsWith(`hall ${path} `)))
    const registration = await navigator.serviceWorker.getRegistration(path)
    if (registration && new URL(registration.scope).pathname === path) await registration.unregister()
  }

  const sha256 = async bytes =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map(byte => byte.toString(16).padStart(2, "0")).join("")

  const manifest = async (url, signal) => {
    const answer = await fetch(url, { cache: "no-store", signal })
    if (!answer.ok) throw new Error(`${answer.status} ${url}`)
    return answer.json()
  }

  /** Returns the files of a meeting that its reader wants: those of other connection points are left out. */
  const wanted = (hall, base, point) =>
    hall.files
      .filter(({ points }) => !point || !points?.length || points.includes(point))
      .map(file => ({ ...file, url: new URL(file.url, base).href }))

  /** Holds a file against its digest; one that is encrypted is proven by its key instead (javascripts/locked/copy.js). */
  const isSound = async ({ url, sha256: digest }, bytes) =>
    digest ? (await sha256(bytes)) === digest : window.phonghopLocked.isSound(url, new Uint8Array(bytes))

  const fileOf = async (file, old, signal) => {
    if (old?.files.some(({ url, sha256 }) => url === file.url && sha256 === file.sha256)) {
      const kept = await caches.match(file.url, { cacheName: old.name })
      if (kept) return kept
    }
    const answer = await fetch(file.url, { cache: "reload", signal })
    const bytes = await answer.arrayBuffer()
    if (!answer.ok || !(await isSound(file, bytes))) throw new Told(words.changed)
    const type = answer.headers.get("content-type") ?? "application/octet-stream"
    const headers = { "content-type": type, "content-length": String(bytes.byteLength), etag: `"${file.sha256 ?? file.url}"`, "accept-ranges": "bytes" }
    return new Response(bytes, { headers })
  }

  /** Puts a page into the cache with the styles, scripts and pictures that it shows. */
  const keepPage = async (cache, url, revision, signal) => {
    const answer = await fetch(url, { cache: "reload", signal })
    const html = await answer.clone().text()
    const stated = html.match(/data-ph-revision="([^"]*)"/)
    if (!answer.ok || (stated && stated[1] !== revision)) throw new Told(words.changed)
    await cache.put(url, answer)
    const page = new DOMParser().parseFromString(html, "text/html")
    const addresses = [...page.querySelectorAll("link[rel=stylesheet], link[rel~=icon], link[data-ph-keep], script[src]:not([data-ph-later]), img[src]")]
      .map(element => new URL(element.getAttribute("href") ?? element.getAttribute("src"), url))
      .filter(address => address.origin === location.origin)
    for (const address of addresses) await keepPart(cache, address, signal)
  }

  const keepPart = async (cache, url, signal) => {
    if (await cache.match(url)) return
    const part = await fetch(url, { signal })
    if (part.ok) await cache.put(url, part)
  }

  /** Saves a meeting whole. `tell` is given how many bytes of how many are there.
      Throws Told for what its reader can understand. */
  const save = async (url, { point = "", signal, tell = () => {} }) => {
    const base = new URL(".", url)
    const path = base.pathname
    const hall = await manifest(url, signal)
    if (hall.off) {
      await remove(path)
      throw new Told(words.off)
    }
    const files = wanted(hall, base, point)
    const need = [...files, ...hall.scripts].reduce((all, { bytes }) => all + bytes, 0)
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
    if (quota !== undefined && quota - usage < need * SPARE)
      throw new Told(say("full", { need: size(need), free: size(Math.max(0, quota - usage)) }))
    const [old] = await copies(path)
    // What an interrupted save has left.
    await forget((await caches.keys()).filter(name => name.startsWith(`hall ${path} `) && name !== old?.name))
    const at = Date.now()
    const name = `hall ${path} ${hall.revision} ${at}`
    const cache = await caches.open(name)
    try {
      let done = 0
      tell(done, need)
      for (const file of files) {
        await cache.put(file.url, await fileOf(file, old, signal))
        done += file.bytes
        tell(done, need)
      }
      for (const page of hall.pages) await keepPage(cache, new URL(page, base).href, hall.revision, signal)
      for (const { url: script, bytes } of hall.scripts) {
        await keepPart(cache, new URL(script, base).href, signal)
        done += bytes
        tell(done, need)
      }
      signal?.throwIfAborted()
      const isOwn = ({ points }) => !point || !points?.length || points.includes(point)
      const documents = hall.documents.filter(document => document.state !== "withdrawn" && isOwn(document))
      const saved = documents.filter(document => document.url && files.some(file => file.url === new URL(document.url, base).href)).length
      await keepRecord(cache, { path, point, at, files, saved, total: documents.length, bytes: need, title: hall.title, revision: hall.revision })
      await navigator.serviceWorker.register(new URL(hall.worker, base), { scope: path, updateViaCache: "none" })
    } catch (error) {
      await forget([name])
      if (error.name === "QuotaExceededError") throw new Told(say("full", { need: size(need), free: "0 kB" }))
      if (error.name === "SecurityError") throw new Told(words.unable)
      throw error
    }
    if (old) await forget([old.name])
    navigator.storage?.persist?.().catch(() => {}) // Firefox asks its reader first: that is not waited for
  }

  /** Compares a copy with what is published now; returns the titles of what was replaced, withdrawn and added. */
  const compared = (copy, hall, base) => {
    const files = new Map(wanted(hall, base, copy.point).map(file => [file.url, file]))
    const replaced = copy.files.filter(({ url, sha256 }) => files.has(url) && files.get(url).sha256 !== sha256)
    const withdrawn = copy.files.filter(({ url, title }) => title && !files.has(url))
    const added = [...files.values()].filter(({ url, title }) => title && !copy.files.some(file => file.url === url))
    return { replaced, withdrawn, added, isSame: hall.revision === copy.revision }
  }

  /** Says how the copy stands, in the bar of a page. */
  const showState = async (box, url) => {
    const base = new URL(".", url)
    const [copy] = await copies(base.pathname)
    const bar = box.querySelector("[data-ph-hall-bar]")
    const button = box.querySelector("[data-ph-save]")
    for (const part of box.querySelectorAll("[data-ph-hall-remove], [data-ph-hall-list]")) part.hidden = !copy
    bar.hidden = !copy
    if (!copy) return
    button.textContent = words.update
    const parts = [say("saved", { when: told(copy.at) }), say("count", { n: copy.saved, of: copy.total })]
    bar.textContent = [...parts, words.checking].join(" · ")
    let hall
    try {
      hall = await manifest(url, AbortSignal.timeout(PATIENCE))
    } catch {
      bar.textContent = [...parts, words.unchecked].join(" · ")
      bar.classList.add("ph-news--stale")
      return
    }
    if (hall.off) return remove(base.pathname)
    const { replaced, withdrawn, added, isSame } = compared(copy, hall, base)
    const names = list => [...new Set(list.map(({ title }) => title).filter(Boolean))].join("; ")
    const news = [["replaced", replaced], ["withdrawn", withdrawn], ["added", added]]
      .filter(([, list]) => names(list))
      .map(([kind, list]) => say(kind, { names: names(list) }))
    const gone = withdrawn.length ? [...withdrawn, ...copy.files.filter(({ pack }) => pack)] : [] // the pack holds them too
    const stale = Object.fromEntries([...replaced.map(({ url }) => [url, "replaced"]), ...gone.map(({ url }) => [url, "withdrawn"])])
    await changeRecord({ ...copy, stale, withdrawn: names(withdrawn) })
    bar.textContent = [...parts, ...(news.length ? news : [isSame ? words.current : words.otherwise])].join(" · ")
    bar.classList.toggle("ph-news--stale", !isSame)
    button.hidden = isSame
  }

  /** Makes the buttons of a page work: save or update, cancel, delete. */
  const attach = box => {
    const url = new URL(box.dataset.phHall, location.href).href
    const [bar, button, cancel, clear, progress] = ["[data-ph-hall-bar]", "[data-ph-save]", "[data-ph-hall-cancel]", "[data-ph-hall-remove]", "progress"]
      .map(selector => box.querySelector(selector))
    if (!isAble()) {
      button.hidden = true
      bar.hidden = false
      bar.textContent = words.unable
      bar.classList.add("ph-news--stale")
      return { start: async () => {} }
    }
    const start = async () => {
      const control = new AbortController()
      cancel.onclick = () => control.abort()
      for (const part of [button, clear]) part.hidden = true
      for (const part of [cancel, progress, bar]) part.hidden = false
      cancel.focus()
      bar.classList.remove("ph-news--stale")
      try {
        const point = document.querySelector(".ph-meeting")?.dataset.phPoint ?? ""
        await save(url, {
          point, signal: control.signal,
          tell: (done, need) => {
            progress.max = need || 1
            progress.value = done
            bar.textContent = say("saving", { done: size(done), need: size(need) })
          },
        })
        await showState(box, url)
      } catch (error) {
        bar.classList.add("ph-news--stale")
        bar.textContent = error instanceof Told ? error.message : control.signal.aborted ? words.cancelled : words.failed
        button.hidden = false
        clear.hidden = !(await copies(new URL(".", url).pathname)).length
      } finally {
        const wasThere = cancel === document.activeElement
        for (const part of [cancel, progress]) part.hidden = true
        if (wasThere) [button, clear].find(part => !part.hidden)?.focus()
      }
    }
    clear.onclick = async () => {
      await remove(new URL(".", url).pathname)
      bar.textContent = words.removed
      bar.classList.remove("ph-news--stale")
      clear.hidden = true
      button.hidden = "phOver" in box.dataset
      button.textContent = button.dataset.phSave
      if (!button.hidden) button.focus()
    }
    button.onclick = start
    if (/iPhone|iPad/.test(navigator.userAgent)) box.append(Object.assign(document.createElement("p"), { className: "ph-aside", textContent: words.ios }))
    const ready = showState(box, url)
    return { start: () => ready.then(start) }
  }

  /** Lists every copy in this browser. */
  const list = async box => {
    const found = isAble() ? await copies() : []
    const status = box.querySelector("p")
    status.tabIndex = -1
    status.textContent = isAble() ? (found.length ? "" : words.none) : words.unable
    box.querySelector("ul").replaceChildren(...found.map(copy => {
      const link = Object.assign(document.createElement("a"), { href: copy.path, textContent: copy.title })
      const about = Object.assign(document.createElement("span"), {
        className: "ph-aside",
        textContent: [told(copy.at), say("count", { n: copy.saved, of: copy.total }), size(copy.bytes)].join(" · "),
      })
      const button = Object.assign(document.createElement("button"), { type: "button", className: "ph-button ph-button--quiet", textContent: words.remove })
      button.setAttribute("aria-label", `${words.remove}: ${copy.title}`)
      button.onclick = async () => {
        await remove(copy.path)
        await list(box)
        status.textContent = words.removed
        status.focus()
      }
      const row = document.createElement("li")
      row.append(link, about, button)
      return row
    }))
  }

  const saved = document.querySelector("[data-ph-saved]")
  if (saved) list(saved)
  return { attach }
})()
