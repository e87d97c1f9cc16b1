// Search of Vietnamese text behind the theme's own box and result list.
//
// The theme starts this script as its search worker, hands it `search/search_index.json` and asks it queries. The index lies in
// many small files (the core's `search` tells how); a query loads those that its words need and finds, roughly,
// which meetings hold them. Then it loads the texts of the best and judges those word by word: how well the spelling
// agrees (marks that the reader left out cost little, marks that contradict cost much), in a title or in text, how close
// together. The texts of documents are looked into last, the newest year first, while few results are whole.
//
// Opened from a folder of files, where browsers start no worker and refuse to fetch, the same script runs in the page:
// `from-folder.js` stands in for the worker, and the index is loaded as scripts.

import { Search } from "./conversation.js"
import { contentOf } from "./files.js"

const SETUP = 0
const READY = 1
const QUERY = 2

const isWorker = typeof document === "undefined"
const root = new URL("../../", isWorker ? self.location.href : document.currentScript.src)
const scripts = new Map()

const fetched = async (address, options) => {
  const response = await fetch(new URL(address, root), options)
  if (!response.ok) throw new Error(`${response.status} ${address}`)
  return response
}

const asScript = address =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = new URL(address, root).href
    script.onload = () => resolve(scripts.get(script.src))
    script.onerror = () => reject(new Error(address))
    document.head.append(script)
  })

const site = {
  load: isWorker ? async address => contentOf(await (await fetched(address)).text()) : asScript,
  renewed: async () => (isWorker ? (await (await fetched("search/search_index.json", { cache: "no-store" })).json()).docs : null),
  isFolder: !isWorker,
}

let search

/** Takes a message of the theme; `answer` sends one back. */
const receive = ({ type, data }, answer) => {
  if (type === SETUP) {
    search = new Search(data.docs, (type, data) => answer({ type, data }), site)
    answer({ type: READY })
  } else if (type === QUERY) search.ask(data)
}

if (isWorker) addEventListener("message", ({ data }) => receive(data, message => postMessage(message)))
else {
  self.phonghopSearch = content => scripts.set(document.currentScript.src, content)
  self.phonghopSearch.receive = receive
}
