// Where notes are kept: in this browser, and nowhere else.
import { opened, settled } from "../database.js"

const NOTES = "notes"

/** The notes of all documents. `isKept` is false where the browser keeps nothing: they last as long as the page. */
export class NotesStore {
  static async open() {
    try {
      return new NotesStore(await opened("phonghop-notes", NOTES, { keyPath: "id" }))
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
    const all = this.database ? await settled(this.notes("readonly").getAll()) : [...this.memory.values()]
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
    if (this.database) await settled(this.notes("readwrite").delete(id))
    else this.memory.delete(id)
  }
}
