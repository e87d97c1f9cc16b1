// Dropped files, the lit line of the letter, and the preview: the forms themselves need no script.
"use strict";

document.documentElement.classList.add("js");
const told = document.getElementById("told");

async function send(address, file, day) {
  const headers = { "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" };
  if (day) headers["X-Day"] = day;
  const answer = await fetch(address, { method: "POST", headers, body: file });
  return { ok: answer.ok, status: answer.status, text: await answer.text() };
}

async function take(zone, files, day) {
  let last = null;
  for (const file of files) {
    told.textContent = zone.dataset.busy;
    last = await send(zone.dataset.address, file, day);
    if (!last.ok) break;
  }
  if (!last) return;
  const ask = zone.querySelector(".ask");
  if (last.status === 422 && ask) {
    // A letter that tells no day: the clerk does, and the same file is sent again.
    ask.hidden = false;
    ask.querySelector("input").onchange = (event) => event.target.value && take(zone, files, event.target.value);
  }
  if (!last.ok) {
    told.textContent = last.text;
    told.focus();
    return;
  }
  const target = new URL(last.text, location.href);
  if (target.pathname === location.pathname) {
    location.hash = target.hash;
    location.reload();
  } else location.assign(target);
}

for (const zone of document.querySelectorAll("[data-address]")) {
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => take(zone, input.files));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(zone, event.dataTransfer.files);
  });
}

// The line of the letter that a field was read from.
document.addEventListener("focusin", (event) => {
  const field = event.target.closest("[data-lines]");
  if (!field) return;
  for (const line of document.querySelectorAll(".letter .lit")) line.classList.remove("lit");
  const lines = field.dataset.lines.split(" ").map((n) => document.getElementById(`line-${n}`)).filter(Boolean);
  for (const line of lines) line.classList.add("lit");
  if (lines.length) lines[0].scrollIntoView({ block: "nearest" });
});

// A link to a field opens the parts that hold it.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  target.scrollIntoView({ block: "center" });
  if (target.matches("input, select, textarea")) target.focus();
}
addEventListener("hashchange", reveal);
reveal();

// What is shown beside follows what was changed.
const frame = document.querySelector("iframe[name=preview]");
document.addEventListener("htmx:afterSwap", () => {
  if (frame) frame.contentWindow.location.reload();
});

for (const link of document.querySelectorAll("[data-show]")) {
  link.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[data-show]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    document.querySelector(".beside").dataset.shown = link.dataset.show;
  });
}
