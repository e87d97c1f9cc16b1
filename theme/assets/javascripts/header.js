// The header with a keyboard: a button that opens the search box, a menu that closes, nothing hidden in the order of Tab; and
// what the theme's script would do on every page, were it loaded there: light or dark, the way back to the top.

/** Makes the header work. */
export const runHeader = () => {
  const opened = document.getElementById("__search")
  const box = document.querySelector(".md-search")
  const menu = document.querySelector("[data-ph-menu]")
  const button = document.querySelector("[data-ph-search]")
  const isWide = matchMedia("(min-width: 60em)")

  // On a phone the closed box stands outside the screen.
  const hideClosed = () => box.toggleAttribute("inert", !isWide.matches && !opened.checked)
  if (box) {
    const input = box.querySelector("input")
    const open = () => {
      box.removeAttribute("inert")
      if (!opened.checked) opened.click()
      input.focus()
    }
    hideClosed()
    opened.addEventListener("change", hideClosed)
    isWide.addEventListener("change", hideClosed)
    button.addEventListener("click", open)
    input.addEventListener("focus", () => opened.checked || open())
    // The theme listens to keys; pasting from a menu and dictation press none.
    input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })))
    addEventListener("keydown", event => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]")
      if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && ["/", "f", "s"].includes(event.key)) {
        event.preventDefault()
        open()
      }
      if (event.key === "Escape" && opened.checked) {
        opened.click()
        input.blur()
      }
    })
  }

  addEventListener("click", event => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false
  })
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu?.open) return
    menu.open = false
    menu.querySelector("summary").focus()
  })

  document.documentElement.classList.replace("no-js", "js")

  // ------------------------------------------------------------------------------------------------- light or dark

  const options = [...document.querySelectorAll("[data-md-component=palette] input")]
  const colour = index => {
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = options[index].dataset
    const colours = { media, scheme, primary, accent }
    for (const [key, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${key}`, value)
    for (const [place, { nextElementSibling: label }] of options.entries()) if (label?.matches("label")) label.hidden = place !== index
    themeColour.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor
    return { index, color: colours }
  }
  const themeColour = Object.assign(document.createElement("meta"), { name: "theme-color" }) // of the browser's own bars
  if (options.length) {
    document.head.append(themeColour)
    const kept = () => window.__md_get("__palette") // by the theme's own name, since its script reads it too
    const wished = () => Math.max(0, options.findIndex(({ dataset }) => matchMedia(dataset.mdColorMedia || "all").matches))
    const follow = () => colour(Math.min(kept()?.index ?? wished(), options.length - 1))
    follow()
    for (const { dataset } of options) matchMedia(dataset.mdColorMedia || "all").addEventListener("change", follow)
    for (const [index, option] of options.entries()) {
      option.addEventListener("change", () => window.__md_set("__palette", colour(index)))
      option.addEventListener("keydown", event => {
        if (event.key !== "Enter") return
        event.preventDefault() // it would send the form
        const next = options[(index + 1) % options.length]
        next.click()
        next.focus()
      })
    }
  }

  // -------------------------------------------------------------------------------------------- the way back to the top

  const top = document.querySelector("[data-md-component=top]")
  let before = scrollY
  const showTop = () => {
    top.hidden = scrollY >= before || scrollY < innerHeight
    before = scrollY
  }
  if (top) {
    addEventListener("scroll", showTop, { passive: true })
    top.addEventListener("click", () => scrollTo({ top: 0 }))
  }
}
