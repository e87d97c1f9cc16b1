// What printed codes carry: whether the paper in the reader's hand is the latest, and codes typed by hand that led nowhere.
import { say, show } from "./saying.js"

const minuteOf = iso => (iso.includes("T") ? iso : `${iso}T23:59`).replace(/\D/g, "").slice(0, 12)

/** Returns whether a document posted at `iso` came after the minute (YYYYMMDDhhmm) that a printed pack bears. */
export const isLater = (iso, minute) => Boolean(minute) && minuteOf(iso) > minute

// The code on a printed pack ends with "#ban=" and the pack's revision, which begins with a fingerprint and tells the
// minute of its latest document: documents with a later one are what has changed since.
const answerPack = (article, [fingerprint, minute]) => {
  if (article.dataset.phPack.split("-")[0] === fingerprint) return ""
  const later = [...article.querySelectorAll("[data-ph-posted][data-ph-version]:not([data-ph-version=''])")]
    .filter(row => isLater(row.dataset.phPosted, minute))
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

/** Answers, on a meeting's page, whether the paper whose code was scanned is the latest. */
export const judgePrint = () => {
  const article = document.querySelector("[data-ph-pack]")
  const printed = location.hash.match(/^#(ban|thu)=(\w+(?:-\d+)?)$/)
  if (!article || !printed || (printed[1] === "thu" && !article.dataset.phLetter)) return
  const notice = article.querySelector("[data-ph-printed]")
  const [answer, latest] = printed[1] === "ban" ? [answerPack, say("printLatest")] : [answerLetter, notice.dataset.phCurrent]
  const change = answer(article, printed[2].split("-"), notice.dataset)
  // Paper that is the latest is no answer for whoever comes to a meeting that is not held.
  const { phStanding } = notice.dataset
  notice.classList.toggle("ph-news--stale", !!change || !!phStanding)
  show(notice, [phStanding, change || latest].filter(Boolean).join(" "))
}

const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

/** Returns whether `typed` can be a code: six characters and the one that checks them (`portal/codes.py`). */
export const isCode = typed => {
  const places = [...typed].map(letter => ALPHABET.indexOf(letter))
  const sum = places.slice(0, 6).reduce((total, place, i) => total + place * (i + 1), 0)
  return places.length === 7 && !places.includes(-1) && sum % ALPHABET.length === places[6]
}

/** Explains, on the page of what is missing, a code that was typed wrong; opens one that was typed in capitals. */
export const explainMissing = () => {
  const typed = location.pathname.match(/\/q\/([^/]+)\/?$/i)
  const notice = document.querySelector("[data-ph-wrong-code]")
  if (!typed || !notice) return
  if (/[A-Z]/.test(location.pathname.slice(typed.index))) {
    // The host is named: an address that begins with two slashes would be one of another host.
    const folder = location.origin + location.pathname.slice(0, typed.index)
    location.replace(`${folder}/q/${typed[1].toLowerCase()}/${location.search}${location.hash}`)
  } else if (!isCode(typed[1])) show(notice, notice.dataset.phWrongCode.replace("%code%", typed[1]))
}
