// The search worker, its script and what names its index are loaded once the search box is opened, not with every page.
// Runs before the theme's script. Opened from a folder of files, the theme itself waits for the box.
(() => {
  "use strict"
  const form = document.forms.namedItem("search")
  const opened = document.getElementById("__search")
  if (!form || !opened || location.protocol === "file:") return

  // For a form of this name the theme fetches the names as soon as the page is there, and sends them to the worker. It needs
  // them so early only to mark the words that led to the page.
  const isFound = new URLSearchParams(location.search).has("h")
  if (!isFound) form.removeAttribute("name")

  const SETUP = 0
  const PAUSE = 2000 // ms before another try where there is no network; until then the box says that it is preparing
  const names = async () => {
    const { base } = JSON.parse(document.getElementById("__config").textContent)
    const url = new URL("search/search_index.json", new URL(base.replace(/\/?$/, "/"), location))
    for (;;) {
      try {
        const answer = await fetch(url, { cache: "no-cache" })
        return await answer.json()
      } catch {
        await new Promise(resolve => setTimeout(resolve, PAUSE))
      }
    }
  }

  const Started = window.Worker

  /** Stands in for the search worker until the box is opened. */
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.waiting = []
      const start = async () => {
        this.worker = new Started(url)
        this.worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })))
        for (const message of this.waiting) this.worker.postMessage(message)
        if (!isFound) this.worker.postMessage({ type: SETUP, data: { ...(await names()), options: {} } })
      }
      if (opened.checked) start()
      else opened.addEventListener("change", start, { once: true })
    }

    postMessage(message) {
      if (this.worker) this.worker.postMessage(message)
      else this.waiting.push(message)
    }
  }
})()
