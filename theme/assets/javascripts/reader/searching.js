// Search in one document: in the texts that the build took from it, so that none of its pages has to be loaded to be searched.
import { find } from "./words.js"
import { Marks, rangesOf } from "./marks.js"

const SHOWN = 200

/** The search of the section `part`; `load` returns the texts of the pages, `go(page)` opens one. */
export class Searching {
  constructor(part, { load, go, layerOf, say }) {
    Object.assign(this, { part, load, go, layerOf, say })
    this.field = part.querySelector("input")
    this.list = part.querySelector("ol")
    this.told = part.querySelector("[role=status]")
    this.marks = new Marks("ph-found")
    this.now = new Marks("ph-found-now", 1)
    this.query = ""
    this.hits = []
    this.at = -1
    part.querySelector("form").addEventListener("submit", event => {
      event.preventDefault()
      this.field.value.trim() === this.query && this.hits.length ? this.step(1) : this.look()
    })
    this.field.addEventListener("input", () => this.look())
    part.querySelector("[data-step='-1']").addEventListener("click", () => this.step(-1))
    part.querySelector("[data-step='1']").addEventListener("click", () => this.step(1))
  }

  async look() {
    const query = this.field.value.trim()
    this.query = query
    let pages
    try {
      pages = await this.load()
    } catch {
      this.told.textContent = this.say.searchOffline
      return
    }
    if (query !== this.query) return // typed on meanwhile
    this.hits = query.length > 1 ? find(pages, query) : []
    this.at = -1
    this.show()
    this.markAll()
  }

  show() {
    const { hits, say } = this
    this.list.replaceChildren(...hits.slice(0, SHOWN).map((hit, index) => this.row(hit, index)))
    this.told.textContent =
      this.query.length < 2 ? "" : hits.length ? say.found.replace("{n}", hits.length) : say.foundNone
    for (const button of this.part.querySelectorAll("[data-step]")) button.hidden = !hits.length
  }

  row({ page, before, words, after }, index) {
    const button = Object.assign(document.createElement("button"), { type: "button" })
    const place = Object.assign(document.createElement("span"), { textContent: this.say.page.replace("{n}", page) })
    place.className = "rd-where"
    const mark = Object.assign(document.createElement("mark"), { textContent: words })
    const excerpt = document.createElement("span")
    excerpt.append(before && `…${before}`, mark, after && `${after}…`)
    button.append(place, excerpt)
    button.addEventListener("click", () => this.open(index))
    const entry = document.createElement("li")
    entry.append(button)
    return entry
  }

  step(by) {
    if (this.hits.length) this.open((this.at + by + this.hits.length) % this.hits.length)
  }

  open(index) {
    this.at = index
    const { page } = this.hits[index]
    for (const [i, entry] of [...this.list.children].entries())
      entry.firstChild.toggleAttribute("aria-current", i === index)
    this.list.children[index]?.scrollIntoView({ block: "nearest" })
    this.go(page)
    this.mark(page)
  }

  /** Marks what is found on `page`, whose layer has just been drawn, and shows the chosen place of it. */
  mark(page) {
    const layer = this.layerOf(page)
    if (!layer) return
    const ranges = this.query.length > 1 && this.hits.length ? rangesOf(layer, this.query) : []
    this.marks.set(page, ranges)
    const hit = this.hits[this.at]
    if (hit?.page !== page) {
      this.now.set(page, [])
      return
    }
    const before = this.hits.slice(0, this.at).filter(other => other.page === page).length
    const range = ranges[Math.min(before, ranges.length - 1)]
    this.now.pages.clear()
    this.now.set(page, range ? [range] : [])
    range?.startContainer.parentElement?.scrollIntoView({ block: "center", inline: "nearest" })
  }

  markAll() {
    this.marks.clear()
    this.now.clear()
    for (const div of document.querySelectorAll(".pdfViewer .page")) this.mark(Number(div.dataset.pageNumber))
  }
}
