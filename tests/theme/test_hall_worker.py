"""The worker that serves a saved meeting: what a reader deletes while a page still asks stays deleted."""

from __future__ import annotations

import json
import subprocess

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
await import("data:text/javascript," + encodeURIComponent(SCRIPT))
const request = { url: "http://x/hop/a/tai-lieu/b.pdf", method: "GET", headers: new Headers() }
const answer = await new Promise(resolve => handlers.fetch({ request, respondWith: resolve }))
console.log(JSON.stringify([await answer.text(), opened]))
"""


def test_a_copy_that_is_being_deleted_is_not_made_anew() -> None:
    """`caches.open` makes what is not there; between the list of names and that, a page may have deleted it."""
    worker = (theme_folder() / "portal/hall/worker.js").read_text("utf-8")
    script = ASKED.replace("SCRIPT", json.dumps(worker))
    command = [compute_driver_executable()[0], "--no-warnings", "--input-type=module"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["of the network", []]
