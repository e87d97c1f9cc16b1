// Notes on the pages of the document that is open.
import { Marks, rangeOf, textOf } from "./marks.js"
import { fromFile, grouped, movedTo, noteOf, pageOf, places, quotation, quoteOf, settle, toFile, toTake, toText } from "./notes.js"
import { NotesStore } from "./notes-store.js"
import { pathOf } from "./place.js"

const byId = name => document.getElementById(name)

const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

class Notes {
  constructor({ source, say, shown, panel, go, words, layerOf, notice }, store) {
    Object.assign(this, { source, say, shown, panel, go, words, layerOf, notice, store })
    this.address = location.origin + pathOf(location, source.key)
    this.meeting = new URL(source.home, document.baseURI).href
    this.notes = []
    this.quote = null // of the text that is selected now, with its page
    this.edited = null
    this.marks = new Marks("ph-note")
  }

  async start() {
    this.notes = await this.store.below(this.address)
    await this.settle()
    byId("notes-kept").textContent = this.store.isKept ? this.say.notesKept : this.say.notesNotKept
    byId("note-form").addEventListener("submit", event => {
      event.preventDefault()
      this.save().catch(() => this.notice(this.say.notesFull))
    })
    byId("note-cancel").addEventListener("click", () => this.write(null))
    this.panel.onOpen.set("notes", () => this.show())
    this.shown.bus.on("pagechanging", () => this.show())
    this.shown.bus.on("textlayerrendered", ({ pageNumber }) => this.mark(pageNumber))
    this.watchSelection()
    this.watchExport()
    this.show()
    for (const page of new Set(this.notes.map(pageOf))) this.mark(page)
  }

  /** Brings notes of other versions to this one, and tells what became of them. */
  async settle() {
    if (this.notes.every(({ target }) => target.sha256 === this.source.sha256)) return
    let pages = null
    try {
      pages = this.words && (await this.words())
    } catch {
      return // without the words nothing can be told: another time
    }
    const { notes, moved, review } = settle(this.notes, this.source.sha256, pages)
    await this.store.put(...notes)
    this.notes = notes
    const text = [moved && this.say.notesMoved.replace("{n}", moved), review && this.say.notesReview.replace("{n}", review)]
    const told = text.filter(Boolean).join(", ")
    if (told) this.notice(told, { label: this.say.notesLook, run: () => this.panel.open("notes") })
  }

  // ------------------------------------------------------------------------------------------------------- writing

  /** Begins a note on `quote`, on the page that is open, or the change of `note`. */
  write(quote, note = null) {
    this.quote = quote
    this.edited = note
    byId("note-text").value = note?.body.value ?? ""
    byId("note-cancel").hidden = !quote && !note
    this.show()
  }

  get page() {
    return this.edited ? pageOf(this.edited) : this.quote?.page ?? this.shown.view.currentPageNumber
  }

  async pageText(page) {
    try {
      return this.words ? (await this.words())[page - 1] ?? "" : ""
    } catch {
      return null
    }
  }

  async save(text = byId("note-text").value.trim()) {
    const { quote, edited, page } = this
    if (!text && !quote) return
    const now = new Date().toISOString()
    if (edited) {
      const note = { ...edited, modified: now, body: { ...edited.body, value: text } }
      await this.keep(note)
    } else {
      const { sha256, title, meeting } = this.source
      const pageText = await this.pageText(page)
      const about = { source: this.address, title, meeting, sha256, page, pageText }
      await this.keep(noteOf({ id: uuid(), now, ...about, quote: quote?.words ?? null, text }))
    }
    this.write(null)
    this.mark(page)
  }

  async keep(note) {
    await this.store.put(note)
    this.notes = [...this.notes.filter(({ id }) => id !== note.id), note]
    this.show()
  }

  async remove(note) {
    await this.store.remove(note.id)
    this.notes = this.notes.filter(({ id }) => id !== note.id)
    this.show()
    this.mark(pageOf(note))
    byId("notes-heading").focus()
  }

  // ------------------------------------------------------------------------------------------------------- showing

  show() {
    const here = this.shown.view.currentPageNumber
    const [review, settled] = [true, false].map(isIn => this.notes.filter(note => !!note.review === isIn))
    byId("note-page").textContent = this.say.notePage.replace("{n}", this.page)
    const quote = this.quote?.words.exact ?? (this.edited && quoteOf(this.edited)?.exact)
    byId("note-quote").textContent = quote ?? ""
    byId("note-quote").hidden = !quote
    const count = settled.filter(note => pageOf(note) === here).length
    byId("notes-here").textContent = count ? ` ${count}` : ""
    byId("notes-list").replaceChildren(...grouped(settled).flatMap(({ notes }) => notes.map(note => this.row(note))))
    byId("review").hidden = !review.length
    byId("review-list").replaceChildren(...grouped(review).flatMap(({ notes }) => notes.map(note => this.row(note))))
    byId("notes-none").hidden = this.notes.length > 0
    byId("notes-away").hidden = !this.notes.length
  }

  row(note) {
    const page = pageOf(note)
    const quote = quoteOf(note)
    const open = made("button", { type: "button", className: "rd-where", textContent: this.say.page.replace("{n}", page) })
    open.addEventListener("click", () => this.go(Math.min(page, this.shown.pdf.numPages)))
    const button = (label, act) => {
      const element = made("button", { type: "button", textContent: label })
      element.addEventListener("click", act)
      return element
    }
    const actions = made("div", { className: "rd-actions" })
    if (note.review)
      actions.append(button(this.say.noteHere.replace("{n}", this.shown.view.currentPageNumber), () => this.accept(note)))
    actions.append(
      button(this.say.noteEdit, () => {
        this.write(null, note)
        byId("note-text").focus()
      }),
      button(this.say.noteRemove, () => this.remove(note)),
    )
    const parts = [quote && made("blockquote", { textContent: quote.exact })]
    if (note.body.value) parts.push(made("p", { textContent: note.body.value }))
    return made("li", {}, open, ...parts.filter(Boolean), actions)
  }

  /** Keeps a note that had to be looked at, as one on the page that is open; its old quotation goes into its words. */
  async accept(note) {
    const page = this.shown.view.currentPageNumber
    const quote = quoteOf(note)
    const value = [quote && `«${quote.exact}»`, note.body.value].filter(Boolean).join("\n")
    const moved = movedTo(note, this.source.sha256, page, await this.pageText(page))
    const selector = moved.target.selector.slice(0, 1)
    const body = { ...note.body, value }
    await this.keep({ ...moved, modified: new Date().toISOString(), body, target: { ...moved.target, selector } })
  }

  /** Marks the quotations of `page`, whose layer has been drawn. */
  mark(page) {
    const div = this.layerOf(page)
    if (!div) return
    const layer = textOf(div)
    const quotes = this.notes.filter(note => !note.review && pageOf(note) === page).map(quoteOf).filter(Boolean)
    const found = quotes.flatMap(quote => {
      const all = places(layer.text, quote)
      return all.length > 1 ? all.filter(({ isIn }) => isIn) : all
    })
    this.marks.set(page, found.map(({ start, end }) => rangeOf(layer, start, end)))
  }

  // ---------------------------------------------------------------------------------------------------- selecting

  watchSelection() {
    const bar = byId("mark-bar")
    // A press must not take the selection away before it is used.
    bar.addEventListener("pointerdown", event => event.preventDefault())
    let chosen = null
    document.addEventListener("selectionchange", () => {
      chosen = this.selected()
      bar.hidden = !chosen
    })
    const take = async isNote => {
      const quote = chosen
      if (!quote) return
      getSelection().removeAllRanges()
      bar.hidden = true
      this.write(quote)
      if (!isNote) return this.save("").catch(() => this.notice(this.say.notesFull))
      this.panel.open("notes")
      byId("note-text").focus()
    }
    byId("mark").addEventListener("click", () => take(false))
    byId("mark-note").addEventListener("click", () => take(true))
  }

  /** Returns page and quotation of what is selected on one page; null for anything else. */
  selected() {
    const selection = getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    const layerAt = node => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(".textLayer")
    const div = layerAt(range.startContainer)
    if (!div || !range.toString().trim()) return null
    const layer = textOf(div)
    const placeOf = (node, offset) => layer.nodes.find(part => part.node === node)?.begin + offset
    const start = placeOf(range.startContainer, range.startOffset)
    // A selection drawn to the end of a line often ends in the element after it.
    const end = layerAt(range.endContainer) === div ? placeOf(range.endContainer, range.endOffset) : NaN
    const until = Number.isNaN(end) ? start + range.toString().length : end
    if (Number.isNaN(start) || until <= start) return null
    const words = quotation(layer.text, start, until)
    const page = Number(div.closest(".page").dataset.pageNumber)
    return words.exact ? { page, words } : null
  }

  // ---------------------------------------------------------------------------------------------------- taking away

  watchExport() {
    const text = byId("notes-text")
    const all = () => this.store.below(this.meeting)
    const show = async make => {
      text.value = make(await all())
      text.hidden = false
      text.focus()
      text.select()
    }
    byId("notes-copy").addEventListener("click", () => show(notes => toText(notes, this.say)))
    byId("notes-move").addEventListener("click", async () => {
      await show(toFile)
      const file = byId("notes-file")
      if (file.href) URL.revokeObjectURL(file.href)
      file.href = URL.createObjectURL(new Blob([text.value], { type: "application/json" }))
      file.hidden = false
    })
    byId("notes-print").addEventListener("click", async () => {
      this.print(await all())
      window.print()
    })
    const share = byId("notes-share")
    share.hidden = !navigator.share
    share.addEventListener("click", async () => {
      await navigator.share({ text: toText(await all(), this.say) }).catch(() => {}) // closed without sending
    })
    byId("notes-read").addEventListener("change", async event => {
      const [file] = event.target.files
      if (file) await this.take(await file.text())
      event.target.value = ""
    })
    byId("notes-paste").addEventListener("input", async event => {
      if (fromFile(event.target.value)) {
        await this.take(event.target.value)
        event.target.value = ""
      }
    })
  }

  print(notes) {
    const page = byId("notes-paper")
    page.replaceChildren(
      ...grouped(notes).flatMap(({ title, meeting, notes: own }) => [
        made("h2", { textContent: title }),
        made("p", { textContent: meeting }),
        ...own.map(note =>
          made(
            "div",
            {},
            made("h3", { textContent: this.say.page.replace("{n}", pageOf(note)) }),
            ...(quoteOf(note) ? [made("blockquote", { textContent: quoteOf(note).exact })] : []),
            made("p", { textContent: note.body.value }),
          )),
      ]),
    )
  }

  /** Takes in the notes of a file; those of other documents are there when these are opened. */
  async take(text) {
    const told = byId("notes-told")
    const read = fromFile(text)
    if (!read) {
      told.textContent = this.say.notesNoFile
      return
    }
    const mine = read.filter(({ target }) => target.source.startsWith(`${location.origin}/`))
    const taken = toTake(mine, await this.store.below(""))
    await this.store.put(...taken)
    told.textContent = this.say.notesTaken.replace("{n}", taken.length).replace("{of}", read.length)
    this.notes = await this.store.below(this.address)
    await this.settle()
    this.show()
    for (const page of new Set(this.notes.map(pageOf))) this.mark(page)
  }
}

/** Shows the notes of the open document, and lets readers write and mark. */
export const watchNotes = async page => new Notes(page, await NotesStore.open()).start()
