"""Prints how often the first results are right: this search, the theme's own, and Pagefind, over the same entries.

Run by hand, from the top of the checkout: `python tests/search/compare.py [--pagefind FOLDER]`, where FOLDER is one in
which `npm install pagefind` was run. What a larger archive costs is measured by `tests/bench/search.py`.
"""

import argparse
import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
import corpus
import material
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page, sync_playwright
from searching import Search, in_the_box, queries, rank, success

import chromium

PROJECT = Path(__file__).parent.parent.parent
INDEX = Path("search/search_index.json")

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


def build_site(folder: Path) -> Path:
    """Build the checkout's meetings and the generated ones below `folder`, and return the site."""
    corpus.make(PROJECT, folder, corpus.OF_THE_TABLE)
    config = load_config(str(folder / "mkdocs.yml"), strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder / "site"


def entries(site: Path) -> list[dict[str, str]]:
    """Return every entry of the site's index in the theme's form: texts are HTML; pages come before their places."""
    found: dict[str, dict[str, str]] = {}

    def add(entry: list, above: str = "") -> None:
        place, title, text, *places = entry
        address = above + place if place.startswith("#") else place
        found.setdefault(
            address, {"location": address, "title": html.escape(title), "text": html.escape(text)}
        )
        for each in places:
            add(each, address)

    for block in sorted((site / "search").glob("*/t[0-9]*.js")):
        for unit in json.loads(block.read_text("utf-8").strip().removeprefix("phonghopSearch(")[:-1]):
            for entry in unit:
                add(entry)
    return list(found.values())


def as_the_theme_has_it(site: Path, copy: Path) -> Path:
    """Return a copy of `site` with the theme's own search over the same entries."""
    shutil.copytree(site, copy)
    workers = (Path(material.__file__).parent / "templates/assets/javascripts/workers").glob("search.*.js")
    home = copy / "index.html"
    own = re.compile(r"javascripts/search\.\w+\.min\.js")
    text = own.sub(f"javascripts/workers/{next(workers).name}", home.read_text("utf-8"))
    home.write_text(text, "utf-8")
    config = {
        "lang": ["vi"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    (copy / INDEX).write_text(json.dumps({"config": config, "docs": entries(site)}), "utf-8")
    return copy


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve `site` on the loopback."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=site)
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


def main(pagefind: Path | None) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        site = build_site(folder)
        browser = chromium.start(playwright.chromium)

        def ask(name: str, folder: Path, open_search: Callable[[Page, str], Search]) -> None:
            with served(folder) as url, browser.new_context() as context:
                report(name, open_search(context.new_page(), url))

        print(f"{corpus.OF_THE_TABLE} generated meetings, {len(entries(site))} entries")
        ask("ours", site, in_the_box)
        theme = as_the_theme_has_it(site, folder / "theme")
        ask("theme", theme, in_the_box)
        if pagefind:
            script = pagefind / "make.mjs"
            script.write_text(_MAKE_PAGEFIND, "utf-8")
            subprocess.run(
                ["node", script, theme / INDEX, site / "pagefind"], check=True, stdout=subprocess.DEVNULL
            )
            ask("pagefind", site, in_pagefind)
        browser.close()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=sys.modules[__name__].__doc__)
    arguments.add_argument("--pagefind", type=Path)
    main(**vars(arguments.parse_args()))
