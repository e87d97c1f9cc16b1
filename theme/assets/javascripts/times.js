// Times as instants, so that the reader's own time zone does not matter; "today" is the day where the portal lives.

const VIETNAM = "Asia/Ho_Chi_Minh" // UTC+7 all year: no database needs to be asked

/** Returns by how many milliseconds the clock of the IANA zone `name` is ahead of UTC at an instant. */
export const offsetOf = name =>
  name === VIETNAM
    ? () => 7 * 3600e3
    : instant => {
        const wall = new Date(instant).toLocaleString("sv-SE", { timeZone: name }) // 2026-12-22 09:00:00
        return Date.parse(`${wall.replace(" ", "T")}Z`) - Math.floor(instant / 1e3) * 1e3
      }

const ahead = offsetOf(globalThis.phonghopWords?.zone ?? VIETNAM)

/** Returns the number of the day where the portal lives, counted from 1970. */
export const dayOf = instant => Math.floor((instant + ahead(instant)) / 86400e3)

/** Returns the instant of a time as pages state it; a date alone means the end of that day where the portal lives. */
export const instantOf = iso => {
  if (iso.includes("T")) return Date.parse(iso)
  const wall = Date.parse(`${iso}T23:59:59Z`)
  return wall - ahead(wall - ahead(wall))
}

/** Returns how far away `instant` is, as the key of its words and a number: ["days", 3], ["tomorrow"]; null once it is past. */
export const apart = (instant, now) => {
  const days = dayOf(instant) - dayOf(now)
  if (instant < now) return null
  if (days > 1) return ["days", days]
  if (days === 1) return ["tomorrow"]
  const minutes = Math.round((instant - now) / 60e3)
  return minutes > 90 ? ["hours", Math.round(minutes / 60)] : ["minutes", minutes]
}

/** Returns how far away a meeting is, as `apart` does; null where nobody knows: before a month, and in the last hours before one without an hour. */
export const untilStart = ({ phStart, phVague }, now) => {
  const found = phVague === "month" ? null : apart(instantOf(phStart), now)
  return phVague && (found?.[0] === "hours" || found?.[0] === "minutes") ? null : found
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

/** Returns clock and day of `instant` where the portal lives: `{hours: "08", minutes: "05", day: "01/7/2026"}`. */
export const shownTime = instant => {
  const two = number => String(number).padStart(2, "0")
  const there = new Date(instant + ahead(instant))
  return {
    hours: two(there.getUTCHours()),
    minutes: two(there.getUTCMinutes()),
    day: `${two(there.getUTCDate())}/${there.getUTCMonth() + 1}/${there.getUTCFullYear()}`,
  }
}
