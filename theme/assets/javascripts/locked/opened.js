// A set of locked papers that a key has opened: its list of files, and answers to what its pages ask for.
import { DamagedError, SealedFile, contentKey, readLock } from "./sealed.js"

/** The site has no such set, or not any more. */
export class GoneError extends Error {}

const asked = async (url, options) => {
  const answer = await fetch(url, options)
  if ([404, 410].includes(answer.status)) throw new GoneError(url)
  if (!answer.ok) throw new Error(`${answer.status} ${url}`)
  return answer
}

/** Returns the bytes from `from` up to `to` of the file at `url`, also from a server that knows no ranges. */
const piece = async (url, from, to) => {
  const answer = await asked(url, { headers: { Range: `bytes=${from}-${to - 1}` } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const given = answer.status === 206 ? bytes : bytes.subarray(from, to)
  if (given.length !== to - from) throw new DamagedError("cut short")
  return given
}

/** Returns the lock of the set at `base`, as it is published now; with `cache` "no-store" from no copy on this machine. */
export const lockAt = async (base, cache = "no-cache") => {
  const answer = await asked(new URL("lock.json", base).href, { cache })
  try {
    return readLock(await answer.json())
  } catch (error) {
    throw error instanceof SyntaxError ? new DamagedError("lock") : error
  }
}

const isEntry = entry =>
  /^[0-9a-f]{32}$/.test(entry?.file) && Number.isSafeInteger(entry.size) && entry.size >= 0 &&
  typeof entry.type === "string" && typeof entry.name === "string"

const RANGE = /^bytes=(\d+)-(\d*)$/

/** The set at `base`; `open` throws WrongKeyError, DamagedError, GoneError. */
export class OpenedSet {
  constructor(base, engine) {
    Object.assign(this, { base, engine })
    this.ask = (name, from, to) => piece(new URL(`${name}.bin`, base).href, from, to)
  }

  async open(letter, cache) {
    const lock = await lockAt(this.base, cache)
    const content = await contentKey(this.engine, lock, letter)
    const file = new SealedFile(this.engine, content, "manifest", lock.manifest, lock.size, this.ask)
    const list = JSON.parse(new TextDecoder().decode(await file.read()))
    const isSound = list.format === 1 && list.set === lock.set && list.epoch === lock.epoch && Object.values(list.files).every(isEntry)
    if (!isSound) throw new DamagedError("list")
    Object.assign(this, { letter, lock, content, list, files: new Map() })
    return this
  }

  entry(route) {
    return Object.hasOwn(this.list.files, route) ? this.list.files[route] : null
  }

  file(route) {
    const { file, size } = this.entry(route)
    if (!this.files.has(file)) this.files.set(file, new SealedFile(this.engine, this.content, "file", file, size, this.ask))
    return this.files.get(file)
  }

  /** Returns what a server would answer to a request for the file at `route`, with the range that `options` ask for. */
  async answer(route, options = {}) {
    const headers = new Headers(options.headers)
    if (["no-cache", "reload"].includes(options.cache)) await this.open(this.letter)
    const entry = this.entry(route)
    if (!entry) return new Response(null, { status: 404 })
    const told = { "content-type": entry.type, etag: `"${entry.file}"`, "accept-ranges": "bytes" }
    const wanted = RANGE.exec(headers.get("range") ?? "")
    const version = headers.get("if-range")
    if (!wanted || (version && version !== told.etag)) {
      return new Response(await this.file(route).read(), { headers: { ...told, "content-length": String(entry.size) } })
    }
    const begin = Number(wanted[1])
    const end = Math.min(entry.size, wanted[2] ? Number(wanted[2]) + 1 : entry.size)
    if (begin >= end) return new Response(null, { status: 416, headers: { "content-range": `bytes */${entry.size}` } })
    const bytes = await this.file(route).read(begin, end)
    return new Response(bytes, { status: 206, headers: { ...told, "content-range": `bytes ${begin}-${end - 1}/${entry.size}` } })
  }
}
