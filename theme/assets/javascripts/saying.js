// What the scripts say, in words that the build sets in front of them (`site/theme_assets.py`).

const spoken = globalThis.phonghopWords ?? {}

/** Returns the words of `key`, with `n` put where they have a place for it. */
export const say = (key, n) => (spoken[key] ?? "").replace("{n}", () => n)

/** Gives `element` its words; without any it is hidden. */
export const show = (element, text) => {
  if (!element) return
  element.textContent = text
  element.hidden = !text
}
