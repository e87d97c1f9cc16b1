"""Prints how often the first results are right: this search, the theme's own, and Pagefind, over the same entries.

Run by hand, from the top of the checkout: `python tests/search/compare.py [--meetings 300] [--pagefind FOLDER]`, where
FOLDER is one in which `npm install pagefind` was run. Also prints the size of the index and the time to the first result
on a slow phone, so that `--meetings 1000` tells what a larger archive costs.
"""

import argparse
import functools
import gzip
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import corpus
import material
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, sync_playwright
from searching import Search, in_the_box, queries, rank, success

PROJECT = Path(__file__).parent.parent.parent
INDEX = Path("search/search_index.json")
LANGUAGE = Path("assets/javascripts/lunr/min/lunr.vi.min.js")
SLOWDOWN = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
}  # "fast 3G"

_MAKE_PAGEFIND = """
import { readFileSync } from "node:fs"
import { createIndex } from "pagefind"
const [index, output] = process.argv.slice(2)
const { index: pagefind } = await createIndex()
for (const { location, title, text } of JSON.parse(readFileSync(index)).docs)
  await pagefind.addCustomRecord({
    url: "/" + location, content: `${title}. ${text.replace(/<[^>]*>/g, " ")}`, language: "vi", meta: { title },
  })
await pagefind.writeFiles({ outputPath: output })
process.exit()
"""
_ASK_PAGEFIND = """async text => {
  const pagefind = await import("/pagefind/pagefind.js")
  const { results } = await pagefind.search(text)
  const found = await Promise.all(results.slice(0, 30).map(result => result.data()))
  return found.map(({ url }) => url.slice(1))
}"""


def build_site(folder: Path, meetings: int) -> Path:
    """Build the checkout's meetings and `meetings` generated ones below `folder`, and return the site."""
    corpus.make(PROJECT, folder, meetings)
    config = load_config(str(folder / "mkdocs.yml"), strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder / "site"


def as_the_theme_has_it(site: Path, copy: Path) -> Path:
    """Return a copy of `site` with the theme's own search over the same entries."""
    shutil.copytree(site, copy)
    shutil.copy(Path(material.__file__).parent / "templates" / LANGUAGE, copy / LANGUAGE)
    data = json.loads((copy / INDEX).read_text("utf-8"))
    data["config"]["separator"] = r"[\s\-]+"
    (copy / INDEX).write_text(json.dumps(data), "utf-8")
    return copy


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve `site` on the loopback, compressed as web hosts do."""

    class Compressed(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.exists():
                self.send_error(http.HTTPStatus.NOT_FOUND)
                return
            body = gzip.compress(path.read_bytes(), compresslevel=6)
            self.send_response(http.HTTPStatus.OK)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Compressed, directory=site)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def in_pagefind(page: Page, url: str) -> Search:
    """Return Pagefind's search; like the theme's, results of one page are one result, at the place of the best."""
    page.goto(url + "huong-dan/")

    def search(text: str) -> list[list[str]]:
        by_page: dict[str, list[str]] = {}
        for address in page.evaluate(_ASK_PAGEFIND, text):
            by_page.setdefault(address.split("#")[0], []).append(address)
        return list(by_page.values())[:10]

    return search


def report(name: str, search: Search) -> None:
    ranks = {query: rank(query, search(query.text)) for query in queries()}
    for part in ("tune", "held-out"):
        own = [place for query, place in ranks.items() if query.set == part]
        print(f"{name:<10} {part:<9} {len(own)} queries  @1 {success(own, 1):.2f}  @3 {success(own, 3):.2f}")


def first_result(browser: Browser, url: str) -> float:
    """Return the seconds from opening the page on a slow phone, typing at once, to the first result."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        begun = time.perf_counter()
        page.goto(url + "huong-dan/", wait_until="domcontentloaded")
        page.locator(".md-header label[for=__search]").first.click()
        page.locator(".md-search__input").press_sequentially("hoi nghi")
        page.locator(".md-search-result__item").first.wait_for(timeout=300_000)
        return time.perf_counter() - begun


def main(meetings: int, pagefind: Path | None) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        site = build_site(folder, meetings)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def ask(name: str, folder: Path, open_search: Callable[[Page, str], Search]) -> None:
            with served(folder) as url, browser.new_context() as context:
                report(name, open_search(context.new_page(), url))

        entries = len(json.loads((site / INDEX).read_text("utf-8"))["docs"])
        index = (site / INDEX).read_bytes()
        sizes = f"{len(index) / 1e6:.2f} MB, {len(gzip.compress(index)) / 1e6:.2f} MB compressed"
        print(f"{meetings} generated meetings, {entries} entries, index {sizes}")
        with served(site) as url:
            print(f"first result on a slow phone after {first_result(browser, url):.1f} s")
        # With other meetings some of the table's answers would be absent, or no longer the only ones.
        if meetings != corpus.OF_THE_TABLE:
            browser.close()
            return
        ask("ours", site, in_the_box)
        ask("theme", as_the_theme_has_it(site, folder / "theme"), in_the_box)
        if pagefind:
            script = pagefind / "make.mjs"
            script.write_text(_MAKE_PAGEFIND, "utf-8")
            subprocess.run(
                ["node", script, site / INDEX, site / "pagefind"], check=True, stdout=subprocess.DEVNULL
            )
            ask("pagefind", site, in_pagefind)
        browser.close()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=sys.modules[__name__].__doc__)
    arguments.add_argument("--meetings", type=int, default=300)
    arguments.add_argument("--pagefind", type=Path)
    main(**vars(arguments.parse_args()))
