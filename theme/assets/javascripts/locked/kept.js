// A key that a reader wants kept on this machine: in this browser's database, where scripts can use it and none can read it.
import { opened, settled } from "../database.js"
import { NotesStore } from "../reader/notes-store.js"

const KEYS = "keys"
const keyStore = async mode => (await opened("phonghop-keys", KEYS)).transaction(KEYS, mode).objectStore(KEYS)

/** Keeps the key of a set; returns whether the browser does. */
export const keepKey = async (set, key) => {
  try {
    await settled((await keyStore("readwrite")).put(key, set))
    return true
  } catch {
    return false
  }
}

export const keptKey = async set => {
  try {
    return (await settled((await keyStore("readonly")).get(set))) ?? null
  } catch {
    return null
  }
}

/** Deletes everything of a set, whose pages are at `path`, from this machine: key, copies, notes, places in documents. */
export const forgetKey = async (set, path) => {
  for (const storage of ["sessionStorage", "localStorage"]) {
    try {
      const own = globalThis[storage]
      for (const name of Object.keys(own)) if (name.includes(set) || name.includes(path)) own.removeItem(name)
    } catch {
      // Refused: then there is nothing in it.
    }
  }
  try {
    await settled((await keyStore("readwrite")).delete(set))
  } catch {
    // As above.
  }
  const notes = await NotesStore.open()
  for (const { id } of await notes.below(location.origin + path)) await notes.remove(id)
  const deleteCopies = async () => {
    for (const name of await caches.keys()) if (name.includes(path)) await caches.delete(name)
  }
  // Under the lock of hall.js: a page that changes a copy's record meanwhile would make the copy anew.
  if (globalThis.caches) await (navigator.locks ? navigator.locks.request("phonghop hall", deleteCopies) : deleteCopies())
  for (const worker of (await navigator.serviceWorker?.getRegistrations?.()) ?? []) if (worker.scope.includes(path)) await worker.unregister()
}
