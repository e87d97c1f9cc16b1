import { canShowPages } from "./ability.js"
import { fold } from "./folding.js"

// Additions only: every page is right without this file. Times are compared as instants, so the reader's own time
// zone does not matter; "today" is the day in Vietnam (UTC+7 all year).
(() => {
  "use strict"
  const VIETNAM = 7 * 3600e3
  const words = window.phonghopWords ?? {} // the build sets them in front of the scripts (`site/theme_assets.py`)
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
    if (element.dataset.phTakesPlace !== "true") return now > end ? "gone" : "off"
    if (now > end) return "past"
    // Without an hour nobody can say that it is on.
    return now >= start && !element.dataset.phVague ? "now" : "next"
  }

  const markTimes = now => {
    for (const element of document.querySelectorAll("[data-ph-start]")) {
      const chip = element.querySelector("[data-ph-when]")
      const start = instantOf(element.dataset.phStart)
      const when = phase(element, now)
      element.dataset.phPhase = when
      if (when === "past") show(chip, say("past"))
      else if (when === "now") show(chip, say("now"))
      else if (now >= start) show(chip, say(element.dataset.phVague))
      else if (when === "next")
        show(chip, [dayOf(start) === dayOf(now) ? say("today") : "", distance(start, now)].filter(Boolean).join(" · "))
    }
    for (const element of document.querySelectorAll("[data-ph-due]")) {
      const due = instantOf(element.dataset.phDue)
      element.toggleAttribute("data-ph-over", due < now)
      show(element.querySelector("[data-ph-left]"), distance(due, now) || say("overdue"))
    }
    for (const element of document.querySelectorAll("[data-ph-posted]")) {
      const ago = dayOf(now) - dayOf(instantOf(element.dataset.phPosted))
      const words = ago === 0 ? say("postedToday") : ago === 1 ? say("postedYesterday") : ""
      element.classList.toggle("ph-doc--fresh", !!words)
      if (words) element.querySelector("[data-ph-posted-text]").textContent = words
    }
  }

  const sortHome = now => {
    const home = document.querySelector("[data-ph-home]")
    if (!home || home.dataset.phSorted) return
    home.dataset.phSorted = "yes"
    const place = name => home.querySelector(`[data-ph-${name}]`)
    const cards = [...place("rest").querySelectorAll(".ph-card")]
    const nearestFirst = cards.toReversed()
    // What was put off or called off stands after what is held.
    for (const [name, wanted] of [["now", ["now"]], ["next", ["next", "off"]]]) {
      const found = wanted.flatMap(kind => nearestFirst.filter(card => phase(card, now) === kind))
      place(name).hidden = !found.length
      place(name).querySelector("ul").append(...found)
    }
    const next = place("next")
    if (!cards.some(card => phase(card, now) === "next")) {
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
    const when = new Date(before.at + VIETNAM)
    const clock = say("clock").replace("{h}", String(when.getUTCHours()).padStart(2, "0")).replace("{m}", String(when.getUTCMinutes()).padStart(2, "0"))
    const day = `${String(when.getUTCDate()).padStart(2, "0")}/${when.getUTCMonth() + 1}/${when.getUTCFullYear()}`
    const news = told.map(([kind, text]) => say(text, counts[kind])).join(", ")
    const notice = article.querySelector("[data-ph-news]")
    const first = rows.find(row => row.querySelector("[data-ph-fresh]:not([hidden])"))
    const link = Object.assign(document.createElement("a"), { href: `#${first.id}`, textContent: news + " " + say("since", clock + ", " + day) })
    notice.replaceChildren(link)
    notice.hidden = false
  }

  // The code on a printed pack ends with "#ban=" and the pack's revision, which begins with a fingerprint and tells the
  // minute of its latest document: documents with a later one are what has changed since.
  const answerPack = (article, [fingerprint, minute]) => {
    if (article.dataset.phPack.split("-")[0] === fingerprint) return ""
    const minuteOf = iso => (iso.includes("T") ? iso : `${iso}T23:59`).replace(/\D/g, "").slice(0, 12)
    const later = [...article.querySelectorAll("[data-ph-posted][data-ph-version]:not([data-ph-version=''])")]
      .filter(row => minute && minuteOf(row.dataset.phPosted) > minute)
      .map(row => row.querySelector(".ph-doc__title").firstChild.textContent.trim())
    const changes = [...new Set(later)].join("; ")
    return changes ? say("printChanged", changes) : say("printChangedOtherwise")
  }

  // The code on a printed letter ends with "#thu=", a fingerprint of what it says, and its date if it was printed with one.
  const answerLetter = (article, [fingerprint, day], words) => {
    const [current, latest] = article.dataset.phLetter.split("-")
    if (current === fingerprint) return ""
    return latest && day !== latest ? words.phReplaced : words.phRewritten
  }

  const judgePrint = () => {
    const article = document.querySelector("[data-ph-pack]")
    const printed = location.hash.match(/^#(ban|thu)=(\w+(?:-\d+)?)$/)
    if (!article || !printed || (printed[1] === "thu" && !article.dataset.phLetter)) return
    const notice = article.querySelector("[data-ph-printed]")
    const [answer, latest] =
      printed[1] === "ban" ? [answerPack, say("printLatest")] : [answerLetter, notice.dataset.phCurrent]
    const change = answer(article, printed[2].split("-"), notice.dataset)
    // Paper that is the latest is no answer for whoever comes to a meeting that is not held.
    const { phStanding } = notice.dataset
    notice.classList.toggle("ph-news--stale", !!change || !!phStanding)
    show(notice, [phStanding, change || latest].filter(Boolean).join(" "))
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

  // Messengers open links in a window of their own, where files often cannot be opened or kept. Their names in the user
  // agent: Zalo; FBAN, FBAV and FB_IAB for Facebook and Messenger; also Instagram, Line, Viber, TikTok.
  const hintInMessenger = () => {
    const agent = navigator.userAgent
    if (!/\bZalo\b|\bFB(?:AN|AV|_IAB)\b|Instagram|\bLine\/|Viber|musical_ly|TikTok/i.test(agent)) return
    const system = /iPhone|iPad|iPod/.test(agent) ? "ios" : "android"
    for (const hint of document.querySelectorAll(`[data-ph-messenger=${system}]`)) hint.hidden = false
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
      // The host is named: an address that begins with two slashes would be one of another host.
      const folder = location.origin + location.pathname.slice(0, typed.index)
      location.replace(`${folder}/q/${typed[1].toLowerCase()}/${location.search}${location.hash}`)
      return
    }
    const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    const places = [...typed[1]].map(c => alphabet.indexOf(c))
    const sum = places.slice(0, 6).reduce((total, p, i) => total + p * (i + 1), 0)
    if (places.length !== 7 || places.includes(-1) || sum % 31 !== places[6])
      show(notice, notice.dataset.phWrongCode.replace("%code%", typed[1]))
  }

  /** Returns the anchor in the address, as it stands where it is no percent-encoding ("#100%"). */
  const anchor = () => {
    const written = location.hash.slice(1)
    try {
      return decodeURIComponent(written)
    } catch {
      return written
    }
  }

  // What is folded away is opened by a link into it; printing opens the points, and leaves the letter to its own PDF.
  const openTarget = () => {
    const target = document.getElementById(anchor())
    if (!target) return
    target.closest("details")?.setAttribute("open", "")
    if (target.closest("details")) target.scrollIntoView()
    target.querySelector(":scope > details.ph-doc__more")?.setAttribute("open", "")
  }
  // Search adds the words to mark to every address it opens; a file cannot use them, and would be fetched again for each.
  const openFilesPlainly = event => {
    const found = event.target.closest(".md-search-result__link")
    if (found && !/\/(index\.html)?$/.test(found.pathname)) found.search = ""
  }
  // A link to a PDF is one to the file; where its pages can be shown, a tap opens the page on which it is read.
  const readHere = event => {
    const link = event.target.closest("a[href]:not([download])")
    const file = link?.origin === location.origin && /^(.*\/hop\/[^/]+\/)(?:tai-lieu\/([^/.]+)|(tron-bo))\.pdf$/.exec(link.pathname)
    if (!file || !location.protocol.startsWith("http") || !canShowPages()) return
    link.hash = link.hash.replace(/^#page=/, "#p=")
    link.pathname = file[1] + (file[3] ?? `doc/${file[2]}`) + "/"
  }
  const openAll = () => document.querySelectorAll("details.ph-point").forEach(point => (point.open = true))

  /** Returns the words of `text` as one string in which each begins after a space. */
  const wordsOf = text => ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`

  // Narrows a whole list down as one types or chooses: every word typed must begin a word of the row or of its heading.
  // What is left is said; a property that all rows share is not offered as a choice.
  const filterLists = () => {
    for (const form of document.querySelectorAll("[data-ph-filter]")) {
      const list = form.parentElement
      const groups = [...list.querySelectorAll("[data-ph-group]")]
      const selects = [...form.querySelectorAll("select")]
      const valueOf = (item, name) => item.closest(`[data-ph-${name}]`)?.getAttribute(`data-ph-${name}`)
      const items = [...list.querySelectorAll(".ph-card, .ph-doc, .ph-index > li")].map(element => ({
        element,
        text: wordsOf(`${element.textContent} ${element.closest("[data-ph-group]")?.querySelector("h2, h3")?.textContent ?? ""}`),
        values: Object.fromEntries(selects.map(select => [select.name, valueOf(element, select.name)])),
      }))
      for (const select of selects) {
        const values = new Set(items.map(item => item.values[select.name]))
        if (values.size < 2) continue
        select.parentElement.hidden = false
        select.append(...[...values].sort((a, b) => a.localeCompare(b, "vi")).map(value => new Option(value)))
      }
      const told = form.querySelector("[data-ph-told]")
      const apply = () => {
        const words = wordsOf(form.elements.words.value).split(/(?= )/).filter(word => word.trim())
        const chosen = selects.filter(select => select.value)
        const fits = item =>
          words.every(word => item.text.includes(word)) && chosen.every(s => item.values[s.name] === s.value)
        let left = 0
        for (const item of items) {
          const isShown = fits(item)
          item.element.hidden = !isShown
          left += isShown
        }
        const isNarrowed = chosen.length + words.length > 0
        for (const group of groups)
          group.hidden = isNarrowed && !group.querySelector(":is(.ph-card, .ph-doc):not([hidden])")
        form.querySelector("[type=reset]").hidden = !isNarrowed
        const count = told.dataset.phTold.replace("{n}", left).replace("{of}", items.length)
        told.textContent = !isNarrowed ? "" : left ? count : `${count}. ${told.dataset.phNone}`
      }
      form.addEventListener("input", apply)
      form.addEventListener("submit", event => event.preventDefault())
      form.addEventListener("reset", event => {
        event.preventDefault() // it would empty the fields only after this
        for (const field of [form.elements.words, ...selects]) field.value = ""
        apply()
        form.elements.words.focus()
      })
      form.hidden = false
      addEventListener("pageshow", apply) // a browser that goes back fills the fields again
    }
  }

  window.phonghop = { say, show, instantOf, dayOf, phase } // for the scripts that follow

  const now = Date.now()
  sortHome(now)
  markTimes(now)
  tellNews()
  judgePrint()
  watchRevision()
  hintInMessenger()
  offerCopy()
  explainMissing()
  openTarget()
  filterLists()
  addEventListener("hashchange", openTarget)
  addEventListener("click", openFilesPlainly, true)
  addEventListener("click", readHere, true)
  addEventListener("auxclick", readHere, true)
  addEventListener("hashchange", judgePrint)
  addEventListener("beforeprint", openAll)
  setInterval(() => markTimes(Date.now()), 30e3)
})()
