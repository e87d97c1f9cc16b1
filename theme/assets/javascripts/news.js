// What has changed on a meeting's page: since this reader last looked, and since the page was opened.
import { say, show } from "./saying.js"
import { shownTime } from "./times.js"

// Kept in this browser, per meeting. The state that a visit began with stays for the whole visit, so that going back and forth
// does not wipe the marks away.
const lastVisit = rows => {
  const key = `phonghop:${location.pathname}`
  try {
    const before = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? "null")
    if (before) sessionStorage.setItem(key, JSON.stringify(before))
    const seen = Object.fromEntries(rows.map(row => [row.id, row.dataset.phVersion]))
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen }))
    return before
  } catch {
    return null // storage is refused in some in-app browsers
  }
}

/** Marks what is new or replaced since the last visit, and tells it at the top. */
export const tellNews = () => {
  const article = document.querySelector("[data-ph-revision]")
  if (!article) return
  const rows = [...article.querySelectorAll("[data-ph-version]")]
  const before = lastVisit(rows)
  if (!before) return
  const counts = { new: 0, replaced: 0 }
  for (const row of rows) {
    const was = before.seen[row.id]
    if (!row.dataset.phVersion || was === row.dataset.phVersion) continue
    const kind = was ? "replaced" : "new"
    counts[kind]++
    show(row.querySelector("[data-ph-fresh]"), say(kind))
  }
  const told = [["new", "newSince"], ["replaced", "replacedSince"]].filter(([kind]) => counts[kind])
  if (!told.length) return
  const { hours, minutes, day } = shownTime(before.at)
  const clock = say("clock").replace("{h}", hours).replace("{m}", minutes)
  const when = `${clock}, ${day}`
  const news = told.map(([kind, text]) => say(text, counts[kind])).join(", ")
  const first = rows.find(row => row.querySelector("[data-ph-fresh]:not([hidden])"))
  const link = Object.assign(document.createElement("a"), { href: `#${first.id}`, textContent: `${news} ${say("since", when)}` })
  const notice = article.querySelector("[data-ph-news]")
  notice.replaceChildren(link)
  notice.hidden = false
}

/** Has a page that is left open during a meeting tell when a newer one has been published. */
export const watchRevision = () => {
  const article = document.querySelector("[data-ph-revision]")
  if (!article || !location.protocol.startsWith("http")) return
  const look = async () => {
    if (document.hidden) return
    try {
      const answer = await fetch(article.dataset.phApi, { cache: "no-cache" })
      const { revision } = await answer.json()
      article.querySelector("[data-ph-newer]").hidden = revision === article.dataset.phRevision
    } catch {
      // No network in the hall: the page stays as it is.
    }
  }
  setInterval(look, 3 * 60e3)
  document.addEventListener("visibilitychange", look)
}
