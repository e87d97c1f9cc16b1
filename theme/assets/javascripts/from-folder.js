// The site opened from a folder of files (file://): search without a worker, links to pages instead of folders.
// Loaded before the theme's script; does nothing on a web server.
(() => {
  "use strict"
  if (location.protocol !== "file:") return

  /** Stands in for the search worker, which browsers do not start from a file: the same script, in the page itself. */
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.started = new Promise((resolve, reject) => {
        const script = document.createElement("script")
        Object.assign(script, { src: url, onload: resolve, onerror: reject })
        document.head.append(script)
      })
    }

    async postMessage(message) {
      await this.started
      window.phonghopSearch.receive(message, data => this.dispatchEvent(new MessageEvent("message", { data })))
    }
  }

  addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href]")
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }, true)
})()
