// Dropped files, the lit line of the letter, and the preview: the forms themselves need no script.
"use strict";

const told = document.getElementById("told");

async function send(address, file) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" },
    body: file,
  });
  return { ok: answer.ok, text: await answer.text() };
}

async function take(zone, files) {
  let last = null;
  for (const file of files) {
    told.textContent = zone.dataset.busy;
    last = await send(zone.dataset.address, file);
    if (!last.ok) break;
  }
  if (!last) return;
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
