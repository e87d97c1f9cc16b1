// The theme's script, the search worker and what names its index are loaded once the search box is opened, not with every page.
// Runs before the theme's script.
(() => {
  "use strict"
  const form = document.forms.namedItem("search")
  const opened = document.getElementById("__search")
  const later = document.querySelector("script[data-ph-later]")
  const asked = new URLSearchParams(location.search)
  const isLocal = location.protocol === "file:" // there the theme itself waits for the box

  const PAUSE = 2000 // ms before another try where there is no network; until then the box says that it waits
  const pause = () => {
    document.querySelector(".md-search-result__meta").textContent = window.phonghopWords?.searchWaits ?? ""
    return new Promise(resolve => setTimeout(resolve, PAUSE))
  }

  const loadTheme = async () => {
    for (;;) {
      const script = Object.assign(document.createElement("script"), { src: later.src })
      const isLoaded = await new Promise(resolve => {
        script.onload = () => resolve(true)
        script.onerror = () => resolve(false)
        document.head.append(script)
      })
      if (isLoaded) {
        document.dispatchEvent(new Event("DOMContentLoaded")) // the theme waits for it, and came later
        return
      }
      script.remove()
      await pause()
    }
  }

  const isFound = asked.has("h") // the words that led here are marked by the theme
  const isWanted = isFound || asked.has("q") || isLocal
  if (later && (isWanted || !opened)) loadTheme()
  if (!form || !opened) return
  if (later && !isWanted) opened.addEventListener("change", loadTheme, { once: true })
  if (isLocal) return

  // For a form of this name the theme fetches the names as soon as it runs, and sends them to the worker. It needs them so
  // early only to mark words.
  if (!isFound) form.removeAttribute("name")

  const SETUP = 0
  const config = JSON.parse(document.getElementById("__config").textContent)
  const names = async () => {
    const url = new URL("search/search_index.json", new URL(config.base.replace(/\/?$/, "/"), location))
    for (;;) {
      try {
        const answer = await fetch(url, { cache: "no-cache" })
        return await answer.json()
      } catch {
        await pause()
      }
    }
  }

  const wanted = new Promise(resolve => {
    if (opened.checked) resolve()
    else opened.addEventListener("change", resolve, { once: true })
  }).then(() => {
    if (isFound) return null
    // Side by side with the theme's script, which starts the worker.
    if (later) fetch(new URL(config.search, location)).catch(() => {})
    return { names: names() }
  })

  const Started = window.Worker

  /** Stands in for the search worker until the box is opened. */
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.waiting = []
      wanted.then(async index => {
        this.worker = new Started(url)
        this.worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })))
        for (const message of this.waiting) this.worker.postMessage(message)
        if (index) this.worker.postMessage({ type: SETUP, data: { ...(await index.names), options: {} } })
      })
    }

    postMessage(message) {
      if (this.worker) this.worker.postMessage(message)
      else this.waiting.push(message)
    }
  }
})()
