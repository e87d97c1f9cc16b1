// Reading a saved meeting. A browser asks a worker of the meeting's folder for everything that a page loads, but for the scripts
// of other workers: those it asks only below that folder. There the worker of the copy answers for them.

/** Returns where the script of a worker is loaded from: below the meeting's folder where a copy may answer, else where it lies. */
export const workerScript = url => {
  const path = new URL(url).pathname
  const below = path.indexOf("/assets/")
  if (below < 0 || !navigator.serviceWorker?.controller) return url
  const [folder] = /^.*\/(?:hop|meeting|k)\/[^/]+\//.exec(location.pathname)
  return new URL(`${folder}@${path.slice(below)}`, location.href).href
}
