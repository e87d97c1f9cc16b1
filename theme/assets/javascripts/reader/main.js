// The reading page. Without this script, and where pdf.js cannot run, the page is a title and a link to the file.
import { canShowPages } from "../ability.js"
import { helpOut, messengerOn } from "../messenger.js"
import { workerScript } from "./copy.js"
import { openViewer } from "./viewer.js"
import { Place, askedPage, pathOf } from "./place.js"
import { Panel } from "./panel.js"
import { Searching } from "./searching.js"
import { outlineList } from "./outline.js"
import { watchNotes } from "./notes-panel.js"

const element = name => document.getElementById(name)
const source = JSON.parse(element("doc").textContent)
const say = source.say
const fullUrl = address => new URL(address, document.baseURI).href

/**
 * Tells whether workers here can do what pages can; a worker that does not even start cannot. On a saved page it may only lack
 * its script, which no copy can give it: pdf.js then does without a worker.
 */
const canInWorker = () =>
  new Promise(resolve => {
    try {
      const worker = new Worker(workerScript(fullUrl(source.probe)), { type: "module" })
      worker.onmessage = ({ data }) => {
        worker.terminate()
        resolve(data === true)
      }
      worker.onerror = () => resolve(!!navigator.serviceWorker?.controller)
    } catch {
      resolve(false)
    }
  })

// ------------------------------------------------------------------------------------------------ what readers are told

const notice = (text, action = null) => {
  const box = element("notice")
  box.querySelector("span").textContent = text
  box.hidden = !text
  const button = box.querySelector("button")
  button.hidden = !action
  if (action) {
    button.textContent = action.label
    button.onclick = action.run
  }
}

/** Returns the digest that the meeting's data has for this file now; "" where it is withdrawn, null where nobody answers. */
const digestNow = async () => {
  try {
    const { documents, packs } = await (await fetch(fullUrl(source.api), { cache: "no-cache" })).json()
    const own = source.key ? documents.find(({ id }) => id === source.key) : packs.find(({ type }) => type === "application/pdf")
    return own && own.state !== "withdrawn" ? own.sha256 || source.sha256 : ""
  } catch {
    return null // no network: nothing is known
  }
}

/** Says what has become of a file that turned out to be another. */
const tellReplaced = async () => {
  if ((await digestNow()) === "") notice(say.withdrawn)
  else notice(say.replaced, { label: say.openNew, run: () => location.reload() })
}

/** Asks once at the opening whether this page is of today: it may have been kept by a phone. */
const checkVersion = async () => {
  const digest = await digestNow()
  if (digest !== null && digest !== source.sha256) await tellReplaced()
}

const PAUSES = [1000, 3000, 10000] // ms before the network is tried again by itself
const waiter = () => {
  let times = 0
  return () =>
    new Promise(resolve => {
      const again = () => {
        removeEventListener("online", again)
        clearTimeout(timer)
        notice("")
        resolve()
      }
      const timer = setTimeout(again, PAUSES[Math.min(times++, PAUSES.length - 1)])
      addEventListener("online", again)
      notice(say.lost, { label: say.tryAgain, run: again })
    })
}

const megabytes = bytes => (bytes / 1e6).toFixed(1).replace(".", say.decimal)

// ---------------------------------------------------------------------------------------------------------- controls

const watchPages = ({ view, bus, pdf }, place) => {
  const field = element("page")
  const go = page => {
    view.currentPageNumber = Math.min(Math.max(1, page), pdf.numPages)
  }
  const tell = () => {
    field.value = view.currentPageNumber
    element("previous-page").disabled = view.currentPageNumber <= 1
    element("next-page").disabled = view.currentPageNumber >= pdf.numPages
  }
  element("page-count").textContent = pdf.numPages
  field.max = pdf.numPages
  element("previous-page").addEventListener("click", () => go(view.currentPageNumber - 1))
  element("next-page").addEventListener("click", () => go(view.currentPageNumber + 1))
  field.form.addEventListener("submit", event => {
    event.preventDefault()
    go(Number(field.value) || view.currentPageNumber)
    element("pages").focus()
  })
  field.addEventListener("focus", () => field.select())
  bus.on("pagechanging", tell)

  let isPlaced = false
  bus.on("updateviewarea", ({ location: area }) => {
    if (isPlaced) place.keep({ page: area.pageNumber, left: area.left, top: area.top })
  })
  const start = () => {
    const asked = askedPage(location.hash)
    const kept = place.load()
    if (asked) {
      go(asked)
      // Consumed: who comes back to this page later comes back to where they were.
      history.replaceState(history.state, "", location.pathname + location.search)
    } else if (kept && kept.page <= pdf.numPages) {
      view.scrollPageIntoView({
        pageNumber: kept.page,
        destArray: [null, { name: "XYZ" }, kept.left, kept.top, null],
        allowNegativeOffset: true,
        ignoreDestinationZoom: true,
      })
    }
    isPlaced = true
    tell()
  }
  start()
  addEventListener("hashchange", () => askedPage(location.hash) && start())
  return go
}

/** The colours of the whole page at night: the browser's wish, until this reader chooses. */
const watchNight = () => {
  const KEY = "phonghop:night"
  const button = element("night")
  const apply = isNight => {
    document.documentElement.classList.toggle("is-night", isNight)
    button.setAttribute("aria-pressed", isNight)
  }
  let isNight = false
  try {
    isNight = localStorage.getItem(KEY) === "yes"
  } catch {
    // Storage is refused: a choice lasts as long as the page.
  }
  apply(isNight)
  button.addEventListener("click", () => {
    isNight = !isNight
    apply(isNight)
    try {
      localStorage.setItem(KEY, isNight ? "yes" : "no")
    } catch {
      // As above.
    }
  })
}

const watchScreen = ({ view }) => {
  for (const [name, steps] of [["zoom-in", 1], ["zoom-out", -1]])
    element(name).addEventListener("click", () => view.updateScale({ steps }))
  element("fit").addEventListener("click", () => {
    view.currentScaleValue = "page-width"
  })
  const full = element("full-screen")
  if (!document.fullscreenEnabled) {
    full.hidden = true // on an iPhone, and in most windows of messengers
    return
  }
  full.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())
  document.addEventListener("fullscreenchange", () => {
    document.body.classList.toggle("is-full", !!document.fullscreenElement)
    full.setAttribute("aria-pressed", !!document.fullscreenElement)
  })
}

const KEYS = { ArrowRight: 1, PageDown: 1, n: 1, ArrowLeft: -1, PageUp: -1, p: -1 }

const watchKeys = (go, view, panel, pdf) => {
  document.addEventListener("keydown", event => {
    if (event.target.closest("input, textarea, select") || event.altKey || event.metaKey) return
    if ((event.ctrlKey && event.key === "f" && source.words) || event.key === "/") {
      event.preventDefault()
      panel.open("search")
    } else if (event.ctrlKey) {
      return
    } else if (event.key in KEYS && !event.target.closest("[data-panel]")) {
      event.preventDefault()
      go(view.currentPageNumber + KEYS[event.key])
    } else if (event.key === "Home" || event.key === "End") {
      go(event.key === "Home" ? 1 : pdf.numPages)
    } else if (event.key === "+" || event.key === "-") {
      view.updateScale({ steps: event.key === "+" ? 1 : -1 })
    }
  })
}

// ------------------------------------------------------------------------------------------------------------ start

const words = () =>
  (words.asked ??= fetch(fullUrl(source.words)).then(answer => {
    if (!answer.ok) throw new Error(answer.status)
    return answer.json()
  })).then(
    ({ sha256, pages }) => {
      if (sha256 !== source.sha256) throw new Error("words of another version")
      return pages
    },
    error => {
      words.asked = null
      throw error
    },
  )

const start = async () => {
  document.body.classList.add("is-reading")
  const shown = await openViewer({ ...source, url: fullUrl(source.file) }, element("pages"), {
    replaced: tellReplaced,
    lost: waiter(),
    pageLabel: n => say.page.replace("{n}", n),
    whole: came =>
      notice(came < source.size ? say.whole.replace("{n}", megabytes(came)).replace("{of}", megabytes(source.size)) : ""),
  })
  const place = new Place(localStorageOrNone(), pathOf(location, source.key), source.sha256)
  const go = watchPages(shown, place)
  watchNight()
  watchScreen(shown)
  const panel = new Panel(element("panel"), [...document.querySelectorAll("[data-section]:is(button)")])
  watchKeys(go, shown.view, panel, shown.pdf)
  const layerOf = page => {
    const layer = shown.view.getPageView(page - 1)?.textLayer?.div
    return layer?.isConnected ? layer : null
  }
  const showPages = page => {
    if (matchMedia("(max-width: 55rem)").matches) panel.close()
    go(page)
  }
  if (source.words) {
    const searching = new Searching(element("search-part"), { load: words, go: showPages, layerOf, say })
    shown.bus.on("textlayerrendered", ({ pageNumber }) => searching.mark(pageNumber))
  }
  await watchNotes({ source, say, shown, panel, go: showPages, words: source.words ? words : null, layerOf, notice })
  const outline = outlineList(await shown.pdf.getOutline().catch(() => null), async dest => {
    if (matchMedia("(max-width: 55rem)").matches) panel.close()
    await shown.links.goToDestination(dest)
  })
  if (outline) {
    element("outline").append(outline)
    element("outline").hidden = false
  }
  document.body.classList.add("is-ready")
}

const localStorageOrNone = () => {
  try {
    return localStorage
  } catch {
    return null
  }
}

const isAble = canShowPages() && location.protocol.startsWith("http") && (await canInWorker())
if (isAble) {
  checkVersion()
  try {
    await start()
  } catch (error) {
    // A file that pdf.js cannot read may still open in the phone's own viewer.
    console.info(error)
    document.body.classList.remove("is-reading")
    element("cannot").hidden = false
  }
}
// A messenger's window may open the file as little as its pages.
if (!document.body.classList.contains("is-reading") && messengerOn(navigator.userAgent)) helpOut()
