// The files of the index: fetched by a worker, or loaded as scripts where a browser refuses to fetch (`file://`).

export const isWorker = typeof document === "undefined"
export const root = new URL("../../", isWorker ? self.location.href : document.currentScript.src)

const fetched = async url => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status} ${url}`)
  const text = await response.text()
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")))
}

export const scripts = new Map()
const asScript = url =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = url
    script.onload = () => resolve(scripts.get(script.src))
    script.onerror = () => reject(new Error(url))
    document.head.append(script)
  })

/** The files of the index, each loaded once. */
export class Files {
  constructor() {
    this.loading = new Map()
  }

  load(address) {
    if (!this.loading.has(address)) {
      const url = new URL(address, root).href
      const loading = isWorker ? fetched(url) : asScript(url)
      loading.catch(() => this.loading.delete(address))
      this.loading.set(address, loading)
    }
    return this.loading.get(address)
  }
}
