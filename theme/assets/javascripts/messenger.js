// The window that a messenger opens links in, where files often cannot be opened or kept.

/**
 * Returns "ios" or "android" for such a window, "" for a browser. Names in user agents: Zalo; FBAN, FBAV and FB_IAB for Facebook and
 * Messenger; also Instagram, Line, Viber, TikTok.
 */
export const messengerOn = agent => {
  if (!/\bZalo\b|\bFB(?:AN|AV|_IAB)\b|Instagram|\bLine\/|Viber|musical_ly|TikTok/i.test(agent)) return ""
  return /iPhone|iPad|iPod/.test(agent) ? "ios" : "android"
}

/** Hints at the browser where a messenger has opened the page, and offers the page's address to be copied. */
export const helpOut = () => {
  const system = messengerOn(navigator.userAgent)
  for (const hint of document.querySelectorAll("[data-ph-messenger]")) hint.hidden = hint.dataset.phMessenger !== system
  for (const button of navigator.clipboard ? document.querySelectorAll("[data-ph-copy]") : []) {
    button.hidden = false
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href.split("#")[0])
      button.textContent = button.dataset.phCopied
    })
  }
}
