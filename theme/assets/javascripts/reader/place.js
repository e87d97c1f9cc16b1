// Where a reader is in a document: asked for by the address, or where this browser last was in this very version.

const KEY = "phonghop:doc:"

/** Returns the page that the fragment of an address asks for: "#p=7", or "#page=7" as for a file; null for none. */
export const askedPage = hash => {
  const asked = /^#p(?:age)?=(\d{1,5})\b/.exec(hash)
  return asked && Number(asked[1]) > 0 ? Number(asked[1]) : null
}

/**
 * Returns the path by which what a reader does with a document is kept. All locked documents of a meeting stand at one; what
 * follows "?" there changes with the key, the document's own key does not.
 */
export const pathOf = ({ pathname, search }, key) => (new URLSearchParams(search).has("d") ? `${pathname}doc/${key}/` : pathname)

/** The place in the document at `path`, in its version `sha256`. */
export class Place {
  constructor(storage, path, sha256) {
    Object.assign(this, { storage, key: KEY + path, sha256 })
  }

  /** Returns `{page, left, top}` as last kept for this version, or null. */
  load() {
    try {
      const kept = JSON.parse(this.storage.getItem(this.key) ?? "null")
      return kept?.sha256 === this.sha256 && kept.page > 0 ? kept : null
    } catch {
      return null // storage is refused in some in-app browsers
    }
  }

  keep({ page, left, top }) {
    try {
      this.storage.setItem(this.key, JSON.stringify({ sha256: this.sha256, page, left, top }))
    } catch {
      // Full, or refused: the document opens at its beginning next time.
    }
  }
}
