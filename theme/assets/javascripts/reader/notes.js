// Notes as data (W3C Web Annotation, https://www.w3.org/TR/annotation-model/), and what becomes of them when a document is replaced.
import { mapped, occurrences } from "./words.js"

const CONTEXT = 32 // letters before and after a quotation

/** Returns `text` without spaces, as notes compare it: every letter, mark and figure counts, how lines break does not. */
const bared = text => mapped(text, letter => letter.normalize("NFC").replace(/\s+/gu, ""))
const bare = text => bared(text).bare

/** Returns what tells a page's words from any others (cyrb53, 53 bits); empty for a page without words. */
export const pageMark = text => {
  const letters = bare(text)
  if (!letters) return ""
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < letters.length; i++) {
    a = Math.imul(a ^ letters.charCodeAt(i), 2654435761)
    b = Math.imul(b ^ letters.charCodeAt(i), 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return `${letters.length}-${(b >>> 0).toString(16)}${(a >>> 0).toString(16)}`
}

/** Returns the quotation of `start` to `end` in `text`, with what is around it. */
export const quotation = (text, start, end) => ({
  exact: text.slice(start, end).replace(/\s+/gu, " ").trim(),
  prefix: bare(text.slice(Math.max(0, start - 2 * CONTEXT), start)).slice(-CONTEXT),
  suffix: bare(text.slice(end, end + 2 * CONTEXT)).slice(0, CONTEXT),
})

/** Returns a new note; without `quote` it is one on the whole page, whose words are `pageText` (null where unknown). */
export const noteOf = ({ id, now, source, title, meeting, sha256, page, pageText = null, quote = null, text }) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  id,
  type: "Annotation",
  motivation: quote && !text ? "highlighting" : "commenting",
  created: now,
  modified: now,
  body: { type: "TextualBody", format: "text/plain", value: text },
  target: {
    source,
    title,
    meeting,
    sha256,
    pageMark: pageText === null ? "" : pageMark(pageText),
    selector: [
      { type: "FragmentSelector", conformsTo: "http://tools.ietf.org/rfc/rfc3778", value: `page=${page}` },
      ...(quote ? [{ type: "TextQuoteSelector", ...quote }] : []),
    ],
  },
})

export const pageOf = note => Number(/^page=(\d+)$/.exec(note.target.selector[0].value)[1])
export const quoteOf = note => note.target.selector.find(({ type }) => type === "TextQuoteSelector") ?? null

/** Returns where `quote` stands in `text`, as `{start, end, isIn}`; `isIn` tells whether what is around it is the same too. */
export const places = (text, quote) => {
  const folded = bared(text)
  const wanted = bare(quote.exact)
  return occurrences(folded, wanted).map(({ place, start, end }) => ({
    start,
    end,
    isIn: folded.bare.slice(0, place).endsWith(quote.prefix) && folded.bare.startsWith(quote.suffix, place + wanted.length),
  }))
}

/** Returns the page of `pages` that a note of another version belongs to, or null: it is never put to other words. */
const newPage = (note, pages) => {
  const page = pageOf(note)
  const quote = quoteOf(note)
  if (!quote) {
    const mark = note.target.pageMark
    if (!mark) return null
    if (pageMark(pages[page - 1] ?? "") === mark) return page
    const same = pages.flatMap((text, i) => (pageMark(text) === mark ? [i + 1] : []))
    return same.length === 1 ? same[0] : null
  }
  const here = places(pages[page - 1] ?? "", quote)
  if (here.length === 1 || here.filter(({ isIn }) => isIn).length === 1) return page
  if (here.length) return null
  const elsewhere = pages.flatMap((text, i) => places(text, quote).filter(({ isIn }) => isIn).map(() => i + 1))
  return elsewhere.length === 1 ? elsewhere[0] : null
}

/** Returns `note` put to `page` of the version `sha256`. */
export const movedTo = (note, sha256, page, pageText = null) => {
  const { review: _, ...rest } = note
  const [first, ...others] = note.target.selector
  const mark = pageText === null ? "" : pageMark(pageText)
  const selector = [{ ...first, value: `page=${page}` }, ...others]
  return { ...rest, target: { ...note.target, sha256, pageMark: mark, selector } }
}

/**
 * Brings notes of other versions to the version `sha256`, whose words are `pages` (null for one without words).
 *
 * Returns `{notes, moved, review}`: all notes, how many were moved, how many a reader has to look at. Those bear `review`, the
 * version that they were held against, and stay as they were.
 */
export const settle = (notes, sha256, pages) => {
  let moved = 0
  const settled = notes.map(note => {
    if (note.target.sha256 === sha256) return note
    const page = pages && newPage(note, pages)
    if (!page) return { ...note, review: sha256 }
    moved++
    return movedTo(note, sha256, page, pages[page - 1])
  })
  return { notes: settled, moved, review: settled.filter(({ review }) => review === sha256).length }
}

const isNote = value =>
  value?.type === "Annotation" &&
  typeof value.id === "string" &&
  typeof value.modified === "string" &&
  typeof value.body?.value === "string" &&
  [value.target?.source, value.target?.title, value.target?.sha256, value.target?.meeting].every(part => typeof part === "string") &&
  /^page=[1-9]\d*$/.test(value.target.selector?.[0]?.value ?? "")

/** Returns the notes in a file that `toFile` has made; null for any other text. */
export const fromFile = text => {
  try {
    const { type, items } = JSON.parse(text)
    return type === "AnnotationPage" && Array.isArray(items) && items.every(isNote) ? items : null
  } catch {
    return null
  }
}

export const toFile = notes =>
  JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", type: "AnnotationPage", items: notes }, null, 1)

/** Returns those of `read` that are new or later than what `known` has. */
export const toTake = (read, known) => {
  const own = new Map(known.map(note => [note.id, note.modified]))
  return read.filter(({ id, modified }) => !own.has(id) || own.get(id) < modified)
}

/** Returns notes in the order of documents and pages, grouped by document: `[{title, meeting, notes}]`. */
export const grouped = notes => {
  const groups = new Map()
  for (const note of notes) {
    const { source, title, meeting } = note.target
    if (!groups.has(source)) groups.set(source, { title, meeting, notes: [] })
    groups.get(source).notes.push(note)
  }
  for (const group of groups.values()) group.notes.sort((a, b) => pageOf(a) - pageOf(b) || (a.created < b.created ? -1 : 1))
  return [...groups.values()]
}

/** Returns notes as plain text to be read and sent by people. */
export const toText = (notes, say) =>
  grouped(notes)
    .map(group => [
      `${group.title} (${group.meeting})`,
      ...group.notes.map(note => {
        const quote = quoteOf(note)
        const head = say.page.replace("{n}", pageOf(note)) + (note.review ? ` [${say.review}]` : "")
        return [`${head}:`, quote && `«${quote.exact}»`, note.body.value].filter(Boolean).join(" ")
      }),
    ].join("\n"))
    .join("\n\n")
