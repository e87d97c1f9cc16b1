// The rough finding: which units of a part of the index hold the words of a query, by numbers alone.

import { PRICE_OF_MISSING, WORTH, WORTH_OF_PHRASE, countUpTo, sum } from "./figures.js"
import { Spelling } from "./words.js"

const WEIGHTS_OF_LEVELS = { 3: [6, 4, 1], 1: [1] } // a word in a unit's title, in another title, in its text
const WIDEST_PREFIX = 4 // shards that a half-typed word may need; a shorter beginning says nothing yet
const NAME = 10 // letters of a file's name
const WORTH_JUDGING = 0.05 // of what the best seems to be worth

/** Reads numbers that the core packed: the first digits end a number, the others go before, the least of them first. */
export class Unpacker {
  constructor([digits, base, more]) {
    this.value = new Int8Array(128)
    for (let i = 0; i < digits.length; i++) this.value[digits.charCodeAt(i)] = i
    this.base = base
    this.more = more
  }

  *numbers(text) {
    let high = 0
    let scale = 1
    for (let i = 0; i < text.length; i++) {
      const digit = this.value[text.charCodeAt(i)]
      if (digit < this.base) {
        yield high * this.base + digit
        high = 0
        scale = 1
      } else {
        high += (digit - this.base) * scale
        scale *= this.more
      }
    }
  }

  /** Calls `visit` with each unit of a posting list, whose numbers begin at `unit`, and the level at which it was found there. */
  postings(text, levels, unit, visit) {
    for (const number of this.numbers(text)) {
      const level = number % levels
      unit += (number - level) / levels
      visit(unit, level)
    }
  }
}

/** Units that follow each other, from number `first` on; each of their files is named after what it holds. */
class Part {
  constructor(files, unpacker, first, { address, blocks, texts, shards, words }) {
    Object.assign(this, { files, first, address, texts, shards, words })
    let last = first
    this.blocks = [...unpacker.numbers(blocks)].map(size => (last += size) - size) // the first unit of each
  }

  load(kind, names, n) {
    return this.files.load(`${this.address}${kind}${names.slice(n * NAME, (n + 1) * NAME)}.js`)
  }

  /** Returns the rows of words that begin with `letters`, or of that word alone, each with the number at which its units
      begin; null when they are too many to load. */
  async rows(letters, isPrefix, mayWiden) {
    const first = Math.max(0, countUpTo(this.shards, letters) - 1)
    const end = isPrefix && mayWiden ? Math.max(first + 1, countUpTo(this.shards, `${letters}\uffff`)) : first + 1
    if (end - first > WIDEST_PREFIX) return null
    const numbers = Array.from({ length: end - first }, (_, i) => first + i)
    const shards = await Promise.all(numbers.map(n => this.load("w", this.words, n)))
    const found = shards.flatMap(shard => {
      const rows = []
      for (let i = countUpTo(shard, letters, ([word]) => word); i < shard.length && isPrefix; i++) {
        if (!shard[i][0].startsWith(letters)) break
        rows.push(shard[i])
      }
      const exact = shard[countUpTo(shard, letters, ([word]) => word) - 1]
      return exact?.[0] === letters ? [exact, ...rows] : rows
    })
    return found.map(row => [...row, this.first])
  }

  /** Returns the text of a unit, and its name. */
  async text(unit) {
    const block = countUpTo(this.blocks, unit) - 1
    const texts = await this.load("t", this.texts, block)
    return { name: `${this.address}${unit - this.first}`, entries: texts[unit - this.blocks[block]] }
  }
}

/** What is asked as one: units, which words they hold, and their texts, in several parts. */
export class Segment {
  constructor(files, unpacker, parts) {
    this.unpacker = unpacker
    this.units = 0
    this.parts = parts.map(part => new Part(files, unpacker, (this.units += part.units) - part.units, part))
    this.levels = parts[0]?.levels
    this.weights = WEIGHTS_OF_LEVELS[this.levels]
  }

  /** Returns the rows of all parts, as each of them does. */
  async rows(...asked) {
    const rows = await Promise.all(this.parts.map(part => part.rows(...asked)))
    return rows.includes(null) ? null : rows.flat()
  }

  /** Returns, for a term, what each unit seems to be worth and whether its marks agree; null when it says nothing yet. */
  async find(term) {
    const rows = await this.rows(term.word.letters, term.worthOfPrefix > 0, term.isLast)
    if (!rows) return null
    const short = await Promise.all(
      term.abbreviations.map(({ letters }) => this.rows(letters, false, false)))
    const worth = new Float32Array(this.units)
    const agrees = new Uint8Array(this.units)
    const take = (word, [letters, spellings, , first], whole) => {
      for (const [name, units] of Object.entries(spellings)) {
        const likeness = word.likeness(Spelling.named(name))
        if (likeness < term.least) continue
        this.unpacker.postings(units, this.levels, first, (unit, level) => {
          worth[unit] = Math.max(worth[unit], whole * WORTH[likeness] * this.weights[level])
          agrees[unit] = 1
        })
      }
    }
    for (const row of rows) take(term.word, row, row[0] === term.word.letters ? 1 : term.worthOfPrefix)
    short.forEach((rows, i) => rows.forEach(row => take(term.abbreviations[i], row, 1)))
    return { rows, short: short.flat(), worth, agrees }
  }

  /** Returns what each unit is worth for two words that follow each other in it. */
  together(before, found, term, foundOfTerm) {
    const worth = new Float32Array(this.units)
    const follow = (rows, letters, isPrefix) => {
      for (const [, , followers, first] of rows)
        for (const [next, units] of Object.entries(followers))
          if (isPrefix ? next.startsWith(letters) : next === letters)
            this.unpacker.postings(units, this.levels, first, unit => (worth[unit] = 1))
    }
    const isPrefix = term.worthOfPrefix > 0
    follow(found.rows.filter(([letters]) => letters === before.word.letters), term.word.letters, isPrefix)
    for (const row of found.short) {
      const isOfBoth = foundOfTerm?.short.some(([letters]) => letters === row[0])
      if (!isOfBoth) follow([row], term.word.letters, isPrefix)
      else for (const units of Object.values(row[1])) this.unpacker.postings(units, this.levels, row[3], unit => (worth[unit] = 1))
    }
    for (const [letters] of foundOfTerm?.short ?? []) follow(found.rows, letters, false)
    return worth
  }

  /** Returns the units that seem to be worth judging, the best first; the first segment asked sets the terms' weights. */
  async best(terms, timeliness, leastCoverage) {
    const found = await Promise.all(terms.map(term => this.find(term)))
    const used = []
    terms.forEach((term, i) => {
      term.weight ??= found[i] ? weightOf(found[i].worth) : Math.LN2
      if (found[i] && !term.isProhibited) used.push({ ...term, ...found[i] })
    })
    const pairs = []
    for (let i = 1; i < terms.length; i++) {
      if (!found[i - 1] || terms[i].isProhibited || terms[i - 1].isProhibited) continue
      const worth = this.together(terms[i - 1], found[i - 1], terms[i], found[i])
      pairs.push({ weight: terms[i - 1].weight + terms[i].weight, worth })
    }
    const all = sum(used, term => term.weight)
    const allPairs = sum(pairs, pair => pair.weight)
    const scores = []
    for (let unit = 0; unit < this.units; unit++) {
      if (terms.some((term, i) => (term.isRequired && found[i] && !found[i].agrees[unit]))) continue
      let own = 0
      let matched = 0
      for (const { weight, worth } of used) {
        own += weight * worth[unit]
        if (worth[unit]) matched += weight
      }
      if (used.length && !matched) continue
      const coverage = all ? matched / all : 1
      if (coverage < leastCoverage) continue
      let cohesion = 0
      for (const { weight, worth } of pairs) cohesion += weight * worth[unit]
      if (allPairs) cohesion /= allPairs
      const score =
        (own || 1) * coverage ** PRICE_OF_MISSING * (1 + WORTH_OF_PHRASE * cohesion ** 2) * timeliness(unit)
      scores.push({ unit, score })
    }
    scores.sort((a, b) => b.score - a.score || b.unit - a.unit) // of equals the newest
    return scores.filter(({ score }) => score >= WORTH_JUDGING * scores[0].score)
  }

  /** Returns the texts of units, and the name of each. */
  texts(units) {
    return Promise.all(units.map(unit => this.parts[countUpTo(this.parts, unit, part => part.first) - 1].text(unit)))
  }
}

/** Returns how much a word tells: one that every unit holds tells little. */
const weightOf = worth => Math.log(1 + worth.length / Math.max(1, worth.reduce((n, each) => n + (each > 0), 0)))
