// Reads a file in pieces. pdf.js's own transport sends no `If-Range`, so a file replaced while it is read could be put together
// from two versions; here the first answer's mark goes with every later request, and any sign of another file ends the reading.

/** The file is not, or not any more, the one that the page was made for. */
export class ReplacedError extends Error {}

/** Returns what tells one state of a file from another; a weak entity tag does not (RFC 9110, 13.1.5). */
const markOf = response => {
  const tag = response.headers.get("ETag")
  return tag && !tag.startsWith("W/") ? tag : response.headers.get("Last-Modified")
}

const RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/

/**
 * A file of `size` bytes at `url`.
 *
 * `onReplaced` is called once when another file answers; nothing is read from then on. `onLost(error)` returns a promise that
 * is kept when it is worth trying again. `onWhole(came)` tells, for servers without ranges, how many bytes have come.
 */
export class FileRanges {
  constructor({ url, size, fetch, onReplaced, onLost, onWhole = () => {} }) {
    Object.assign(this, { url, size, fetch, onReplaced, onLost, onWhole })
    this.mark = null
    this.whole = null
    this.first = null
    this.isReplaced = false
    this.controller = new AbortController()
  }

  /** Returns the bytes from `begin` up to `end`; never settles once the file has been replaced. */
  async read(begin, end) {
    for (;;) {
      try {
        return await this.piece(begin, end)
      } catch (error) {
        if (this.controller.signal.aborted) return new Promise(() => {})
        if (error instanceof ReplacedError) {
          this.stop()
          this.onReplaced()
          return new Promise(() => {})
        }
        await this.onLost(error)
      }
    }
  }

  stop() {
    this.controller.abort()
  }

  async piece(begin, end) {
    if (!this.whole && !this.mark && this.first) await this.first.catch(() => {})
    if (this.whole) return (await this.whole).slice(begin, end)
    const asked = this.ask(begin, end)
    if (!this.mark) this.first = asked
    return asked
  }

  async ask(begin, end) {
    const headers = { Range: `bytes=${begin}-${end - 1}` }
    if (this.mark) headers["If-Range"] = this.mark
    const response = await this.fetch(this.url, { headers, signal: this.controller.signal })
    if (response.status === 206) return this.partial(response, begin, end)
    if (response.status === 200) return this.complete(response, begin, end)
    if ([404, 410, 416].includes(response.status)) throw new ReplacedError(`${response.status}`)
    throw new Error(`${response.status} ${this.url}`)
  }

  async partial(response, begin, end) {
    const [, from, to, total] = RANGE.exec(response.headers.get("Content-Range") ?? "") ?? []
    const mark = markOf(response)
    if (Number(total) !== this.size || (this.mark && mark !== this.mark)) throw new ReplacedError("another file")
    if (Number(from) !== begin || Number(to) !== end - 1) throw new Error("another piece")
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length !== end - begin) throw new Error("a piece cut short")
    this.mark ??= mark
    return bytes
  }

  /** A server without ranges, or one that says by sending all of it that the file is another. */
  async complete(response, begin, end) {
    if (this.mark && markOf(response) !== this.mark) {
      response.body?.cancel().catch(() => {})
      throw new ReplacedError("another file")
    }
    const whole = this.collect(response)
    this.whole = whole
    whole.catch(() => {
      this.whole = null
    })
    return (await whole).slice(begin, end)
  }

  async collect(response) {
    const bytes = new Uint8Array(this.size)
    let came = 0
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read()
      if (done) break
      if (came + value.length > this.size) throw new ReplacedError("a longer file")
      bytes.set(value, came)
      came += value.length
      this.onWhole(came)
    }
    // What was cut off on its way and a shorter file look alike until the server is asked again.
    if (came !== this.size) {
      const told = Number(response.headers.get("Content-Length"))
      throw told === came && !response.headers.get("Content-Encoding") ? new ReplacedError("a shorter file") : new Error("cut short")
    }
    return bytes
  }
}
