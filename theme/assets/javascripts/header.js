// The header with a keyboard: a button that opens the search box, a menu that closes, nothing hidden in the order of Tab.
(() => {
  "use strict"
  const opened = document.getElementById("__search")
  const box = document.querySelector(".md-search")
  const menu = document.querySelector("[data-ph-menu]")
  const button = document.querySelector("[data-ph-search]")
  const isWide = matchMedia("(min-width: 60em)")

  // On a phone the closed box stands outside the screen.
  const hideClosed = () => box.toggleAttribute("inert", !isWide.matches && !opened.checked)
  if (box) {
    hideClosed()
    opened.addEventListener("change", hideClosed)
    isWide.addEventListener("change", hideClosed)
    button.addEventListener("click", () => {
      box.removeAttribute("inert")
      if (!opened.checked) opened.click()
      box.querySelector("input").focus()
    })
    // The theme listens to keys; pasting from a menu and dictation press none.
    const input = box.querySelector("input")
    input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })))
  }

  addEventListener("click", event => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false
  })
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu?.open) return
    menu.open = false
    menu.querySelector("summary").focus()
  })
})()
