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

// Items of a list are dragged by their grip. The buttons ↑ and ↓ do the same for keyboards and fingers.
let held = null;
let pressed = "";
const listOf = (row) => row.dataset.item.replace(/\/\d+$/, "");

function rowUnder(target) {
  let row = target.closest?.("[data-item]");
  while (row && listOf(row) !== listOf(held)) row = row.parentElement.closest("[data-item]");
  return row && row.closest("form") === held.closest("form") ? row : null;
}

function mark(row) {
  for (const other of document.querySelectorAll(".row.target")) other.classList.remove("target");
  if (row && row !== held) row.classList.add("target");
}

document.addEventListener("dragstart", (event) => {
  const grip = event.target.closest?.(".grip");
  if (!grip) return;
  held = grip.closest("[data-item]");
  held.classList.add("held");
  // Long items are cut while one is dragged, so that where it may go is in sight; not before the drag has its picture.
  requestAnimationFrame(() => {
    held?.parentElement.classList.add("ordering");
    held?.scrollIntoView({ block: "center" });
  });
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.item);
});
document.addEventListener("dragover", (event) => {
  const row = held && rowUnder(event.target);
  if (row) event.preventDefault();
  if (held) mark(row);
});
document.addEventListener("drop", (event) => {
  const row = held && rowUnder(event.target);
  if (!row || row === held) return;
  event.preventDefault();
  const button = document.createElement("button");
  Object.assign(button, { name: "_do", hidden: true, value: `move:${held.dataset.item}:${row.dataset.item.match(/\d+$/)}` });
  held.closest("form").append(button);
  button.click();
});
document.addEventListener("dragend", () => {
  held?.classList.remove("held");
  held?.parentElement.classList.remove("ordering");
  mark(held = null);
});
document.addEventListener("click", (event) => {
  pressed = event.target.closest?.("button[name=_do]")?.value ?? "";
});

// What is shown beside follows what was changed, and the focus an item that was moved.
const frame = document.querySelector("iframe[name=preview]");
document.addEventListener("htmx:afterSwap", () => {
  if (frame) frame.contentWindow.location.reload();
  const [, verb, list, n] = pressed.match(/^(up|down):(.*)\/(\d+)$/) ?? [];
  if (!verb) return;
  const places = [Number(n) + (verb === "up" ? -1 : 1), n].map((place) => `button[value="${verb}:${list}/${place}"]`);
  places.map((place) => document.querySelector(place)).find(Boolean)?.focus();
});

for (const link of document.querySelectorAll("[data-show]")) {
  link.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[data-show]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    document.querySelector(".beside").dataset.shown = link.dataset.show;
  });
}
