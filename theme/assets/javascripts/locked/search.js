// The box on an opened meeting that finds words in its papers: in an index of its own, which came out of the lock with them.
import { RESULT, SETTLED, Search } from "../search/conversation.js"
import { contentOf } from "../search/files.js"

const MOST_SHOWN = 20
const KIND = /^<span class="ph-kind">[^<]*<\/span> /
const decoder = new TextDecoder()

/** Returns the results of one page, each with the name of that page: "Trang 2" says nothing by itself. */
const named = items => {
  const whole = items.find(({ location }) => !location.includes("#"))
  return items.map(item => (whole && item !== whole ? { ...item, title: `${whole.title} · ${item.title.replace(KIND, "")}` } : item))
}

/** Answers what is typed into the box of the page that `set` has opened; addresses of others' pages are below `site`. */
export class LockedSearch {
  constructor(set, site) {
    Object.assign(this, { set, site, shown: [] })
  }

  async text(route) {
    return decoder.decode(await this.set.file(route).read())
  }

  /** Returns the manifest of the index; asked for again where a file of it has gone. */
  async renewed() {
    const { docs, routes } = JSON.parse(await this.text(this.set.list.search))
    this.routes = routes
    return docs
  }

  async start(form) {
    const status = form.querySelector("[role=status]")
    const load = async address => contentOf(await this.text(this.routes[address]))
    return new Search(
      await this.renewed(),
      (type, data) => {
        if (type === RESULT) this.show(form, data.items.flatMap(named).slice(0, MOST_SHOWN))
        if (type === SETTLED) status.textContent = this.shown.length || !this.typed ? "" : form.dataset.phNothing
      },
      { load, renewed: () => this.renewed(), isFolder: false },
    )
  }

  async ask(form, text) {
    this.typed = text.trim()
    try {
      const search = await (this.search ??= this.start(form))
      await search.ask(text)
    } catch {
      this.search = null // without a network: the next letter tries again
      form.querySelector("[role=status]").textContent = form.dataset.phLost
    }
  }

  show(form, items) {
    this.shown = items
    form.querySelector("ol").replaceChildren(...items.map(item => this.row(item)))
  }

  /** Returns a result as it is listed; its words come escaped. */
  row({ location, title, text }) {
    const link = Object.assign(document.createElement("a"), { href: this.address(location), innerHTML: title })
    const about = Object.assign(document.createElement("span"), { className: "ph-aside", innerHTML: text })
    const row = document.createElement("li")
    row.append(link, about)
    return row
  }

  /** Returns the address behind the lock of what the index knows by that in the portal. */
  address(location) {
    const [path, anchor] = location.split("#")
    const route = this.routes[path]
    const base = route ? new URL(route === this.set.list.home ? "" : `?d=${route}`, this.set.base) : new URL(path, this.site)
    return base.href + (anchor ? `#${anchor}` : "")
  }
}
