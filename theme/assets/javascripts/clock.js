// What the clock says of a page: how long until a meeting and a deadline, what was put up today, which meeting comes next.
import { say, show } from "./saying.js"
import { apart, dayOf, instantOf, phaseOf, untilStart } from "./times.js"

const words = found => (found ? say(...found) : "")

/** Marks times of `now`, in milliseconds since 1970. */
export const markTimes = now => {
  for (const element of document.querySelectorAll("[data-ph-start]")) {
    const chip = element.querySelector("[data-ph-when]")
    const start = instantOf(element.dataset.phStart)
    const phase = phaseOf(element.dataset, now)
    element.dataset.phPhase = phase
    if (phase === "past") show(chip, say("past"))
    else if (phase === "now") show(chip, say("now"))
    else if (now >= start) show(chip, say(element.dataset.phVague))
    else if (phase === "next")
      show(chip, [dayOf(start) === dayOf(now) ? say("today") : "", words(untilStart(element.dataset, now))].filter(Boolean).join(" · "))
  }
  for (const element of document.querySelectorAll("[data-ph-due]")) {
    const due = instantOf(element.dataset.phDue)
    element.toggleAttribute("data-ph-over", due < now)
    // A date until which something can be done expires; a test of the line is simply over.
    show(element.querySelector("[data-ph-left]"), words(apart(due, now)) || say("phTrial" in element.dataset ? "over" : "overdue"))
  }
  for (const element of document.querySelectorAll("[data-ph-posted]")) {
    const ago = dayOf(now) - dayOf(instantOf(element.dataset.phPosted))
    const words = ago === 0 ? say("postedToday") : ago === 1 ? say("postedYesterday") : ""
    element.classList.toggle("ph-doc--fresh", !!words)
    if (words) element.querySelector("[data-ph-posted-text]").textContent = words
  }
}

/** Puts the cards of the front page in the order of `now`: what is being held, what comes, the rest. */
export const sortHome = now => {
  const home = document.querySelector("[data-ph-home]")
  if (!home) return
  const place = name => home.querySelector(`[data-ph-${name}]`)
  const cards = [...place("rest").querySelectorAll(".ph-card")]
  const nearestFirst = cards.toReversed()
  const inPhase = phase => nearestFirst.filter(({ dataset }) => phaseOf(dataset, now) === phase)
  // What was put off or called off stands after what is held.
  for (const [name, wanted] of [["now", ["now"]], ["next", ["next", "off"]]]) {
    const found = wanted.flatMap(inPhase)
    place(name).hidden = !found.length
    place(name).querySelector("ul").append(...found)
  }
  if (!inPhase("next").length) {
    place("next").hidden = false
    place("next").querySelector(".ph-aside").hidden = false
  }
  const heading = place("rest").querySelector("h2")
  heading.textContent = say("recent")
  heading.hidden = !place("rest").querySelector(".ph-card")
  // What is new comes before what is over.
  const news = home.querySelector(".ph-home__new")
  if (news) place("rest").before(news)
}
