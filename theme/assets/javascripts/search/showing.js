// Results in the form in which the theme shows them, with the words of the query marked.

import { ENOUGH, TITLE } from "./figures.js"

const TEASER = 220 // characters

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
export const escaped = text => text.replace(/[&<>"']/g, character => ENTITIES[character])

/** Returns `text` from `start` to `end` as HTML, with the words among `words` that are `marks` marked. */
const marked = (text, start, end, words) => {
  let html = ""
  for (const word of words) {
    if (word.start < start || word.end > end) continue
    html += `${escaped(text.slice(start, word.start))}<mark>${escaped(text.slice(word.start, word.end))}</mark>`
    start = word.end
  }
  return html + escaped(text.slice(start, end))
}

/** Returns the part of `text` in which most of the query stands, as HTML; its beginning where nothing of it does. */
const teaser = (text, words) => {
  let best = { count: 0, start: 0 }
  words.forEach(({ start }, i) => {
    const near = words.slice(i).filter(word => word.end <= start + TEASER)
    const count = new Set(near.flatMap(word => word.terms)).size
    if (count > best.count) best = { count, start }
  })
  const lineStart = text.lastIndexOf("\n", best.start) + 1
  const from = best.start - lineStart < TEASER / 3 ? lineStart : text.indexOf(" ", best.start - TEASER / 4) + 1
  const space = text.lastIndexOf(" ", from + TEASER)
  const to = text.length <= from + TEASER ? text.length : space > from ? space : from + TEASER
  const html = marked(text, from, to, words).replaceAll("\n", " · ")
  return `${from > lineStart ? "… " : ""}${html}${to < text.length ? " …" : ""}`
}

const KINDS = { pdf: "PDF", docx: "Word", xlsx: "Excel", pptx: "PowerPoint" }

/** Shows results in the theme's form. */
export class List {
  constructor(judge, isFolder, meeting) {
    this.judge = judge
    this.isFolder = isFolder
    this.meeting = meeting
  }

  /** Returns what kind of thing is at an address, in front of its title: a meeting, or what a document is made with. */
  kind(address) {
    const [, below] = address.split("#")[0].match(/^[^/]+\/\d{4}-\d{2}-\d{2}-[^/]+\/(.*)$/) ?? []
    if (below === undefined) return ""
    const kind = below ? KINDS[below.startsWith("doc/") ? "docx" : below.split(".").at(-1)] : this.meeting
    return kind ? `<span class="ph-kind">${escaped(kind)}</span> ` : ""
  }

  items(pages) {
    return pages.map(({ page, results, asked }) => {
      const shown = results.slice(0, 3 * ENOUGH).map(({ entry, score }) => this.item(entry, asked, score))
      return results.some(({ entry }) => entry === page) ? shown : [...shown, this.item(page, asked, 0)]
    })
  }

  item(number, asked, score) {
    const entry = this.judge.entries[number]
    const terms = {}
    const [title, text] = [entry.title, entry.text].map((value, field) => {
      const hits = asked.map(({ found }) => new Set(found.get(number)?.[field]?.positions))
      const words = this.judge.speller
        .words(value)
        .map(word => ({ ...word, terms: hits.flatMap((positions, i) => (positions.has(word.position) ? [i] : [])) }))
        .filter(word => word.terms.length)
      // The page that the result opens marks these: as the text spells them, whatever was typed.
      for (const { token, terms: of } of words)
        if (of.some(i => asked[i].word.letters.length > 1)) terms[token.toLowerCase()] = true
      return field === TITLE ? marked(value, 0, value.length, words) : teaser(value, words)
    })
    if (score) for (const term of asked) if (!this.judge.has(number, term)) terms[term.typed] = false
    return { location: this.location(entry.address), title: this.kind(entry.address) + title, text, score, terms }
  }

  /** A folder of files has no web server that answers for `hop/…/` with the page in it. */
  location(address) {
    if (!this.isFolder) return address
    const [path, ...anchor] = address.split("#")
    return [path === "" || path.endsWith("/") ? `${path}index.html` : path, ...anchor].join("#")
  }
}
