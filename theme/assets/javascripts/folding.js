// Vietnamese text without case, tones and marks, as the core folds it: one table of cases holds both.

export const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

const LONG = /[ßſ\ufb00-\ufb06]/g // sharp and long s, ligatures, which PDF files are full of

/** Returns `text` without case. */
export const lower = text => text.toLowerCase().replace(LONG, letter => (letter === "ß" ? "ss" : letter.normalize("NFKD")))

/** Returns `text` without case, tones and marks. */
export const fold = text => lower(text).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d")

/** Returns `text` without its five tones but with ă â đ ê ô ơ ư, as half-typed Telex leaves it. */
export const toneless = text => lower(text).normalize("NFD").replace(TONES, "").normalize("NFC")
