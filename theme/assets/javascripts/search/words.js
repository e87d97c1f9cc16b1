// Text cut into words, each with its spelling: letters and tone apart.

import { TONES, fold, toneless } from "../folding.js"
import { AGREES, CONTRADICTS, LEFT_OUT } from "./figures.js"

const WORTH_OF_PREFIX = 0.5 // of the word being typed,
const WORTH_OF_INNER_PREFIX = 0.2 // of the words before it, which are complete
const LINE_APART = 1000 // more than any two words that stand together
const VIQR = { "\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "." }

/** A word as it is spelled; `letters` are its folded letters, and numbers lose their leading zeros (01/7, 1/7). */
export class Spelling {
  constructor(shape, tone) {
    this.shape = shape
    this.letters = fold(shape)
    // The tone counts, not the letter that bears it: hoà and hòa, uỷ and ủy are one spelling.
    this.tone = tone
  }

  static of(text) {
    const tone = (text.normalize("NFD").match(TONES) ?? []).map(mark => VIQR[mark]).join("")
    return new Spelling(toneless(text).replace(/^0+(?=\d)/, ""), tone)
  }

  /** Returns the word that the index writes as `name`: its shape, then its tone. */
  static named(name) {
    const [shape] = name.match(/^[^`'?~.]*/)
    return new Spelling(shape, name.slice(shape.length))
  }

  /** Tells how well this word, as typed, agrees with the beginning of `other`, whose letters begin with these. */
  likeness(other) {
    if (this.tone && this.tone !== other.tone) return CONTRADICTS
    const isUnfinished = this.letters.length < other.letters.length // its tone is typed last
    let likeness = this.tone === other.tone || isUnfinished ? AGREES : LEFT_OUT
    for (let i = 0; i < this.shape.length; i++) {
      if (this.shape[i] === other.shape[i]) continue
      if (this.shape[i] !== this.letters[i]) return CONTRADICTS
      likeness = LEFT_OUT
    }
    return likeness
  }
}

/** Cuts text into words, remembering each: texts repeat themselves. "nq57" and "8h30" are several words. */
export class Speller {
  constructor(separators, abbreviations) {
    this.pattern = new RegExp(`\\p{Nd}+|[^\\p{Nd}${separators}]+`, "gu")
    this.known = new Map()
    this.phrases = new Map() // first letters → phrases that have an abbreviation
    for (const [short, long] of Object.entries(abbreviations)) {
      const phrase = long.split(" ").map(fold)
      if (!this.phrases.has(phrase[0])) this.phrases.set(phrase[0], [])
      this.phrases.get(phrase[0]).push({ phrase, short: Spelling.of(short) })
    }
  }

  spelling(token) {
    if (!this.known.has(token)) this.known.set(token, Spelling.of(token))
    return this.known.get(token)
  }

  /** Returns the words of `text`: each with its spelling, its place in the text, and its distance from the others. */
  words(text) {
    const found = []
    let line = 0
    let last = 0
    for (const { 0: token, index } of text.matchAll(this.pattern)) {
      const spelling = this.spelling(token)
      if (!spelling.letters) continue
      if (text.slice(last, index).includes("\n")) line += LINE_APART
      last = index + token.length
      found.push({ token, spelling, start: index, end: last, position: found.length + line, line })
    }
    return found
  }

  /** Returns the phrases among `words` that have an abbreviation: where each starts and ends, and the short form. */
  shortened(words) {
    return words.flatMap(({ spelling, line }, start) =>
      (this.phrases.get(spelling.letters) ?? [])
        .filter(({ phrase }) =>
          phrase.every((letters, i) => words[start + i]?.spelling.letters === letters && words[start + i].line === line))
        .map(({ phrase, short }) => ({ start, end: start + phrase.length, short })))
  }

  /** Returns the words of a query: `+word`, `-word` and "quoted words" are required or prohibited, with their marks. */
  query(text) {
    const asked = []
    for (const [, sign, quoted, plain] of text.normalize("NFC").matchAll(/([+-]?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const isProhibited = sign === "-"
      const isRequired = !isProhibited && (sign === "+" || quoted !== undefined)
      const words = this.words(quoted ?? plain).map(word => ({ ...word, line: 0, isProhibited, isRequired }))
      asked.push(...words)
    }
    const short = this.shortened(asked)
    return asked.map(({ token, spelling, isProhibited, isRequired }, place) => ({
      typed: token,
      word: spelling,
      isProhibited,
      isRequired,
      least: isRequired || isProhibited ? LEFT_OUT : CONTRADICTS,
      worthOfPrefix:
        isRequired || isProhibited ? 0 : place === asked.length - 1 ? WORTH_OF_PREFIX : WORTH_OF_INNER_PREFIX,
      isLast: place === asked.length - 1,
      abbreviations: short.filter(({ start, end }) => start <= place && place < end).map(phrase => phrase.short),
    }))
  }
}
