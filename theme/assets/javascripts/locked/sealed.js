// Format 1 of what is published encrypted; phonghop/locked/sealing.py tells it in words. Nothing is released before it is proven.

const RECORD = 65536
const DATA = RECORD - 17
const HEADER = 21
const MOST_ROUNDS = 10_000_000
const utf8 = new TextEncoder()
const LABEL = "phonghop locked 1 "

/** What was given is not what the key is for: damaged, cut, put in another's place, or of a later format. */
export class DamagedError extends Error {}
/** No slot is for this key. `isOld` tells whether one was before. */
export class WrongKeyError extends Error {
  constructor(isOld) {
    super(isOld ? "old key" : "wrong key")
    this.isOld = isOld
  }
}

export const fromHex = digits => Uint8Array.from(digits.match(/../g) ?? [], pair => parseInt(pair, 16))
const toHex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
const joinedBytes = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
const isHex = (value, bytes) => typeof value === "string" && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value)

/** Returns what a lock's file says, held against its form: it comes from whoever serves the site. */
export const readLock = value => {
  const { format, set, epoch, manifest, size, slots, retired, rounds } = value ?? {}
  const isSound =
    format === 1 && isHex(set, 16) && Number.isSafeInteger(epoch) && epoch > 0 && isHex(manifest, 16) &&
    Number.isSafeInteger(size) && size >= 0 &&
    slots && Object.entries(slots).every(([name, wrapped]) => isHex(name, 16) && isHex(wrapped, 32)) &&
    Array.isArray(retired) && retired.every(name => isHex(name, 16)) &&
    (rounds === 0 || (Number.isInteger(rounds) && rounds > 0 && rounds <= MOST_ROUNDS))
  if (!isSound) throw new DamagedError("lock")
  return value
}

/** Returns the key that spoken words amount to; `lock` tells how much work that is. */
export const keyOfWords = (engine, lock, words) =>
  engine.fromWords(utf8.encode(words), joinedBytes(utf8.encode(`${LABEL}words `), fromHex(lock.set)), lock.rounds)

/** Returns the key of the content, out of the slot of a letter's key. */
export const contentKey = async (engine, lock, letter) => {
  const set = fromHex(lock.set)
  const name = toHex(await engine.derive(letter, set, utf8.encode(`${LABEL}slot name`)))
  if (!Object.hasOwn(lock.slots, name)) throw new WrongKeyError(lock.retired.includes(name))
  const open = await engine.cipher(await engine.derive(letter, set, utf8.encode(`${LABEL}slot key ${lock.epoch}`)))
  try {
    const about = joinedBytes(utf8.encode(`${LABEL}slot ${lock.epoch} `), set)
    return await open(new Uint8Array(12), fromHex(lock.slots[name]), about)
  } catch {
    throw new DamagedError("slot")
  }
}

/** Returns how many bytes content of `size` bytes is padded to, as the other side reckons it. */
export const paddedSize = size => {
  const whole = Math.max(size, 4096)
  const exponent = Math.floor(Math.log2(whole))
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1))
  return Math.ceil(whole / step) * step
}

/** Returns how many bytes the file of content of `size` bytes has. */
export const storedSize = size => HEADER + paddedSize(size) + 17 * Math.ceil(paddedSize(size) / DATA)

/** A file of `size` bytes of content under its `name`; `ask(name, from, to)` returns these bytes of what is published. */
export class SealedFile {
  constructor(engine, content, role, name, size, ask) {
    Object.assign(this, { engine, content, role, name, size, ask })
    this.count = Math.ceil(paddedSize(size) / DATA)
  }

  async keys() {
    const { engine, content, role, name } = this
    const salt = fromHex(name)
    const own = await engine.derive(content, salt, utf8.encode(LABEL + role))
    const key = await engine.derive(own, salt, utf8.encode("Content-Encoding: aes128gcm\0"))
    const nonce = await engine.derive(own, salt, utf8.encode("Content-Encoding: nonce\0"), 12)
    return { open: await engine.cipher(key), nonce }
  }

  /** Returns the bytes of content from `begin` up to `end`. */
  async read(begin = 0, end = this.size) {
    const first = Math.floor(begin / DATA)
    const last = Math.min(this.count - 1, Math.floor(Math.max(begin, end - 1) / DATA))
    const total = storedSize(this.size)
    const given = await this.ask(this.name, HEADER + first * RECORD, Math.min(total, HEADER + (last + 1) * RECORD))
    this.opened ??= this.keys()
    const { open, nonce } = await this.opened
    const parts = []
    for (let n = first; n <= last; n++) {
      const at = (n - first) * RECORD
      parts.push(await this.record(open, nonce, n, given.subarray(at, Math.min(at + RECORD, given.length))))
    }
    const whole = joinedBytes(...parts)
    return whole.subarray(begin - first * DATA, end - first * DATA)
  }

  /** Returns the content of the `n`-th record, all of which must be as long and as marked as the file's size demands. */
  async record(open, nonce, n, data) {
    const own = nonce.slice()
    const view = new DataView(own.buffer, own.byteOffset + 8)
    view.setUint32(0, (view.getUint32(0) ^ n) >>> 0)
    let record
    try {
      record = await open(own, data)
    } catch {
      throw new DamagedError(`record ${n}`)
    }
    const length = Math.max(0, Math.min(DATA, this.size - n * DATA))
    const isMarked = record[length] === (n === this.count - 1 ? 2 : 1) && record.subarray(length + 1).every(byte => !byte)
    if (!isMarked) throw new DamagedError(`record ${n}`)
    return record.subarray(0, length)
  }
}
