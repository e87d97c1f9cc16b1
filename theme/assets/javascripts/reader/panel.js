// One panel for search, notes and the rest: beside the pages on a wide screen, above the bar on a phone.

/** The panel `element`; each of its sections has a button in the bar whose `data-section` names it. */
export class Panel {
  constructor(element, buttons) {
    this.element = element
    this.buttons = buttons
    this.opener = null
    this.onOpen = new Map()
    for (const button of buttons) button.addEventListener("click", () => this.toggle(button.dataset.section, button))
    element.querySelector("[data-close]").addEventListener("click", () => this.close())
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && !element.hidden) this.close()
    })
  }

  get section() {
    return this.element.hidden ? null : this.element.dataset.section
  }

  toggle(section, opener) {
    if (this.section === section) this.close()
    else this.open(section, opener)
  }

  open(section, opener = null) {
    this.opener = opener ?? this.opener
    this.element.hidden = false
    this.element.dataset.section = section
    for (const part of this.element.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== section
    this.tell()
    const heading = this.element.querySelector(`[data-part="${section}"] h2`)
    this.element.setAttribute("aria-labelledby", heading.id)
    const field = this.element.querySelector(`[data-part="${section}"] [data-first]`)
    ;(field ?? heading).focus()
    this.onOpen.get(section)?.()
  }

  close() {
    this.element.hidden = true
    this.tell()
    this.opener?.focus()
    this.opener = null
  }

  tell() {
    for (const button of this.buttons) button.setAttribute("aria-expanded", this.section === button.dataset.section)
    document.body.classList.toggle("has-panel", !this.element.hidden)
    dispatchEvent(new Event("resize"))
  }
}
