// The table of contents that a PDF carries, as nested lists of buttons.

/** Returns a list of what is in `outline`, or null where it is empty; `go(destination)` opens a place. */
export const outlineList = (outline, go) => {
  const own = (outline ?? []).filter(({ title }) => title.trim())
  if (!own.length) return null
  const list = document.createElement("ul")
  for (const { title, dest, items } of own) {
    const entry = document.createElement("li")
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: title.trim() })
    button.disabled = !dest
    button.addEventListener("click", () => go(dest))
    entry.append(button)
    const below = outlineList(items, go)
    if (below) entry.append(below)
    list.append(entry)
  }
  return list
}
