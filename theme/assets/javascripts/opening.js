// Where links lead: into what is folded away, to the page on which a file is read.
import { canShowPages } from "./ability.js"

/** Returns the anchor in `hash`, as it stands where it is no percent-encoding ("#100%"). */
export const anchorOf = hash => {
  const written = hash.slice(1)
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

// What is folded away is opened by a link into it.
const openTarget = () => {
  const target = document.getElementById(anchorOf(location.hash))
  const folded = target?.closest("details")
  if (folded) {
    folded.open = true
    target.scrollIntoView()
  }
  target?.querySelector(":scope > details.ph-doc__more")?.setAttribute("open", "")
}

/** Returns the page on which the file at the path `path` is read; null for what is none of a meeting's PDF files. */
export const readingPage = path => {
  const [, home, key, pack] = /^(.*\/(?:hop|meeting)\/[^/]+\/)(?:(?:tai-lieu|documents)\/([^/.]+)|(tron-bo|all))\.pdf$/.exec(path) ?? []
  const page = pack ?? `doc/${key}`
  return home ? `${home}${page}/` : null
}

// A link to a PDF is one to the file; where its pages can be shown, a tap opens the page on which it is read.
const readHere = event => {
  const link = event.target.closest("a[href]:not([download])")
  const page = link?.origin === location.origin && readingPage(link.pathname)
  if (!page || !location.protocol.startsWith("http") || !canShowPages()) return
  link.hash = link.hash.replace(/^#page=/, "#p=")
  link.pathname = page
}

// Search adds the words to mark to every address it opens; a file cannot use them, and would be fetched again for each.
const openFilesPlainly = event => {
  const found = event.target.closest(".md-search-result__link")
  if (found && !/\/(index\.html)?$/.test(found.pathname)) found.search = ""
}

/** Has links lead where this browser can follow them. */
export const watchLinks = () => {
  openTarget()
  addEventListener("hashchange", openTarget)
  addEventListener("click", openFilesPlainly, true)
  addEventListener("click", readHere, true)
  addEventListener("auxclick", readHere, true)
  // The letter is left to its own PDF.
  addEventListener("beforeprint", () => document.querySelectorAll("details:is(.ph-point, .ph-attendees)").forEach(part => (part.open = true)))
}
