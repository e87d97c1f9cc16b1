// The queries of one page, answered one after the other: roughly by the index, then by the texts of the best.

import { ENOUGH, timelinessOf } from "./figures.js"
import { Files } from "./files.js"
import { Judge } from "./judge.js"
import { Segment, Unpacker } from "./segment.js"
import { List, escaped } from "./showing.js"
import { Speller } from "./words.js"

const JUDGED = 12 // units whose texts are loaded and judged
const FEW = 3 // so few whole results that documents of older years are worth loading
const PAUSE = 100 // ms without another key before something is loaded,
const PAUSE_BEFORE_DOCUMENTS = 200 // and before documents are looked into
export const RESULT = 3
export const SETTLED = 4 // not the theme's: nothing more will come for this query

const pause = time => new Promise(resolve => setTimeout(resolve, time))

/** Answers the queries of one page. `load(address)` gives what a file of the index holds, `renewed()` the manifest as it is now;
    `isFolder` tells whether links must name files. */
export class Search {
  constructor(manifest, answer, { load, renewed, isFolder }) {
    Object.assign(this, { answer, load, renewed, isFolder, turn: 0 })
    this.open(manifest)
  }

  open(manifest) {
    const { about, days, years, digits, separators, abbreviations, meeting, unreachable } = manifest
    this.opened = JSON.stringify(manifest)
    this.files = new Files(this.load)
    this.unpacker = new Unpacker(digits)
    this.about = new Segment(this.files, this.unpacker, about)
    this.years = years
    this.unreachable = unreachable
    this.speller = new Speller(separators, abbreviations)
    this.judge = new Judge(this.speller)
    this.list = new List(this.judge, this.isFolder, meeting)
    const [first, gaps] = [days.slice(0, days.indexOf(" ")), days.slice(days.indexOf(" ") + 1)]
    this.days = first ? [Date.parse(first)] : [] // of meetings; units that have no day come last
    if (first) for (const apart of this.unpacker.numbers(gaps)) this.days.push(this.days.at(-1) + apart * 86400e3)
  }

  async ask(text) {
    const turn = ++this.turn
    this.shown = undefined
    const isCurrent = () => turn === this.turn
    try {
      const terms = this.speller.query(text)
      if (terms.some(term => !term.isProhibited)) {
        await pause(PAUSE)
        if (isCurrent()) await this.search(terms, isCurrent)
      } else this.answer(RESULT, { items: [] })
    } catch (error) {
      if (!isCurrent()) return
      // The site may have been published anew since this page was opened: its index lies elsewhere then.
      const manifest = await this.renewed().catch(() => null)
      if (manifest && JSON.stringify(manifest) !== this.opened) {
        this.open(manifest)
        return this.ask(text)
      }
      const { address, title, text: words } = this.unreachable
      const location = this.list.location(address)
      this.answer(RESULT, { items: [[{ location, title: escaped(title), text: escaped(words), score: 1, terms: {} }]] })
    }
    if (isCurrent()) this.answer(SETTLED)
  }

  async search(terms, isCurrent) {
    const now = Date.now()
    const factors = this.days.map(day => timelinessOf(new Date(day).toISOString().slice(0, 10), now))
    const best = await this.about.best(terms, unit => factors[unit] ?? 1, 0)
    if (!isCurrent()) return
    const units = await this.about.texts(best.slice(0, JUDGED).map(({ unit }) => unit))
    if (!isCurrent()) return
    let pages = this.judge.results(terms, units, now)
    this.show(pages)
    const whole = () => pages.filter(({ isWhole }) => isWhole).length
    if (whole() >= ENOUGH || !this.years.length) return
    await pause(PAUSE_BEFORE_DOCUMENTS)
    for (const [i, tables] of this.years.entries()) {
      if (!isCurrent() || whole() >= (i ? FEW : ENOUGH)) return
      const parts = await Promise.all(tables.map(address => this.files.load(address)))
      const year = new Segment(this.files, this.unpacker, parts)
      const inside = await year.best(terms, () => 1, 1 / 2)
      if (!isCurrent()) return
      units.push(...(await year.texts(inside.slice(0, ENOUGH).map(({ unit }) => unit))))
      if (!isCurrent()) return
      const before = whole()
      pages = this.judge.results(terms, units, now)
      if (!i || whole() > before || tables === this.years.at(-1)) this.show(pages)
    }
  }

  /** Answers, unless this query was answered so already: the theme draws its list anew, under the reader's finger. */
  show(pages) {
    const items = this.list.items(pages)
    const shown = JSON.stringify(items)
    if (shown !== this.shown) this.answer(RESULT, { items })
    this.shown = shown
  }
}
