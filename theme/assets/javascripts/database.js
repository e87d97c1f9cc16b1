// This browser's own database, in which a reader's notes and keys stay.

export const settled = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Returns the database `name` with its one `store`, which is made where it is missing, as `options` say. */
export const opened = async (name, store, options) => {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store, options)
  const database = await settled(request)
  // Another tab with a newer page may need to change the store.
  database.onversionchange = () => database.close()
  return database
}
