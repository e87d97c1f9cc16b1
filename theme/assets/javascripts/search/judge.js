// The judging of texts, word by word: how well the spelling agrees, in which field, how close together.

import { CONTRADICTS, PRICE_OF_MISSING, TITLE, WEIGHTS, WORTH, WORTH_OF_PHRASE, countUpTo, sum, timelinessOf } from "./figures.js"

const WEIGHT_OF_PARENT_TITLE = 3 // of a word in the title of the page that a place is on
const NEAR = 4 // words between two that still stand together
const WORTH_OF_WHOLE_TITLE = 0.2
const WORTH_OF_PAGE = 1.5
const WHOLE = 0.7 // how much of the query stands word by word in a result that counts as whole

/** The texts loaded so far, word by word. */
export class Judge {
  constructor(speller) {
    this.speller = speller
    this.entries = []
    this.byAddress = new Map()
    this.byUnit = new Map()
    this.occurrences = new Map() // letters → entry, field, position, spelling; and so on, in one flat list
    this.sorted = []
  }

  /** Takes in a unit's texts, and returns its entries' numbers. */
  add({ name, entries }) {
    if (!this.byUnit.has(name)) {
      this.byUnit.set(name, entries.flatMap(entry => this.addEntry(entry)))
      this.sorted = [...this.occurrences.keys()].sort()
    }
    return this.byUnit.get(name)
  }

  addEntry([place, title, text, ...places], parent) {
    const address = place.startsWith("#") ? this.entries[parent].address + place : place
    let number = this.byAddress.get(address)
    if (number === undefined) {
      number = this.entries.push({ address, title, text, parent }) - 1
      this.byAddress.set(address, number)
      const lengths = [title, text].map((value, field) => this.addText(number, field, value))
      this.entries[number].titleLength = lengths[TITLE] || 1
    }
    return [number, ...places.flatMap(each => this.addEntry(each, number))]
  }

  addText(entry, field, value) {
    const words = this.speller.words(value)
    const note = ({ position }, spelling) => {
      if (!this.occurrences.has(spelling.letters)) this.occurrences.set(spelling.letters, [])
      this.occurrences.get(spelling.letters).push(entry, field, position, spelling)
    }
    for (const word of words) note(word, word.spelling)
    for (const { start, end, short } of this.speller.shortened(words))
      for (const word of words.slice(start, end)) note(word, short)
    return words.length
  }

  *startingWith(letters) {
    let at = countUpTo(this.sorted, letters)
    if (this.sorted[at - 1] === letters) at--
    for (; this.sorted[at]?.startsWith(letters); at++) yield this.sorted[at]
  }

  /** Returns where a term is found among `candidates`: a map of entries to what matched in each of their fields. */
  find({ word, abbreviations, worthOfPrefix, least }, candidates) {
    const found = new Map()
    const collect = (wanted, letters, whole) => {
      const list = this.occurrences.get(letters) ?? []
      const likenesses = new Map()
      for (let i = 0; i < list.length; i += 4) {
        if (!candidates.has(list[i])) continue
        const [entry, field, position, spelling] = [list[i], list[i + 1], list[i + 2], list[i + 3]]
        if (!likenesses.has(spelling)) likenesses.set(spelling, wanted.likeness(spelling))
        const likeness = likenesses.get(spelling)
        if (likeness < least) continue
        if (!found.has(entry)) found.set(entry, [])
        const hits = found.get(entry)
        // Of several spellings the best counts alone: "đảng" does not mark "đang" where both are written.
        const worth = whole * WORTH[likeness]
        if (!hits[field] || hits[field].worth < worth) hits[field] = { worth, positions: [] }
        if (hits[field].worth > worth) continue
        hits[field].positions.push(position)
      }
    }
    for (const letters of worthOfPrefix ? this.startingWith(word.letters) : [word.letters])
      collect(word, letters, letters === word.letters ? 1 : worthOfPrefix)
    for (const short of abbreviations) collect(short, short.letters, 1)
    for (const hits of found.values()) for (const hit of hits) hit?.positions.sort((a, b) => a - b)
    return found
  }

  /** Returns what the query finds in units: results by page, in the order of their worth, as the theme shows them. */
  results(terms, units, now) {
    const candidates = new Set(units.flatMap(unit => this.add(unit)))
    const all = terms.map(term => ({ ...term, found: this.find(term, candidates) }))
    const asked = all.filter(term => !term.isProhibited)
    const refuses = entry => all.some(term => (term.isRequired || term.isProhibited) && this.has(entry, term) === term.isProhibited)
    const matched = new Set(asked.flatMap(({ found }) => [...found.keys()]))
    const pages = new Map()
    for (const entry of matched) {
      if (refuses(entry)) continue
      const page = this.entries[entry].parent ?? entry
      if (!pages.has(page)) pages.set(page, [])
      pages.get(page).push({ entry, ...this.judged(entry, asked, now) })
    }
    for (const results of pages.values()) results.sort((a, b) => b.score - a.score)
    return [...pages]
      .map(([page, results]) => ({ page, results, asked, score: results[0].score, isWhole: results[0].isWhole }))
      .sort((a, b) => b.score - a.score)
  }

  /** Tells whether an entry, or the title of the page it is on, has a term. */
  has(entry, { found }) {
    return found.has(entry) || Boolean(found.get(this.entries[entry].parent)?.[TITLE])
  }

  judged(entry, terms, now) {
    const { address, parent, titleLength } = this.entries[entry]
    let own = 0
    let matched = 0
    let inTitle = 0
    let isSpelledSo = true
    for (const { weight, found } of terms) {
      const hits = found.get(entry)
      const inParent = found.get(parent)?.[TITLE]?.worth ?? 0
      const worths = WEIGHTS.map((_, field) => hits?.[field]?.worth ?? 0)
      const worth = hits ? Math.max(...WEIGHTS.map((each, field) => each * worths[field])) : WEIGHT_OF_PARENT_TITLE * inParent
      isSpelledSo &&= Math.max(inParent, ...worths) > WORTH[CONTRADICTS]
      own += weight * worth
      matched += worth ? weight : 0
      inTitle += hits?.[TITLE] ? 1 : 0
    }
    const coverage = matched / sum(terms, ({ weight }) => weight)
    const { cohesion, adjacent } = this.cohesion(entry, terms)
    const exactness = 1 + WORTH_OF_WHOLE_TITLE * Math.min(1, inTitle / titleLength)
    const factor = (parent === undefined ? WORTH_OF_PAGE : 1) * timelinessOf(address.match(/^[^/]+\/(\d{4}-\d{2}-\d{2})-/)?.[1], now)
    const score = factor * own * coverage ** PRICE_OF_MISSING * exactness * (1 + WORTH_OF_PHRASE * cohesion ** 2)
    return { score, isWhole: isSpelledSo && (adjacent >= WHOLE || terms.length < 2) }
  }

  /** Returns how much of the query stands together in one field: 1 when it is there as typed, word by word; and
      how much of it does so however it is spelled. */
  cohesion(entry, terms) {
    const together = WEIGHTS.map(() => 0)
    const adjacent = WEIGHTS.map(() => 0)
    let all = 0
    for (let i = 1; i < terms.length; i++) {
      const weight = terms[i - 1].weight + terms[i].weight
      const before = terms[i - 1].found.get(entry) ?? []
      const hits = terms[i].found.get(entry) ?? []
      all += weight
      together.forEach((_, field) => {
        if (!before[field] || !hits[field]) return
        const gap = distance(before[field].positions, hits[field].positions)
        if (gap <= 1) adjacent[field] += weight
        if (gap <= NEAR) together[field] += (weight * Math.min(before[field].worth, hits[field].worth)) / Math.max(1, gap)
      })
    }
    return { cohesion: all && Math.max(...together) / all, adjacent: all && Math.max(...adjacent) / all }
  }
}

/** Returns how far the words at `a` are from those at `b`, at the least: both ascend, and `b` should follow. */
const distance = (a, b) => {
  let least = Infinity
  for (let i = 0, j = 0; i < a.length && j < b.length; a[i] < b[j] ? i++ : j++)
    least = Math.min(least, a[i] <= b[j] ? b[j] - a[i] : 1 + a[i] - b[j])
  return least
}
