// Words of pages: folded as the portal's search folds them, and found again in text.

import { TONES, fold, lower } from "../folding.js"

/** Returns how a word is spelled, wherever its tone stands: hoà and hòa, uỷ and ủy are one spelling. */
const spelling = text => {
  const parts = lower(text).normalize("NFD")
  return parts.replace(TONES, "").normalize("NFC") + (parts.match(TONES) ?? []).sort().join("")
}

/**
 * Returns `text` with `change` applied to each letter and its marks: what is left of it, and where in `text` each unit of that
 * begins (`at`) and ends (`ends`).
 */
export const mapped = (text, change) => {
  let bare = ""
  const at = []
  const ends = []
  for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const left = change(letter)
    bare += left
    for (let i = 0; i < left.length; i++) {
      at.push(index)
      ends.push(index + letter.length)
    }
  }
  return { bare, at, ends }
}

/** Returns the folded letters and digits of `text`: spaces do not count, since no two programs agree on those of a PDF. */
const letters = text => mapped(text, letter => fold(letter).replace(/[^\p{L}\p{N}]+/gu, ""))

/** Returns of each place where `wanted` is in a text that `mapped` folded: `{place, start, end}`, in the folded text and in the text itself. */
export const occurrences = ({ bare, at, ends }, wanted) => {
  const places = []
  for (let place = wanted ? bare.indexOf(wanted) : -1; place >= 0; place = bare.indexOf(wanted, place + 1))
    places.push({ place, start: at[place], end: ends[place + wanted.length - 1] })
  return places
}

const isLetter = (text, place) => place >= 0 && place < text.length && /[\p{L}\p{N}\p{M}]/u.test(text[place])

/** Returns `{start, end}` of each place in `text` where the words of `query` begin a word, one after the other. */
export const findIn = (text, query) => {
  const wanted = fold(query).replace(/[^\p{L}\p{N}]+/gu, "")
  const places = occurrences(letters(text), wanted)
  return places.filter(({ start }) => !isLetter(text, start - 1)).map(({ start, end }) => ({ start, end }))
}

const EXCERPT = 60 // characters on either side

/**
 * Returns the places of `query` in the texts of `pages`, in their order: `{page, start, end, before, words, after}`.
 *
 * Typed with marks, it finds what is spelled so; only where there is none of that, what agrees without marks.
 */
export const find = (pages, query) => {
  const found = pages.flatMap((text, index) =>
    findIn(text, query).map(({ start, end }) => ({
      page: index + 1,
      start,
      end,
      before: text.slice(Math.max(0, start - EXCERPT), start),
      words: text.slice(start, end),
      after: text.slice(end, end + EXCERPT),
    })))
  if (fold(query) === lower(query.normalize("NFC"))) return found
  const typed = spelling(query).replace(/[\s\p{P}]+/gu, "")
  const same = found.filter(({ words }) => spelling(words).replace(/[\s\p{P}]+/gu, "") === typed)
  return same.length ? same : found
}
