// The files of the index, each loaded once, by whatever a worker, a page opened from a folder, or an opened lock loads them.

export class Files {
  constructor(load) {
    this.loadNow = load
    this.loading = new Map()
  }

  load(address) {
    if (!this.loading.has(address)) {
      const loading = this.loadNow(address)
      loading.catch(() => this.loading.delete(address))
      this.loading.set(address, loading)
    }
    return this.loading.get(address)
  }
}

/** Returns what a file of the index holds: it is a call of one function, and loaded as a script where nothing can be fetched. */
export const contentOf = text => JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")))
