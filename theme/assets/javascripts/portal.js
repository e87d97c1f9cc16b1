// Additions only: every page is right without this file. Times are compared as instants, so the reader's own time
// zone does not matter; "today" is the day in Vietnam (UTC+7 all year).
(() => {
  "use strict"
  const VIETNAM = 7 * 3600e3
  const words = JSON.parse(document.querySelector("[data-ph-words]")?.textContent ?? "{}")
  const say = (key, n) => (words[key] ?? "").replace("{n}", () => n)
  const dayOf = instant => Math.floor((instant + VIETNAM) / 86400e3)

  /** Tells how far away `instant` is: "Còn 3 ngày", "Ngày mai", "Hôm nay", or nothing once it is past. */
  const distance = (instant, now) => {
    const days = dayOf(instant) - dayOf(now)
    if (instant < now) return ""
    if (days > 1) return say("days", days)
    if (days === 1) return say("tomorrow")
    const minutes = Math.round((instant - now) / 60e3)
    return minutes > 90 ? say("hours", Math.round(minutes / 60)) : say("minutes", minutes)
  }

  /** A date alone means the end of that day in Vietnam. */
  const instantOf = iso => Date.parse(iso.includes("T") ? iso : `${iso}T23:59:59+07:00`)

  const show = (element, text) => {
    if (!element) return
    element.textContent = text
    element.hidden = !text
  }

  const phase = (element, now) => {
    const start = instantOf(element.dataset.phStart)
    const end = instantOf(element.dataset.phEnd)
    if (now > end) return "past"
    if (element.dataset.phTakesPlace !== "true") return "other"
    return now >= start ? "now" : "next"
  }

  const markTimes = now => {
    for (const element of document.querySelectorAll("[data-ph-start]")) {
      const chip = element.querySelector("[data-ph-when]")
      const start = instantOf(element.dataset.phStart)
      const when = phase(element, now)
      element.dataset.phPhase = when
      if (when === "past") show(chip, say("past"))
      else if (when === "now") show(chip, say("now"))
      else if (when === "next")
        show(chip, [dayOf(start) === dayOf(now) ? say("today") : "", distance(start, now)].filter(Boolean).join(" · "))
    }
    for (const element of document.querySelectorAll("[data-ph-due]")) {
      const due = instantOf(element.dataset.phDue)
      show(element.querySelector("[data-ph-left]"), distance(due, now) || say("overdue"))
    }
  }

  const sortHome = now => {
    const home = document.querySelector("[data-ph-home]")
    if (!home || home.dataset.phSorted) return
    home.dataset.phSorted = "yes"
    const place = name => home.querySelector(`[data-ph-${name}]`)
    const cards = [...place("rest").querySelectorAll(".ph-card")]
    const nearestFirst = cards.toReversed()
    for (const [name, wanted] of [["now", ["now"]], ["next", ["next", "other"]]]) {
      const found = nearestFirst.filter(card => wanted.includes(phase(card, now)))
      place(name).hidden = !found.length
      place(name).querySelector("ul").append(...found)
    }
    const next = place("next")
    if (next.hidden) {
      next.hidden = false
      next.querySelector(".ph-aside").hidden = false
    }
    place("rest").querySelector("h2").textContent = say("recent")
  }

  // What is new since this reader last looked: kept in this browser, per meeting. The state that a visit began with
  // stays for the whole visit, so that going back and forth does not wipe the marks away.
  const tellNews = () => {
    const article = document.querySelector("[data-ph-revision]")
    if (!article) return
    const key = `phonghop:${location.pathname}`
    const rows = [...article.querySelectorAll("[data-ph-version]")]
    let before
    try {
      before = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? "null")
      if (before) sessionStorage.setItem(key, JSON.stringify(before))
      const seen = Object.fromEntries(rows.map(row => [row.id, row.dataset.phVersion]))
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen }))
    } catch {
      return // storage is refused in some in-app browsers
    }
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
    const when = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "vi", {
      timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit",
    }).format(before.at)
    const news = told.map(([kind, text]) => say(text, counts[kind])).join(", ")
    show(article.querySelector("[data-ph-news]"), `${news} ${say("since", when)}`)
  }

  // The code on a printed pack ends with "#ban=" and the pack's revision, which begins with a fingerprint and tells the
  // minute of its latest document: documents with a later one are what has changed since.
  const judgePrint = () => {
    const article = document.querySelector("[data-ph-pack]")
    const printed = location.hash.match(/^#ban=(\w+)(?:-(\d{12}))?$/)
    if (!article || !printed) return
    const notice = article.querySelector("[data-ph-printed]")
    const isLatest = location.hash === `#ban=${article.dataset.phPack}`
    const later = [...article.querySelectorAll("[data-ph-changed]")]
      .filter(row => printed[2] && row.dataset.phChanged > printed[2])
      .map(row => row.querySelector(".ph-doc__title").firstChild.textContent.trim())
    const changes = [...new Set(later)].join("; ")
    notice.classList.toggle("ph-news--stale", !isLatest)
    show(notice, isLatest ? say("printLatest") : changes ? say("printChanged", changes) : say("printChangedOtherwise"))
  }

  // A page left open during a meeting tells when a newer one has been published.
  const watchRevision = () => {
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

  const offerCopy = () => {
    for (const button of document.querySelectorAll("[data-ph-copy]")) {
      if (!navigator.clipboard) continue
      button.hidden = false
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(location.href.split("#")[0])
        button.textContent = button.dataset.phCopied
      })
    }
  }

  // A code typed by hand, perhaps in capitals, that led nowhere.
  const explainMissing = () => {
    const typed = location.pathname.match(/\/q\/([^/]+)\/?$/i)
    const notice = document.querySelector("[data-ph-wrong-code]")
    if (!typed || !notice) return
    if (/[A-Z]/.test(location.pathname.slice(typed.index))) {
      location.replace(location.pathname.slice(0, typed.index) + `/q/${typed[1].toLowerCase()}/` + location.search + location.hash)
      return
    }
    const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    const places = [...typed[1]].map(c => alphabet.indexOf(c))
    const sum = places.slice(0, 6).reduce((total, p, i) => total + p * (i + 1), 0)
    if (places.length !== 7 || places.includes(-1) || sum % 31 !== places[6])
      show(notice, notice.dataset.phWrongCode.replace("%code%", typed[1]))
  }

  // A letter's text is folded away on screen; a link into it, and printing, open it.
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target) return
    target.closest("details")?.setAttribute("open", "")
    if (target.closest("details")) target.scrollIntoView()
    target.parentElement?.querySelector(":scope > details.ph-attendees")?.setAttribute("open", "")
  }
  // Search adds the words to mark to every address it opens; a file cannot use them, and would be fetched again for each.
  const openFilesPlainly = event => {
    const found = event.target.closest(".md-search-result__link")
    if (found && !/\/(index\.html)?$/.test(found.pathname)) found.search = ""
  }
  const openAll = () => document.querySelectorAll("details").forEach(d => d.setAttribute("open", ""))

  const now = Date.now()
  sortHome(now)
  markTimes(now)
  tellNews()
  judgePrint()
  watchRevision()
  offerCopy()
  explainMissing()
  openTarget()
  addEventListener("hashchange", openTarget)
  addEventListener("click", openFilesPlainly, true)
  addEventListener("hashchange", judgePrint)
  addEventListener("beforeprint", openAll)
  setInterval(() => markTimes(Date.now()), 30e3)
})()
