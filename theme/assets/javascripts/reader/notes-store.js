// Where notes are kept: in this browser, and nowhere else.

const DATABASE = "phonghop-notes"
const NOTES = "notes"

const done = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** The notes of all documents. `isKept` is false where the browser keeps nothing: they last as long as the page. */
export class NotesStore {
  static async open() {
    try {
      const request = indexedDB.open(DATABASE, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(NOTES, { keyPath: "id" })
      const database = await done(request)
      // Another tab with a newer page may need to change the store.
      database.onversionchange = () => database.close()
      return new NotesStore(database)
    } catch {
      return new NotesStore(null)
    }
  }

  constructor(database) {
    this.database = database
    this.memory = new Map()
    this.isKept = !!database
  }

  notes(mode) {
    return this.database.transaction(NOTES, mode).objectStore(NOTES)
  }

  /** Returns the notes on all documents whose address begins with `prefix`. */
  async below(prefix) {
    const all = this.database ? await done(this.notes("readonly").getAll()) : [...this.memory.values()]
    return all.filter(({ target }) => target.source.startsWith(prefix))
  }

  /** Keeps `notes` together: all of them, or none. */
  async put(...notes) {
    if (!this.database) {
      for (const note of notes) this.memory.set(note.id, note)
      return
    }
    const store = this.notes("readwrite")
    for (const note of notes) store.put(note)
    await new Promise((resolve, reject) => {
      store.transaction.oncomplete = resolve
      store.transaction.onabort = () => reject(store.transaction.error)
    })
  }

  async remove(id) {
    if (this.database) await done(this.notes("readwrite").delete(id))
    else this.memory.delete(id)
  }
}
