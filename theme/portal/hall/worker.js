// Serves the copy of one meeting that a reader has saved (hall.js): pages when the network does not answer in time, verified
// documents at once, ranges cut from them. Its scope is one meeting's folder. `words` is set in front by the build.
"use strict"

const PATIENCE = 2000 // ms: Wi-Fi without internet is the hall's normal state
const scope = new URL(self.registration.scope)
const RECORD = new URL("hall.saved", scope).href
const STATUS_GONE = 410
const STATUS_UNAVAILABLE = 503

/** Returns the latest complete copy: how it is asked for a file, and what is known of it; undefined where none is. */
const latestCopy = async () => {
  const names = (await caches.keys()).filter(name => name.startsWith(`hall ${scope.pathname} `))
  let latest
  for (const name of names) {
    // Not by caches.open: that makes a cache anew which a reader has just deleted.
    const match = request => caches.match(request, { cacheName: name })
    const record = await (await match(RECORD))?.json() // written last: a copy without one is not whole
    if (record && (!latest || record.at > latest.record.at)) latest = { match, record }
  }
  return latest
}

/** Returns the network's answer, or undefined where it fails or does not come in time. */
const network = async request => {
  const control = new AbortController()
  const timer = setTimeout(() => control.abort(), PATIENCE)
  try {
    const answer = await fetch(request, { signal: control.signal })
    return answer.status < 500 && answer.type !== "opaqueredirect" ? answer : undefined
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

/** Returns what a request with a Range header gets of `whole`; all of it where the asker holds another version. */
const sliced = async (request, whole) => {
  const asked = request.headers.get("range")?.match(/^bytes=(\d*)-(\d*)$/)
  const version = request.headers.get("if-range")
  if (!asked || (!asked[1] && !asked[2]) || (version && version !== whole.headers.get("etag"))) return whole
  const blob = await whole.blob()
  const start = asked[1] ? Number(asked[1]) : Math.max(0, blob.size - Number(asked[2]))
  const end = Math.min(asked[1] && asked[2] ? Number(asked[2]) : Infinity, blob.size - 1)
  const headers = new Headers(whole.headers)
  if (start > end) {
    headers.set("content-range", `bytes */${blob.size}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set("content-range", `bytes ${start}-${end}/${blob.size}`)
  headers.set("content-length", String(end - start + 1))
  return new Response(blob.slice(start, end + 1), { status: 206, headers })
}

/** Returns a page of the copy that says when it was saved, for its bar. */
const dated = async (page, at) => {
  const html = (await page.text()).replace("<html", `<html data-ph-copy="${at}"`)
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } })
}

/** Returns a page that says one thing and leads back to the meeting. */
const notice = (text, status) => {
  const shown = text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt(0)};`)
  const style = "body{font:1.125rem/1.5 system-ui,sans-serif;margin:12vh auto;max-width:34rem;padding:0 1rem}p::first-letter{text-transform:uppercase}a{color:inherit;display:inline-block;padding:.6rem 0}"
  const head = `<meta charset=utf-8><meta name=viewport content="width=device-width"><meta name=color-scheme content="light dark"><title>${shown}</title><style>${style}</style>`
  const page = `<!doctype html><html lang="${words.language}">${head}<p>${shown}<p><a href="${scope.pathname}">${words.back}</a>`
  return new Response(page, { status, headers: { "content-type": "text/html; charset=utf-8" } })
}

/** Scripts of workers are asked for below the meeting's folder, at "@/assets/…", since only there this worker is asked. */
const ASSETS = new URL("@/assets/", scope).href

const answer = async request => {
  const copy = await latestCopy()
  if (request.url.startsWith(ASSETS)) {
    const real = new URL(`../../assets/${request.url.slice(ASSETS.length)}`, scope).href
    return (await copy?.match(real)) ?? fetch(real)
  }
  if (!copy) return fetch(request)
  const address = request.url.split("#")[0]
  const plain = address.split("?")[0]
  const file = copy.record.files.find(({ url }) => url === plain)
  if (file) {
    const state = copy.record.stale?.[plain]
    if (state === "withdrawn") {
      return (await network(request)) ?? notice(words.withdrawn.replace("{names}", () => copy.record.withdrawn), STATUS_GONE)
    }
    const fresh = state === "replaced" ? await network(request) : undefined
    if (fresh) return fresh
    const whole = await copy.match(plain)
    return whole ? sliced(request, whole) : fetch(request)
  }
  const isPage = request.mode === "navigate"
  const kept = await copy.match(isPage ? plain : address)
  if (!kept) return isPage ? fetch(request).catch(() => notice(words.absent, STATUS_UNAVAILABLE)) : fetch(request)
  if (!isPage && plain.includes("/assets/")) return kept // named by what it holds, or by its version
  return (await network(request)) ?? (isPage ? dated(kept, copy.record.at) : kept)
}

addEventListener("install", () => self.skipWaiting())
addEventListener("activate", event => event.waitUntil(self.clients.claim()))
addEventListener("fetch", event => {
  const { request } = event
  // What must come from the network, such as what a copy is compared with, is asked for so.
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin || request.cache === "no-store") return
  event.respondWith(answer(request))
})
