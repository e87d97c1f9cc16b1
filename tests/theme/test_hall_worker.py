"""Saved meetings: what a reader deletes while the worker serves it, or a page compares it, stays deleted."""

from __future__ import annotations

import json
import subprocess

import pytest
from playwright._impl._driver import compute_driver_executable

from phonghop.theme_files import theme_folder

ASKED = """
const handlers = {}, opened = []
Object.assign(globalThis, {
  words: {}, location: { origin: "http://x" }, self: { registration: { scope: "http://x/hop/a/" } },
  addEventListener: (name, does) => { handlers[name] = does }, fetch: async () => new Response("of the network"),
  caches: { keys: async () => ["hall /hop/a/ r 1"], match: async () => undefined,
            open: async name => { opened.push(name); return { match: async () => undefined } } },
})
;(0, eval)(SCRIPT)
const request = { url: "http://x/hop/a/tai-lieu/b.pdf", method: "GET", headers: new Headers() }
const answer = await new Promise(resolve => handlers.fetch({ request, respondWith: resolve }))
console.log(JSON.stringify([await answer.text(), opened]))
"""

COMPARED = """
const kept = new Map([["hall /hop/a/ r 1", { path: "/hop/a/", at: 1, files: [], saved: 0, total: 0, revision: "r" }]])
const put = []
let isCompared = false
const part = () => ({ dataset: {}, classList: { add() {}, toggle() { isCompared = true } }, querySelector: part })
const box = { ...part(), dataset: { phHall: "hall.json" }, querySelectorAll: () => [] }
const locks = { last: Promise.resolve(), request: (name, does) => (locks.last = locks.last.then(does)) }
Object.defineProperty(globalThis, "navigator", { value: { serviceWorker: {}, locks, userAgent: "" } })
Object.assign(globalThis, {
  window: globalThis, words: { zone: "Asia/Ho_Chi_Minh", clock: "", saved: "", count: "" }, location: new URL("http://x/hop/a/"),
  document: { querySelector: () => null },
  caches: {
    keys: async () => [...kept.keys()], has: async name => kept.has(name), match: async () => Response.json(kept.get("hall /hop/a/ r 1")),
    open: async name => ({ put: async () => { put.push([name, kept.has(name)]) } }),
  },
})
let answer
globalThis.fetch = () => new Promise(resolve => { answer = () => resolve(Response.json({ revision: "r", files: [] })) })
;(0, eval)(SCRIPT)
window.phonghopHall.attach(box)
const turn = () => new Promise(resolve => setTimeout(resolve))
while (!answer) await turn()
if (DELETED) locks.request("phonghop hall", async () => { await turn(); kept.clear() })
answer()
while (!isCompared) await turn()
console.log(JSON.stringify(put))
"""


def _printed(script: str, path: str, **values: object) -> object:
    """Return the JSON that `script` prints; SCRIPT in it is the file `path` of the theme's hall."""
    values["SCRIPT"] = (theme_folder() / "portal/hall" / path).read_text("utf-8")
    for name, value in values.items():
        script = script.replace(name, json.dumps(value))
    command = [compute_driver_executable()[0], "--no-warnings", "--input-type=module"]
    done = subprocess.run(command, input=script, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def test_a_copy_that_is_being_deleted_is_not_made_anew() -> None:
    """`caches.open` makes what is not there; between the list of names and that, a page may have deleted it."""
    assert _printed(ASKED, "worker.js") == ["of the network", []]


@pytest.mark.parametrize("is_deleted", [True, False])
def test_what_a_page_learns_of_a_copy_is_not_written_where_it_was_deleted(is_deleted: bool) -> None:
    """`cache.put` needs an open cache, and `caches.open` makes one."""
    written = _printed(COMPARED, "hall.js", DELETED=is_deleted)
    assert written == ([] if is_deleted else [["hall /hop/a/ r 1", True]])
