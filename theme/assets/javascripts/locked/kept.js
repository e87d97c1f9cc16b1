// A key that a reader wants kept on this machine: in this browser's database, where scripts can use it and none can read it.

const DATABASE = "phonghop-keys"
const STORE = "keys"

const settled = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const keyStore = async mode => {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  const database = await settled(request)
  database.onversionchange = () => database.close()
  return database.transaction(STORE, mode).objectStore(STORE)
}

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
  try {
    const request = indexedDB.open("phonghop-notes", 1)
    request.onupgradeneeded = () => request.transaction.abort() // there are no notes: nothing is to be made
    const notes = await settled(request)
    const store = notes.transaction("notes", "readwrite").objectStore("notes")
    for (const note of await settled(store.getAll())) if (note.target.source.includes(path)) await settled(store.delete(note.id))
    notes.close()
  } catch {
    // No notes here.
  }
  if (globalThis.caches) for (const name of await caches.keys()) if (name.includes(path)) await caches.delete(name)
  for (const worker of (await navigator.serviceWorker?.getRegistrations?.()) ?? []) if (worker.scope.includes(path)) await worker.unregister()
}
