// Times as instants, so that the reader's own time zone does not matter; "today" is the day in Vietnam (UTC+7 all year).

const VIETNAM = 7 * 3600e3

/** Returns the number of the day in Vietnam, counted from 1970. */
export const dayOf = instant => Math.floor((instant + VIETNAM) / 86400e3)

/** Returns the instant of a time as pages state it; a date alone means the end of that day in Vietnam. */
export const instantOf = iso => Date.parse(iso.includes("T") ? iso : `${iso}T23:59:59+07:00`)

/** Returns how far away `instant` is, as the key of its words and a number: ["days", 3], ["tomorrow"]; null once it is past. */
export const apart = (instant, now) => {
  const days = dayOf(instant) - dayOf(now)
  if (instant < now) return null
  if (days > 1) return ["days", days]
  if (days === 1) return ["tomorrow"]
  const minutes = Math.round((instant - now) / 60e3)
  return minutes > 90 ? ["hours", Math.round(minutes / 60)] : ["minutes", minutes]
}

/**
 * Returns where `now` falls for what `dataset` states: "next", "now" or "past" for a meeting that is held, "off" and later "gone"
 * for one that is not.
 */
export const phaseOf = ({ phStart, phEnd, phTakesPlace, phVague }, now) => {
  const isOver = now > instantOf(phEnd)
  if (phTakesPlace !== "true") return isOver ? "gone" : "off"
  if (isOver) return "past"
  // Without an hour nobody can say that it is on.
  return now >= instantOf(phStart) && !phVague ? "now" : "next"
}

/** Returns clock and day of `instant` in Vietnam: `{hours: "08", minutes: "05", day: "01/7/2026"}`. */
export const shownTime = instant => {
  const two = number => String(number).padStart(2, "0")
  const there = new Date(instant + VIETNAM)
  return {
    hours: two(there.getUTCHours()),
    minutes: two(there.getUTCMinutes()),
    day: `${two(there.getUTCDate())}/${there.getUTCMonth() + 1}/${there.getUTCFullYear()}`,
  }
}
