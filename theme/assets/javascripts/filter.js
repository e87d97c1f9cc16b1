// Narrowing a list down, as one types or chooses. Without this file the whole list is there.
import { fold } from "./folding.js"

/** Returns the words of `text` as one string in which each begins after a space. */
export const wordsOf = text => ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`

/**
 * Offers the filters of a page: every word typed must begin a word of the row or of its heading. What is left is said; a property
 * that all rows share is not offered as a choice.
 */
export const filterLists = () => {
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
