// What does the arithmetic: the browser's own WebCrypto, or where it has none (plain http on an intranet) the audited library
// @noble (assets/noble-…), which is loaded only then.

const NOTHING = new Uint8Array()

const webEngine = subtle => ({
  /** Takes bytes, or a key that this browser keeps and shows nobody. */
  async derive(key, salt, info, length = 16) {
    const base = key instanceof Uint8Array ? await subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]) : key
    return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, base, length * 8))
  },
  async cipher(key) {
    const own = await subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"])
    return async (nonce, data, about = NOTHING) =>
      new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: about }, own, data))
  },
  async fromWords(words, salt, iterations) {
    const base = await subtle.importKey("raw", words, "PBKDF2", false, ["deriveBits"])
    return new Uint8Array(await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, base, 128))
  },
  /** Returns what can be kept: a key that no script can read, only use. */
  keepable: key => subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]),
})

const nobleEngine = ({ gcm, hkdf, sha256, pbkdf2Async }) => ({
  derive: async (key, salt, info, length = 16) => hkdf(sha256, key, salt, info, length),
  cipher: async key => async (nonce, data, about = NOTHING) => gcm(key, nonce, about).decrypt(data),
  fromWords: (words, salt, iterations) => pbkdf2Async(sha256, words, salt, { c: iterations, dkLen: 16, asyncTick: 20 }),
  keepable: async key => key,
})

/** Returns the engine of this page; `library` is the address of what is loaded where the browser has none. */
export const engineOf = async library =>
  globalThis.crypto?.subtle ? webEngine(crypto.subtle) : nobleEngine(await import(library))
