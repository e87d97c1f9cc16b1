// Dropped files, the lit line of the letter, and the preview: the forms themselves need no script.
"use strict";

document.documentElement.classList.add("js");
const told = document.getElementById("told");

// What was refused is told beside what was taken.
const dropped = document.querySelector(".drop .told");
if (dropped) dropped.textContent = sessionStorage.getItem("refused") ?? "";
sessionStorage.removeItem("refused");

async function send(address, file, day) {
  const headers = { "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" };
  if (day) headers["X-Day"] = day;
  const answer = await fetch(address, { method: "POST", headers, body: file }).catch(() => null);
  if (!answer || answer.status === 403) return { ok: false, text: document.body.dataset[answer ? "restarted" : "lost"] };
  return { ok: answer.ok, status: answer.status, text: await answer.text() };
}

async function take(zone, files, day) {
  const answers = [];
  for (const file of files) {
    dropped.textContent = zone.dataset.busy;
    answers.push(await send(zone.dataset.address, file, day));
  }
  const last = answers.find((answer) => !answer.ok) ?? answers.at(-1);
  const taken = answers.findLast((answer) => answer.ok);
  if (!last) return;
  const ask = zone.querySelector(".ask");
  if (last.status === 422 && ask) {
    // A letter that tells no day: the clerk does, and the same file is sent again.
    ask.hidden = false;
    ask.querySelector("input").onchange = (event) => event.target.value && take(zone, files, event.target.value);
  }
  const refused = answers.filter((answer) => !answer.ok).map((answer) => answer.text).join(" ");
  if (!taken) {
    dropped.textContent = refused;
    dropped.focus();
    return;
  }
  sessionStorage.setItem("refused", refused);
  const target = new URL(taken.text, location.href);
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
  const fields = "input:not([type=hidden]), select, textarea";
  const field = target.matches(fields) ? target : target.matches("fieldset") && target.querySelector(fields);
  (field || target.querySelector(".told") || target).scrollIntoView({ block: "center" });
  if (field) field.focus();
}
addEventListener("hashchange", reveal);
reveal();

// Items of a list are dragged by their grip. The buttons ↑ and ↓ do the same for keyboards and fingers.
let held = null;
let seen = -1;
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
const toSee = () => [...document.querySelectorAll("#todo form button")];
document.addEventListener("click", (event) => {
  seen = toSee().indexOf(event.target);
});
// What was looked at leaves the list; the focus stays with the next.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.pathInfo.requestPath.endsWith("/xem")) (toSee()[seen] ?? toSee().at(-1) ?? document.querySelector("#todo a"))?.focus();
});

// What is shown beside follows what was changed; the focus follows an item that was added or moved.
const frame = document.querySelector("iframe[name=preview]");
document.addEventListener("htmx:afterSwap", ({ detail: { xhr } }) => {
  frame?.contentWindow.location.reload();
  for (const id of xhr.opened ?? []) document.getElementById(id)?.setAttribute("open", "");
  if (document.activeElement === document.body) xhr.focused?.()?.focus();
  const [, verb, list, n] = xhr.action.match(/^(up|down|remove):(.*)\/(\d+)$/) ?? xhr.action.match(/^(add):(.*)$/) ?? [];
  if (!verb) return;
  const add = document.querySelector(`button[value="add:${list}"]`);
  if (verb === "add") {
    const rows = [...document.querySelectorAll("[data-item]")].filter((row) => listOf(row) === list);
    rows.at(-1)?.querySelector("input, select, textarea")?.focus();
  } else if (verb === "remove") {
    (document.querySelector(`button[value="remove:${list}/${n}"]`) ?? add)?.focus();
  } else {
    const places = [Number(n) + (verb === "up" ? -1 : 1), n].map((place) => `button[value="${verb}:${list}/${place}"]`);
    places.map((place) => document.querySelector(place)).find(Boolean)?.focus();
  }
});

// Words that are typed are sent while their field still has the focus; how often a form was typed into tells what is not taken yet.
const typed = new Map();
let timer = 0;
let isLeaving = false;
let aimed = null;
let stale = null;
const say = (status) => {
  told.textContent = status === 403 ? document.body.dataset.restarted : document.body.dataset.lost;
};

async function push(form) {
  const address = form.getAttribute("hx-post");
  const count = typed.get(address);
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(address, { method: "POST", headers: { "HX-Request": "true" }, body });
    if (!answer.ok) return say(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of page.querySelectorAll("[hx-swap-oob]")) document.getElementById(part.id)?.replaceWith(part);
    const message = page.querySelector("[role=alert]");
    told.textContent = message?.textContent ?? "";
    form.elements._shown.value = page.querySelector("[name=_shown]").value;
    window.htmx.process(document.getElementById("todo"));
    frame?.contentWindow.location.reload();
    if (!message && typed.get(address) === count) typed.delete(address);
  } catch {
    say(0);
  }
}

// Forms are asked for anew: a part of the page may have been replaced meanwhile.
const formOf = (address) => document.querySelector(`form[hx-post="${address}"]`);
const pushAll = () => Promise.all([...typed.keys()].map(formOf).filter(Boolean).map(push));

document.addEventListener("input", (event) => {
  const address = event.target.closest("form[hx-post]")?.getAttribute("hx-post");
  if (!address) {
    if (event.target.id === "text") typed.set("text", 1);
    return;
  }
  typed.set(address, (typed.get(address) ?? 0) + 1);
  clearTimeout(timer);
  if (event.target.matches("select")) return;
  timer = setTimeout(pushAll, 500);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  clearTimeout(timer);
  event.detail.xhr.typed = typed.get(event.detail.pathInfo.requestPath);
  event.detail.xhr.action = `${event.detail.requestConfig.parameters._do ?? ""}`;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const address = event.detail.pathInfo.requestPath;
  if (event.detail.xhr.status !== 200) return;
  if (typed.get(address) === event.detail.xhr.typed) {
    typed.delete(address);
    // A button that is just being pressed stays where it is; what belongs beside the fields comes once one of them has the focus.
    const { xhr, target } = event.detail;
    const at = document.activeElement;
    const button = aimed ?? at;
    if (!xhr.action && button.matches("button[name=_do]")) {
      event.detail.swapOverride = "none";
      stale = button.form;
    }
    xhr.opened = [...target.querySelectorAll("details[id][open]")].map((part) => part.id);
    const { id } = at.matches("summary") ? at.parentElement : at;
    if (id) xhr.focused = () => document.querySelector(`[id="${id}"] > summary`) ?? document.getElementById(id);
  } else {
    // Somebody types on: the answer to the words before would wipe the new ones out.
    event.detail.shouldSwap = false;
    pushAll();
  }
});
document.addEventListener("pointerdown", (event) => {
  aimed = event.target.closest?.("button[name=_do]");
});
document.addEventListener("click", () => {
  aimed = null;
});
document.addEventListener("focusin", (event) => {
  if (!stale || !event.target.matches("input, select, textarea")) return;
  window.htmx.trigger(stale, "change");
  stale = null;
});
document.addEventListener("htmx:sendError", () => say(0));
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status));

// Nothing leads away from words that are not taken yet, and nowhere while the editor cannot be reached.
async function canLeave() {
  clearTimeout(timer);
  await pushAll();
  try {
    const answer = await fetch("/cua-trinh-soan/editor.css", { method: "HEAD" });
    if (!answer.ok) say(answer.status);
    isLeaving = answer.ok && [...typed.keys()].every((address) => address === "text");
  } catch {
    say(0);
  }
  if (!isLeaving) told.focus();
  return isLeaving;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[hx-post]") || isLeaving) return;
  event.preventDefault();
  if (form.dataset.ask && !confirm(form.dataset.ask)) return;
  if (!(await canLeave())) return;
  sessionStorage.setItem("place", JSON.stringify([location.pathname, scrollY]));
  form.requestSubmit(event.submitter);
});
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href^='/']:not([target])");
  if (!link || !typed.size || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (typed.has("text") || (await canLeave())) location.assign(link.href);
});
addEventListener("beforeunload", (event) => {
  if (typed.size && !isLeaving) event.preventDefault();
});
addEventListener("pageshow", () => {
  isLeaving = false;
});
document.addEventListener("keydown", (event) => {
  const save = document.getElementById("save");
  if (!save || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.activeElement.blur();
  save.click();
});

// After saving one is where one was.
const [place, height] = JSON.parse(sessionStorage.getItem("place") ?? "[]");
sessionStorage.removeItem("place");
if (place === location.pathname && location.search && !location.hash) scrollTo(0, height);
if (location.search) history.replaceState(null, "", location.pathname + location.hash);

// A line of the text that is named is chosen there.
for (const link of document.querySelectorAll("[data-line]")) {
  link.addEventListener("click", () => {
    const area = document.getElementById("text");
    const lines = area.value.split("\n");
    const start = lines.slice(0, link.dataset.line - 1).join("\n").length + (link.dataset.line > 1);
    area.focus();
    area.setSelectionRange(start, start + lines[link.dataset.line - 1].length);
  });
}

for (const link of document.querySelectorAll("[data-show]")) {
  link.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[data-show]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    document.querySelector(".beside").dataset.shown = link.dataset.show;
  });
}
