// Search of Vietnamese text behind the theme's own box and result list.
//
// The theme starts this file as its search worker, hands it `search/search_index.json` and asks it queries. The index lies in
// many small files (the core's `search` tells how); a query loads those that its words need and finds, roughly,
// which meetings hold them. Then it loads the texts of the best and judges those word by word: how well the spelling
// agrees (marks that the reader left out cost little, marks that contradict cost much), in a title or in text, how close
// together. The texts of documents are looked into last, the newest year first, while few results are whole.
//
// Opened from a folder of files, where browsers start no worker and refuse to fetch, the same file runs in the page:
// `from-folder.js` stands in for the worker, and the index is loaded as scripts.
(() => {
  "use strict"

  // The figures of the judge were set by the queries marked "tune" of the suite's table, and by no others.
  // What a match is worth by likeness: contradicting marks, marks left out, the same spelling …
  const WORTH = [0.25, 0.8, 1]
  const [CONTRADICTS, LEFT_OUT, AGREES] = WORTH.keys()
  const WORTH_OF_PREFIX = 0.5 // … of the word being typed,
  const WORTH_OF_INNER_PREFIX = 0.2 // … of the words before it, which are complete,
  const WEIGHTS = [4, 1] // … by field: titles come before bodies,
  const [TITLE, TEXT] = WEIGHTS.keys()
  const WEIGHT_OF_PARENT_TITLE = 3 // … in the title of the page that a place is on.
  // What the whole is worth: a result that lacks a word falls far behind; words that stand together count more.
  const PRICE_OF_MISSING = 4
  const NEAR = 4
  const WORTH_OF_PHRASE = 3
  const WORTH_OF_WHOLE_TITLE = 0.2
  const WORTH_OF_PAGE = 1.5

  // The rough finding, by what the index tells of a unit: a word in its title, in another title, in its text.
  const WEIGHTS_OF_LEVELS = { 3: [6, 4, 1], 1: [1] }
  const JUDGED = 12 // units whose texts are loaded and judged
  const WORTH_JUDGING = 0.05 // of what the best seems to be worth
  const WIDEST_PREFIX = 4 // shards that a half-typed word may need; a shorter beginning says nothing yet
  const ENOUGH = 10 // results that the theme shows at first,
  const FEW = 3 // and so few of them whole that documents of older years are worth loading
  const WHOLE = 0.7 // how much of the query stands word by word in a result that counts as whole
  const PAUSE = 100 // ms without another key before something is loaded,
  const PAUSE_BEFORE_DOCUMENTS = 200 // and before documents are looked into
  const TEASER = 220 // characters
  const LINE_APART = 1000 // more than any two words that stand together

  const SETUP = 0
  const READY = 1
  const QUERY = 2
  const RESULT = 3
  const SETTLED = 4 // not the theme's: nothing more will come for this query

  // ---------------------------------------------------------------------------------------------------------- words

  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
  const VIQR = { "\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "." }

  const LONG = /[ßſ\ufb00-\ufb06]/g // sharp and long s, ligatures, which PDF files are full of

  /** Returns `text` without case. */
  const lower = text => text.toLowerCase().replace(LONG, letter => (letter === "ß" ? "ss" : letter.normalize("NFKD")))

  /** Returns `text` without case, tones and marks. The core's `fold` does the same; one table of cases tests both. */
  const fold = text => lower(text).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d")

  /** Returns `text` without its five tones but with ă â đ ê ô ơ ư, as half-typed Telex leaves it. */
  const toneless = text => lower(text).normalize("NFD").replace(TONES, "").normalize("NFC")

  /** A word as it is spelled; `letters` are its folded letters, and numbers lose their leading zeros (01/7, 1/7). */
  class Spelling {
    constructor(shape, tone) {
      this.shape = shape
      this.letters = fold(shape)
      // The tone counts, not the letter that bears it: hoà and hòa, uỷ and ủy are one spelling.
      this.tone = tone
    }

    static of(text) {
      const tone = (text.normalize("NFD").match(TONES) ?? []).map(mark => VIQR[mark]).join("")
      return new Spelling(toneless(text).replace(/^0+(?=\d)/, ""), tone)
    }

    /** Returns the word that the index writes as `name`: its shape, then its tone. */
    static named(name) {
      const [shape] = name.match(/^[^`'?~.]*/)
      return new Spelling(shape, name.slice(shape.length))
    }

    /** Tells how well this word, as typed, agrees with the beginning of `other`, whose letters begin with these. */
    likeness(other) {
      if (this.tone && this.tone !== other.tone) return CONTRADICTS
      const isUnfinished = this.letters.length < other.letters.length // its tone is typed last
      let likeness = this.tone === other.tone || isUnfinished ? AGREES : LEFT_OUT
      for (let i = 0; i < this.shape.length; i++) {
        if (this.shape[i] === other.shape[i]) continue
        if (this.shape[i] !== this.letters[i]) return CONTRADICTS
        likeness = LEFT_OUT
      }
      return likeness
    }
  }

  /** Cuts text into words, remembering each: texts repeat themselves. "nq57" and "8h30" are several words. */
  class Speller {
    constructor(separators, abbreviations) {
      this.pattern = new RegExp(`\\p{Nd}+|[^\\p{Nd}${separators}]+`, "gu")
      this.known = new Map()
      this.phrases = new Map() // first letters → phrases that have an abbreviation
      for (const [short, long] of Object.entries(abbreviations)) {
        const phrase = long.split(" ").map(fold)
        if (!this.phrases.has(phrase[0])) this.phrases.set(phrase[0], [])
        this.phrases.get(phrase[0]).push({ phrase, short: Spelling.of(short) })
      }
    }

    spelling(token) {
      if (!this.known.has(token)) this.known.set(token, Spelling.of(token))
      return this.known.get(token)
    }

    /** Returns the words of `text`: each with its spelling, its place in the text, and its distance from the others. */
    words(text) {
      const found = []
      let line = 0
      let last = 0
      for (const { 0: token, index } of text.matchAll(this.pattern)) {
        const spelling = this.spelling(token)
        if (!spelling.letters) continue
        if (text.slice(last, index).includes("\n")) line += LINE_APART
        last = index + token.length
        found.push({ token, spelling, start: index, end: last, position: found.length + line, line })
      }
      return found
    }

    /** Returns the phrases among `words` that have an abbreviation: where each starts and ends, and the short form. */
    shortened(words) {
      return words.flatMap(({ spelling, line }, start) =>
        (this.phrases.get(spelling.letters) ?? [])
          .filter(({ phrase }) =>
            phrase.every((letters, i) => words[start + i]?.spelling.letters === letters && words[start + i].line === line))
          .map(({ phrase, short }) => ({ start, end: start + phrase.length, short })))
    }

    /** Returns the words of a query: `+word`, `-word` and "quoted words" are required or prohibited, with their marks. */
    query(text) {
      const asked = []
      for (const [, sign, quoted, plain] of text.normalize("NFC").matchAll(/([+-]?)(?:"([^"]*)"?|([^\s"]+))/g)) {
        const isProhibited = sign === "-"
        const isRequired = !isProhibited && (sign === "+" || quoted !== undefined)
        const words = this.words(quoted ?? plain).map(word => ({ ...word, line: 0, isProhibited, isRequired }))
        asked.push(...words)
      }
      const short = this.shortened(asked)
      return asked.map(({ token, spelling, isProhibited, isRequired }, place) => ({
        typed: token,
        word: spelling,
        isProhibited,
        isRequired,
        least: isRequired || isProhibited ? LEFT_OUT : CONTRADICTS,
        worthOfPrefix:
          isRequired || isProhibited ? 0 : place === asked.length - 1 ? WORTH_OF_PREFIX : WORTH_OF_INNER_PREFIX,
        isLast: place === asked.length - 1,
        abbreviations: short.filter(({ start, end }) => start <= place && place < end).map(phrase => phrase.short),
      }))
    }
  }

  // ---------------------------------------------------------------------------------------------------------- files

  const isWorker = typeof document === "undefined"
  const root = new URL("../../", isWorker ? self.location.href : document.currentScript.src)

  const fetched = async url => {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${response.status} ${url}`)
    const text = await response.text()
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")))
  }

  const scripts = new Map()
  const asScript = url =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = url
      script.onload = () => resolve(scripts.get(script.src))
      script.onerror = () => reject(new Error(url))
      document.head.append(script)
    })

  /** The files of the index, each loaded once. */
  class Files {
    constructor() {
      this.loading = new Map()
    }

    load(address) {
      if (!this.loading.has(address)) {
        const url = new URL(address, root).href
        const loading = isWorker ? fetched(url) : asScript(url)
        loading.catch(() => this.loading.delete(address))
        this.loading.set(address, loading)
      }
      return this.loading.get(address)
    }
  }

  // ------------------------------------------------------------------------------------------------- rough finding

  /** Reads numbers that the core packed: the first digits end a number, the others go before, the least of them first. */
  class Unpacker {
    constructor([digits, base, more]) {
      this.value = new Int8Array(128)
      for (let i = 0; i < digits.length; i++) this.value[digits.charCodeAt(i)] = i
      this.base = base
      this.more = more
    }

    *numbers(text) {
      let high = 0
      let scale = 1
      for (let i = 0; i < text.length; i++) {
        const digit = this.value[text.charCodeAt(i)]
        if (digit < this.base) {
          yield high * this.base + digit
          high = 0
          scale = 1
        } else {
          high += (digit - this.base) * scale
          scale *= this.more
        }
      }
    }

    /** Calls `visit` with each unit of a posting list and the level at which it was found there. */
    postings(text, levels, visit) {
      let unit = 0
      for (const number of this.numbers(text)) {
        const level = number % levels
        unit += (number - level) / levels
        visit(unit, level)
      }
    }
  }

  /** Returns how many of `sorted` are not after `wanted`, by what `key` makes of each. */
  const countUpTo = (sorted, wanted, key = each => each) => {
    let low = 0
    for (let high = sorted.length; low < high; ) {
      const middle = (low + high) >> 1
      if (key(sorted[middle]) <= wanted) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Part of the index: units, which words they hold, and their texts. */
  class Segment {
    constructor(files, unpacker, { address, units, levels, blocks, shards }) {
      Object.assign(this, { files, unpacker, address, units, levels, shards })
      this.weights = WEIGHTS_OF_LEVELS[levels]
      let last = 0
      this.blocks = [...unpacker.numbers(blocks)].map(size => (last += size) - size) // the first unit of each
    }

    /** Returns the rows of words that begin with `letters`, or of that word alone; null when they are too many to load. */
    async rows(letters, isPrefix, mayWiden) {
      const first = Math.max(0, countUpTo(this.shards, letters) - 1)
      const end = isPrefix && mayWiden ? Math.max(first + 1, countUpTo(this.shards, `${letters}\uffff`)) : first + 1
      if (end - first > WIDEST_PREFIX) return null
      const numbers = Array.from({ length: end - first }, (_, i) => first + i)
      const shards = await Promise.all(numbers.map(n => this.files.load(`${this.address}w${n}.js`)))
      return shards.flatMap(shard => {
        const rows = []
        for (let i = countUpTo(shard, letters, ([word]) => word); i < shard.length && isPrefix; i++) {
          if (!shard[i][0].startsWith(letters)) break
          rows.push(shard[i])
        }
        const exact = shard[countUpTo(shard, letters, ([word]) => word) - 1]
        return exact?.[0] === letters ? [exact, ...rows] : rows
      })
    }

    /** Returns, for a term, what each unit seems to be worth and whether its marks agree; null when it says nothing yet. */
    async find(term) {
      const rows = await this.rows(term.word.letters, term.worthOfPrefix > 0, term.isLast)
      if (!rows) return null
      const short = await Promise.all(
        term.abbreviations.map(({ letters }) => this.rows(letters, false, false)))
      const worth = new Float32Array(this.units)
      const agrees = new Uint8Array(this.units)
      const take = (word, [letters, spellings], whole) => {
        for (const [name, units] of Object.entries(spellings)) {
          const likeness = word.likeness(Spelling.named(name))
          if (likeness < term.least) continue
          this.unpacker.postings(units, this.levels, (unit, level) => {
            worth[unit] = Math.max(worth[unit], whole * WORTH[likeness] * this.weights[level])
            agrees[unit] = 1
          })
        }
      }
      for (const row of rows) take(term.word, row, row[0] === term.word.letters ? 1 : term.worthOfPrefix)
      short.flat().forEach((row, i) => take(term.abbreviations[i], row, 1))
      return { rows, short: short.flat(), worth, agrees }
    }

    /** Returns what each unit is worth for two words that follow each other in it. */
    together(before, found, term, foundOfTerm) {
      const worth = new Float32Array(this.units)
      const follow = (rows, letters, isPrefix) => {
        for (const [, , followers] of rows)
          for (const [next, units] of Object.entries(followers))
            if (isPrefix ? next.startsWith(letters) : next === letters)
              this.unpacker.postings(units, this.levels, unit => (worth[unit] = 1))
      }
      const isPrefix = term.worthOfPrefix > 0
      follow(found.rows.filter(([letters]) => letters === before.word.letters), term.word.letters, isPrefix)
      for (const row of found.short) {
        const isOfBoth = foundOfTerm?.short.some(([letters]) => letters === row[0])
        if (!isOfBoth) follow([row], term.word.letters, isPrefix)
        else for (const units of Object.values(row[1])) this.unpacker.postings(units, this.levels, unit => (worth[unit] = 1))
      }
      for (const [letters] of foundOfTerm?.short ?? []) follow(found.rows, letters, false)
      return worth
    }

    /** Returns the units that seem to be worth judging, the best first; the first segment asked sets the terms' weights. */
    async best(terms, timeliness, leastCoverage) {
      const found = await Promise.all(terms.map(term => this.find(term)))
      const used = []
      terms.forEach((term, i) => {
        term.weight ??= found[i] ? weightOf(found[i].worth) : Math.LN2
        if (found[i] && !term.isProhibited) used.push({ ...term, ...found[i] })
      })
      const pairs = []
      for (let i = 1; i < terms.length; i++) {
        if (!found[i - 1] || terms[i].isProhibited || terms[i - 1].isProhibited) continue
        const worth = this.together(terms[i - 1], found[i - 1], terms[i], found[i])
        pairs.push({ weight: terms[i - 1].weight + terms[i].weight, worth })
      }
      const all = sum(used, term => term.weight)
      const allPairs = sum(pairs, pair => pair.weight)
      const scores = []
      for (let unit = 0; unit < this.units; unit++) {
        if (terms.some((term, i) => (term.isRequired && found[i] && !found[i].agrees[unit]))) continue
        let own = 0
        let matched = 0
        for (const { weight, worth } of used) {
          own += weight * worth[unit]
          if (worth[unit]) matched += weight
        }
        if (used.length && !matched) continue
        const coverage = all ? matched / all : 1
        if (coverage < leastCoverage) continue
        let cohesion = 0
        for (const { weight, worth } of pairs) cohesion += weight * worth[unit]
        if (allPairs) cohesion /= allPairs
        const score =
          (own || 1) * coverage ** PRICE_OF_MISSING * (1 + WORTH_OF_PHRASE * cohesion ** 2) * timeliness(unit)
        scores.push({ unit, score })
      }
      scores.sort((a, b) => b.score - a.score)
      return scores.filter(({ score }) => score >= WORTH_JUDGING * scores[0].score)
    }

    /** Returns the texts of units, and the name of each. */
    async texts(units) {
      const wanted = units.map(unit => ({ unit, block: countUpTo(this.blocks, unit) - 1 }))
      const blocks = await Promise.all(wanted.map(({ block }) => this.files.load(`${this.address}t${block}.js`)))
      return wanted.map(({ unit, block }, i) =>
        ({ name: `${this.address}${unit}`, entries: blocks[i][unit - this.blocks[block]] }))
    }
  }

  const sum = (list, value) => list.reduce((all, each) => all + value(each), 0)

  /** Returns how much a word tells: one that every unit holds tells little. */
  const weightOf = worth => Math.log(1 + worth.length / Math.max(1, worth.reduce((n, each) => n + (each > 0), 0)))

  /** Returns a factor between 1 and 1.1: coming meetings before past ones, and of each the nearest first. */
  const timelinessOf = (day, now) => {
    if (!day) return 1
    const days = (Date.parse(`${day}T23:59:59+07:00`) - now) / 86400e3
    const nearness = 365 / (365 + Math.abs(days))
    return days >= 0 ? 1.05 + 0.05 * nearness : 1 + 0.05 * nearness
  }

  // -------------------------------------------------------------------------------------------------------- judging

  /** The texts loaded so far, word by word. */
  class Judge {
    constructor(speller) {
      this.speller = speller
      this.entries = []
      this.byAddress = new Map()
      this.byUnit = new Map()
      this.occurrences = new Map() // letters → entry, field, position, spelling; and so on, in one flat list
      this.sorted = []
    }

    /** Takes in a unit's texts, and returns its entries' numbers. */
    add({ name, entries }) {
      if (!this.byUnit.has(name)) {
        this.byUnit.set(name, entries.flatMap(entry => this.addEntry(entry)))
        this.sorted = [...this.occurrences.keys()].sort()
      }
      return this.byUnit.get(name)
    }

    addEntry([place, title, text, ...places], parent) {
      const address = place.startsWith("#") ? this.entries[parent].address + place : place
      let number = this.byAddress.get(address)
      if (number === undefined) {
        number = this.entries.push({ address, title, text, parent }) - 1
        this.byAddress.set(address, number)
        const lengths = [title, text].map((value, field) => this.addText(number, field, value))
        this.entries[number].titleLength = lengths[TITLE] || 1
      }
      return [number, ...places.flatMap(each => this.addEntry(each, number))]
    }

    addText(entry, field, value) {
      const words = this.speller.words(value)
      const note = ({ position }, spelling) => {
        if (!this.occurrences.has(spelling.letters)) this.occurrences.set(spelling.letters, [])
        this.occurrences.get(spelling.letters).push(entry, field, position, spelling)
      }
      for (const word of words) note(word, word.spelling)
      for (const { start, end, short } of this.speller.shortened(words))
        for (const word of words.slice(start, end)) note(word, short)
      return words.length
    }

    *startingWith(letters) {
      let at = countUpTo(this.sorted, letters)
      if (this.sorted[at - 1] === letters) at--
      for (; this.sorted[at]?.startsWith(letters); at++) yield this.sorted[at]
    }

    /** Returns where a term is found among `candidates`: a map of entries to what matched in each of their fields. */
    find({ word, abbreviations, worthOfPrefix, least }, candidates) {
      const found = new Map()
      const collect = (wanted, letters, whole) => {
        const list = this.occurrences.get(letters) ?? []
        const likenesses = new Map()
        for (let i = 0; i < list.length; i += 4) {
          if (!candidates.has(list[i])) continue
          const [entry, field, position, spelling] = [list[i], list[i + 1], list[i + 2], list[i + 3]]
          if (!likenesses.has(spelling)) likenesses.set(spelling, wanted.likeness(spelling))
          const likeness = likenesses.get(spelling)
          if (likeness < least) continue
          if (!found.has(entry)) found.set(entry, [])
          const hits = found.get(entry)
          // Of several spellings the best counts alone: "đảng" does not mark "đang" where both are written.
          const worth = whole * WORTH[likeness]
          if (!hits[field] || hits[field].worth < worth) hits[field] = { worth, positions: [] }
          if (hits[field].worth > worth) continue
          hits[field].positions.push(position)
        }
      }
      for (const letters of worthOfPrefix ? this.startingWith(word.letters) : [word.letters])
        collect(word, letters, letters === word.letters ? 1 : worthOfPrefix)
      for (const short of abbreviations) collect(short, short.letters, 1)
      for (const hits of found.values()) for (const hit of hits) hit?.positions.sort((a, b) => a - b)
      return found
    }

    /** Returns what the query finds in units: results by page, in the order of their worth, as the theme shows them. */
    results(terms, units, now) {
      const candidates = new Set(units.flatMap(unit => this.add(unit)))
      const all = terms.map(term => ({ ...term, found: this.find(term, candidates) }))
      const asked = all.filter(term => !term.isProhibited)
      const refuses = entry => all.some(term => (term.isRequired || term.isProhibited) && this.has(entry, term) === term.isProhibited)
      const matched = new Set(asked.flatMap(({ found }) => [...found.keys()]))
      const pages = new Map()
      for (const entry of matched) {
        if (refuses(entry)) continue
        const page = this.entries[entry].parent ?? entry
        if (!pages.has(page)) pages.set(page, [])
        pages.get(page).push({ entry, ...this.judged(entry, asked, now) })
      }
      for (const results of pages.values()) results.sort((a, b) => b.score - a.score)
      return [...pages]
        .map(([page, results]) => ({ page, results, asked, score: results[0].score, isWhole: results[0].isWhole }))
        .sort((a, b) => b.score - a.score)
    }

    /** Tells whether an entry, or the title of the page it is on, has a term. */
    has(entry, { found }) {
      return found.has(entry) || Boolean(found.get(this.entries[entry].parent)?.[TITLE])
    }

    judged(entry, terms, now) {
      const { address, parent, titleLength } = this.entries[entry]
      let own = 0
      let matched = 0
      let inTitle = 0
      let isSpelledSo = true
      for (const { weight, found } of terms) {
        const hits = found.get(entry)
        const inParent = found.get(parent)?.[TITLE]?.worth ?? 0
        const worths = WEIGHTS.map((_, field) => hits?.[field]?.worth ?? 0)
        const worth = hits ? Math.max(...WEIGHTS.map((each, field) => each * worths[field])) : WEIGHT_OF_PARENT_TITLE * inParent
        isSpelledSo &&= Math.max(inParent, ...worths) > WORTH[CONTRADICTS]
        own += weight * worth
        matched += worth ? weight : 0
        inTitle += hits?.[TITLE] ? 1 : 0
      }
      const coverage = matched / sum(terms, ({ weight }) => weight)
      const { cohesion, adjacent } = this.cohesion(entry, terms)
      const exactness = 1 + WORTH_OF_WHOLE_TITLE * Math.min(1, inTitle / titleLength)
      const factor = (parent === undefined ? WORTH_OF_PAGE : 1) * timelinessOf(address.match(/^hop\/(\d{4}-\d{2}-\d{2})/)?.[1], now)
      const score = factor * own * coverage ** PRICE_OF_MISSING * exactness * (1 + WORTH_OF_PHRASE * cohesion ** 2)
      return { score, isWhole: isSpelledSo && (adjacent >= WHOLE || terms.length < 2) }
    }

    /** Returns how much of the query stands together in one field: 1 when it is there as typed, word by word; and
        how much of it does so however it is spelled. */
    cohesion(entry, terms) {
      const together = WEIGHTS.map(() => 0)
      const adjacent = WEIGHTS.map(() => 0)
      let all = 0
      for (let i = 1; i < terms.length; i++) {
        const weight = terms[i - 1].weight + terms[i].weight
        const before = terms[i - 1].found.get(entry) ?? []
        const hits = terms[i].found.get(entry) ?? []
        all += weight
        together.forEach((_, field) => {
          if (!before[field] || !hits[field]) return
          const gap = distance(before[field].positions, hits[field].positions)
          if (gap <= 1) adjacent[field] += weight
          if (gap <= NEAR) together[field] += (weight * Math.min(before[field].worth, hits[field].worth)) / Math.max(1, gap)
        })
      }
      return { cohesion: all && Math.max(...together) / all, adjacent: all && Math.max(...adjacent) / all }
    }
  }

  /** Returns how far the words at `a` are from those at `b`, at the least: both ascend, and `b` should follow. */
  const distance = (a, b) => {
    let least = Infinity
    for (let i = 0, j = 0; i < a.length && j < b.length; a[i] < b[j] ? i++ : j++)
      least = Math.min(least, a[i] <= b[j] ? b[j] - a[i] : 1 + a[i] - b[j])
    return least
  }

  // -------------------------------------------------------------------------------------------------------- showing

  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
  const escaped = text => text.replace(/[&<>"']/g, character => ENTITIES[character])

  /** Returns `text` from `start` to `end` as HTML, with the words among `words` that are `marks` marked. */
  const marked = (text, start, end, words) => {
    let html = ""
    for (const word of words) {
      if (word.start < start || word.end > end) continue
      html += `${escaped(text.slice(start, word.start))}<mark>${escaped(text.slice(word.start, word.end))}</mark>`
      start = word.end
    }
    return html + escaped(text.slice(start, end))
  }

  /** Returns the part of `text` in which most of the query stands, as HTML; its beginning where nothing of it does. */
  const teaser = (text, words) => {
    let best = { count: 0, start: 0 }
    words.forEach(({ start }, i) => {
      const near = words.slice(i).filter(word => word.end <= start + TEASER)
      const count = new Set(near.flatMap(word => word.terms)).size
      if (count > best.count) best = { count, start }
    })
    const lineStart = text.lastIndexOf("\n", best.start) + 1
    const from = best.start - lineStart < TEASER / 3 ? lineStart : text.indexOf(" ", best.start - TEASER / 4) + 1
    const space = text.lastIndexOf(" ", from + TEASER)
    const to = text.length <= from + TEASER ? text.length : space > from ? space : from + TEASER
    const html = marked(text, from, to, words).replaceAll("\n", " · ")
    return `${from > lineStart ? "… " : ""}${html}${to < text.length ? " …" : ""}`
  }

  /** Shows results in the theme's form. */
  class List {
    constructor(judge, isFolder) {
      this.judge = judge
      this.isFolder = isFolder
    }

    items(pages) {
      return pages.map(({ page, results, asked }) => {
        const shown = results.slice(0, 3 * ENOUGH).map(({ entry, score }) => this.item(entry, asked, score))
        return results.some(({ entry }) => entry === page) ? shown : [...shown, this.item(page, asked, 0)]
      })
    }

    item(number, asked, score) {
      const entry = this.judge.entries[number]
      const terms = {}
      const [title, text] = [entry.title, entry.text].map((value, field) => {
        const hits = asked.map(({ found }) => new Set(found.get(number)?.[field]?.positions))
        const words = this.judge.speller
          .words(value)
          .map(word => ({ ...word, terms: hits.flatMap((positions, i) => (positions.has(word.position) ? [i] : [])) }))
          .filter(word => word.terms.length)
        // The page that the result opens marks these: as the text spells them, whatever was typed.
        for (const { token, terms: of } of words)
          if (of.some(i => asked[i].word.letters.length > 1)) terms[token.toLowerCase()] = true
        return field === TITLE ? marked(value, 0, value.length, words) : teaser(value, words)
      })
      if (score) for (const term of asked) if (!this.judge.has(number, term)) terms[term.typed] = false
      return { location: this.location(entry.address), title, text, score, terms }
    }

    /** A folder of files has no web server that answers for `hop/…/` with the page in it. */
    location(address) {
      if (!this.isFolder) return address
      const [path, ...anchor] = address.split("#")
      return [path === "" || path.endsWith("/") ? `${path}index.html` : path, ...anchor].join("#")
    }
  }

  // --------------------------------------------------------------------------------------------------- conversation

  const pause = time => new Promise(resolve => setTimeout(resolve, time))

  /** Answers the queries of one page. */
  class Search {
    constructor(manifest, answer) {
      this.answer = answer
      this.turn = 0
      this.open(manifest)
    }

    open({ about, days, years, digits, separators, abbreviations, unreachable }) {
      this.files = new Files()
      this.unpacker = new Unpacker(digits)
      this.about = new Segment(this.files, this.unpacker, about)
      this.years = years
      this.unreachable = unreachable
      this.speller = new Speller(separators, abbreviations)
      this.judge = new Judge(this.speller)
      this.list = new List(this.judge, !isWorker)
      const [first, before] = [days.slice(0, days.indexOf(" ")), days.slice(days.indexOf(" ") + 1)]
      this.days = first ? [Date.parse(first)] : []
      if (first) for (const apart of this.unpacker.numbers(before)) this.days.push(this.days.at(-1) - apart * 86400e3)
    }

    async ask(text) {
      const turn = ++this.turn
      this.shown = undefined
      const isCurrent = () => turn === this.turn
      try {
        const terms = this.speller.query(text)
        if (terms.some(term => !term.isProhibited)) {
          await pause(PAUSE)
          if (isCurrent()) await this.search(terms, isCurrent)
        } else this.answer(RESULT, { items: [] })
      } catch (error) {
        if (!isCurrent()) return
        // The site may have been published anew since this page was opened: its index lies elsewhere then.
        const manifest = isWorker && (await newManifest().catch(() => null))
        if (manifest && manifest.about.address !== this.about.address) {
          this.open(manifest)
          return this.ask(text)
        }
        const { address, title, text: words } = this.unreachable
        const location = this.list.location(address)
        this.answer(RESULT, { items: [[{ location, title: escaped(title), text: escaped(words), score: 1, terms: {} }]] })
      }
      if (isCurrent()) this.answer(SETTLED)
    }

    async search(terms, isCurrent) {
      const now = Date.now()
      const factors = this.days.map(day => timelinessOf(new Date(day).toISOString().slice(0, 10), now))
      const best = await this.about.best(terms, unit => factors[unit] ?? 1, 0)
      if (!isCurrent()) return
      const units = await this.about.texts(best.slice(0, JUDGED).map(({ unit }) => unit))
      if (!isCurrent()) return
      let pages = this.judge.results(terms, units, now)
      this.show(pages)
      const whole = () => pages.filter(({ isWhole }) => isWhole).length
      if (whole() >= ENOUGH || !this.years.length) return
      await pause(PAUSE_BEFORE_DOCUMENTS)
      for (const [i, address] of this.years.entries()) {
        if (!isCurrent() || whole() >= (i ? FEW : ENOUGH)) return
        const table = await this.files.load(`${address}table.js`)
        const year = new Segment(this.files, this.unpacker, { address, ...table })
        const inside = await year.best(terms, () => 1, 1 / 2)
        if (!isCurrent()) return
        units.push(...(await year.texts(inside.slice(0, ENOUGH).map(({ unit }) => unit))))
        if (!isCurrent()) return
        const before = whole()
        pages = this.judge.results(terms, units, now)
        if (!i || whole() > before || address === this.years.at(-1)) this.show(pages)
      }
    }

    /** Answers, unless this query was answered so already: the theme draws its list anew, under the reader's finger. */
    show(pages) {
      const items = this.list.items(pages)
      const shown = JSON.stringify(items)
      if (shown !== this.shown) this.answer(RESULT, { items })
      this.shown = shown
    }
  }

  const newManifest = async () => {
    const response = await fetch(new URL("search/search_index.json", root), { cache: "no-store" })
    return (await response.json()).docs
  }

  let search

  /** Takes a message of the theme; `answer` sends one back. */
  const receive = ({ type, data }, answer) => {
    if (type === SETUP) {
      search = new Search(data.docs, (type, data) => answer({ type, data }))
      answer({ type: READY })
    } else if (type === QUERY) search.ask(data)
  }

  if (isWorker) addEventListener("message", ({ data }) => receive(data, message => postMessage(message)))
  else {
    self.phonghopSearch = (_, content) => scripts.set(document.currentScript.src, content)
    Object.assign(self.phonghopSearch, { receive, fold, toneless, Spelling, Speller })
  }
})()
