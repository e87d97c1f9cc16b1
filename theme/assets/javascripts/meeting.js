// The page of a meeting in the hall: what is being discussed, and what concerns the reader's own connection point.
// Additions only: the programme, the points and the papers are all there without this file.
import { say, show } from "./saying.js"
import { dayOf, instantOf, phaseOf } from "./times.js"

/** Brings the page of a meeting to life, if this is one. */
export const runMeeting = () => {
  const article = document.querySelector(".ph-meeting")
  if (!article) return
  const phaseAt = now => phaseOf(article.dataset, now)

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }

  // ------------------------------------------------------------------------------------------- what is being discussed

  const items = [...article.querySelectorAll("[data-ph-from]")].map(row => ({
    row,
    from: instantOf(row.dataset.phFrom),
    until: instantOf(row.dataset.phUntil || article.dataset.phEnd),
    title: row.querySelector("h3"),
    clock: row.querySelector(".ph-item__time")?.textContent ?? "",
  }))

  /** Returns the items whose hours hold `now`, and the first that begins later on this day. */
  const onProgramme = now => {
    if (phaseAt(now) !== "now") return { current: [], next: undefined }
    const today = items.filter(item => dayOf(item.from) === dayOf(now))
    return {
      current: today.filter(item => item.from <= now && now < item.until),
      next: today.filter(item => item.from > now).sort((a, b) => a.from - b.from)[0],
    }
  }

  const reference = item => element("a", { href: `#${item.title.id}`, textContent: [item.clock, item.title.textContent].filter(Boolean).join(" · ") })

  const tellItem = now => {
    const box = article.querySelector("[data-ph-on-now]")
    const { current, next } = onProgramme(now)
    for (const item of items) {
      const isCurrent = current.includes(item)
      item.row.classList.toggle("ph-item--current", isCurrent)
      item.row.classList.toggle("ph-item--over", phaseAt(now) === "now" && item.until <= now)
      show(item.row.querySelector("[data-ph-current]"), isCurrent ? say("onItemShort") : "")
    }
    const lines = []
    const deepest = current.at(-1)
    if (deepest) {
      lines.push(element("p", { className: "ph-on-now__what", textContent: say("onItem") }), element("p", {}, reference(deepest)))
      const papers = [...deepest.row.querySelectorAll("a.ph-doc__open")].map(open =>
        element("li", {}, element("a", { href: open.href, className: "ph-button ph-button--quiet", textContent: open.querySelector(".ph-doc__title").firstChild.textContent.trim() })))
      if (papers.length) lines.push(element("ul", {}, ...papers))
    }
    if (next) lines.push(element("p", { className: "ph-aside" }, say("nextItem") + ": ", reference(next)))
    if (box.textContent !== lines.map(line => line.textContent).join("")) box.replaceChildren(...lines)
    box.hidden = !lines.length
  }

  // What is over steps back: its dates go behind those that are still ahead; what can no longer be done, or was asked for a
  // meeting that is over, behind all else that can.
  const stepBack = now => {
    for (const list of article.querySelectorAll(".ph-deadlines")) list.append(...list.querySelectorAll(":scope > [data-ph-over]"))
    const actions = article.querySelector(".ph-actions")
    const isDone = actions && (phaseAt(now) === "past" || !actions.querySelector("li:not([data-ph-over])"))
    if (isDone) article.querySelector(".ph-jump").before(actions)
  }

  // ---------------------------------------------------------------------------------------------- my connection point

  const POINT = say("point")
  const chooser = article.querySelector("[data-ph-my-point]")
  const key = `phonghop:point:${location.pathname}`
  const stored = (work, ...values) => {
    try {
      return localStorage[work](key, ...values)
    } catch {
      return null // storage is refused in some in-app browsers: the choice lasts as long as the page
    }
  }

  /** Lets a connection point lead: its place, papers and dates first, those of others folded away. */
  const follow = point => {
    for (const own of chooser.querySelectorAll("[data-ph-of-point]")) own.hidden = own.dataset.phOfPoint !== point
    for (const section of article.querySelectorAll("details.ph-point"))
      if (point) section.open = section.dataset.phPoint === point
    const isOthers = row => Boolean(point) && !row.dataset.phPoints.split(" ").includes(point)
    for (const row of article.querySelectorAll(".ph-deadlines > [data-ph-points]")) row.hidden = isOthers(row)
    const papers = [...article.querySelectorAll(".ph-doc[data-ph-points]")]
    for (const row of papers) row.classList.toggle("ph-doc--of-others", isOthers(row))
    const others = papers.filter(isOthers).length
    article.classList.remove("ph-meeting--all-points")
    show(article.querySelector("[data-ph-other-points]"), others ? say("otherPoints", others) : "")
    const calendar = article.querySelector(".ph-calendar__add")
    const ofPoint = chooser.querySelector(`[data-ph-of-point="${CSS.escape(point)}"]`)?.dataset.phCalendar
    calendar.href = ofPoint ?? calendar.dataset.phCalendar
    article.dataset.phPoint = point
    article.dispatchEvent(new Event("phonghop:point"))
  }

  /** Returns the point that a scanned code names; an address that is passed on must not choose for somebody else. */
  const scannedPoint = () => {
    const address = new URL(location.href)
    const scanned = address.searchParams.get(POINT)
    if (scanned === null) return null
    address.searchParams.delete(POINT)
    history.replaceState(history.state, "", address)
    return scanned
  }

  const choosePoint = () => {
    const scanned = scannedPoint()
    if (!chooser) {
      // The meeting is not held: the choice goes along to the one that takes its place.
      for (const link of scanned ? article.querySelectorAll("[data-ph-replacement]") : []) link.search = `?${POINT}=${encodeURIComponent(scanned)}`
      return
    }
    const select = chooser.querySelector("select")
    const known = [...select.options].map(option => option.value)
    if (known.includes(scanned)) stored("setItem", scanned)
    const point = [scanned, stored("getItem")].find(each => each && known.includes(each)) ?? ""
    chooser.hidden = false
    select.value = point
    select.addEventListener("change", () => {
      stored(select.value ? "setItem" : "removeItem", select.value)
      follow(select.value)
    })
    article.querySelector("[data-ph-other-points]").addEventListener("click", ({ target }) => {
      article.classList.add("ph-meeting--all-points")
      target.hidden = true
    })
    follow(point)
  }

  // ------------------------------------------------------------------------------------------------ saved for the hall

  const offerCopy = async () => {
    const box = document.querySelector("[data-ph-hall]")
    if (!box || !location.protocol.startsWith("http")) return
    box.hidden = false
    const button = box.querySelector("[data-ph-save]")
    const load = () =>
      new Promise((resolve, reject) => {
        const script = element("script", { src: box.dataset.phScript, onload: resolve, onerror: reject })
        document.head.append(script)
      }).then(() => window.phonghopHall.attach(box))
    const isSaved = document.documentElement.dataset.phCopy || navigator.serviceWorker?.controller
    if (isSaved) return load()
    button.addEventListener("click", async () => (await load()).start(), { once: true })
  }

  choosePoint()
  offerCopy()
  tellItem(Date.now())
  stepBack(Date.now())
  setInterval(() => tellItem(Date.now()), 30e3)
}
