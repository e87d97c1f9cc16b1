// Marks words on shown pages, without touching what pdf.js drew: the browser paints ranges of the text layer.
import { findIn } from "./words.js"

/** Returns the text of the layer `div` in one piece, with the text nodes that it is made of and where each begins. */
export const textOf = div => {
  const nodes = []
  let text = ""
  const walker = document.createTreeWalker(div, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeName === "BR") text += "\n"
    if (node.nodeType !== Node.TEXT_NODE) continue
    nodes.push({ node, begin: text.length })
    text += node.data
  }
  return { text, nodes }
}

/** Returns the range of the document that `start` to `end` of a layer's text is. */
export const rangeOf = ({ nodes }, start, end) => {
  const at = place => nodes.findLast(({ begin }) => begin <= place) ?? nodes[0]
  const from = at(start)
  const to = at(end - 1)
  const range = document.createRange()
  range.setStart(from.node, Math.min(start - from.begin, from.node.length))
  range.setEnd(to.node, Math.min(end - to.begin, to.node.length))
  return range
}

/** Ranges under one name, which a style sheet gives a colour; a browser without them shows none. */
export class Marks {
  /** Where names overlap, the one of the higher `priority` is seen. */
  constructor(name, priority = 0) {
    Object.assign(this, { name, priority })
    this.pages = new Map()
  }

  /** Marks `ranges` on `page`, in the place of what was marked there. */
  set(page, ranges) {
    if (ranges.length) this.pages.set(page, ranges)
    else this.pages.delete(page)
    this.paint()
  }

  clear() {
    this.pages.clear()
    this.paint()
  }

  paint() {
    if (!globalThis.CSS?.highlights) return
    const ranges = [...this.pages.values()].flat()
    if (ranges.length) CSS.highlights.set(this.name, Object.assign(new Highlight(...ranges), { priority: this.priority }))
    else CSS.highlights.delete(this.name)
  }
}

/** Returns the ranges of the layer `div` where the words of `query` stand. */
export const rangesOf = (div, query) => {
  const layer = textOf(div)
  return findIn(layer.text, query).map(({ start, end }) => rangeOf(layer, start, end))
}
