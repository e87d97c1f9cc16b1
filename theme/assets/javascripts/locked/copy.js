// A copy of an opened set for the hall, as hall.js saves it: encrypted as it is published, and nothing of it named.
import { SealedFile, storedSize } from "./sealed.js"

/** What the opened page asks for, behind "?d=", to learn what a copy holds. */
export const COPY = "luu"

/** Returns what hall.js has to know of a set; `title` stands in the list of copies, `frame` is what stands around its pages. */
export const manifestOf = ({ list, lock }, title, frame) => {
  if (!list.copy) return { off: true }
  const own = { url: `${lock.manifest}.bin`, bytes: storedSize(lock.size) }
  return {
    ...list.copy,
    title,
    revision: lock.manifest,
    files: [...list.copy.files, own],
    pages: ["./", frame],
    scripts: [{ url: "lock.json", bytes: 0 }, ...list.copy.scripts],
  }
}

/** Returns whether `bytes` are the file of the set at `url`, whole: its key opens every record. */
export const isSound = async ({ engine, content, list, lock }, url, bytes) => {
  const [, name] = /\/([0-9a-f]{32})\.bin$/.exec(url) ?? []
  const isList = name === lock.manifest
  const size = isList ? lock.size : Object.values(list.files).find(({ file }) => file === name)?.size
  if (size === undefined || bytes.length !== storedSize(size)) return false
  const ask = async (_, from, to) => bytes.subarray(from, to)
  try {
    await new SealedFile(engine, content, isList ? "manifest" : "file", name, size, ask).read()
    return true
  } catch {
    return false
  }
}
