"""Measures search in large archives: how much is stored, how much a phone loads for a query, how long it waits.

Run by hand: ``python tests/bench/search.py [--counts 100 1000 5000]``. Prints a Markdown table of this machine and run. With
``--one-index SCRIPT`` it also measures one index for all meetings, as the theme has it; SCRIPT takes the place of the
theme's ``lunr.vi.min.js``.

Meetings are those of `generate`, each with ten documents of three pages; their words follow each other as those in the
checkout's own documents do. The phone: Chromium at 390 × 844, whose renderer runs a quarter of the time, its workers included
(DevTools slows only the page's own thread), and a server that answers after 150 ms and sends 200 kB/s in all, compressed
("fast 3G"). Nothing is in the phone's cache. The query is typed at once when search is ready.
"""

from __future__ import annotations

import argparse
import gzip
import html
import http.server
import itertools
import json
import os
import random
import re
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import generate  # which shows where the tests are
import material
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

import chromium
from phonghop.documents.inspect import inspect_portal
from phonghop.pages.meeting import meeting_view
from phonghop.portal import MeetingFolder, load
from phonghop.search.analysis import Analysis, analyse
from phonghop.search.entries import Entry, meeting_entry
from phonghop.search.index import index
from phonghop.text.strings import strings

PROJECT = Path(__file__).parent.parent.parent
LATENCY = 0.15
BYTES_A_SECOND = 200_000
SHARE = 0.25
TURN = 0.016
PAGES = 3
WORDS = 250
REPEATS = 3
START = "huong-dan/"
QUERIES = (
    "hoi nghi",
    "giao ban cong tac noi chinh quy II",
    "bao cao giam ngheo so 57",
    "1234-BC/TU",
    "chuyen doi so",
)
OLD_INDEX = "search/search_index.json"
OLD_SCRIPT = "assets/javascripts/lunr/min/lunr.vi.min.js"


def words_like_ours(cache: Path) -> dict[str, list[str]]:
    """Return, for each word of the checkout's documents, those that follow it there."""
    portal, _ = load(PROJECT)
    assert portal is not None
    following: dict[str, list[str]] = {}
    for known in inspect_portal(portal, cache).values():
        found = " ".join(known.contents.text).split()
        for word, then in itertools.pairwise(found):
            following.setdefault(word, []).append(then)
    return following


def page_text(dice: random.Random, following: dict[str, list[str]], names: list[str]) -> str:
    """Return a page of text; its first words are a number that no other document has."""
    word = dice.choice(names)
    text = [f"Số {dice.randrange(10_000)}-BC/TU", word]
    for _ in range(WORDS):
        then = following.get(word)
        word = then[int(dice.random() * len(then))] if then else dice.choice(names)
        text.append(word)
    return " ".join(text)


def documents(folder: MeetingFolder, following: dict[str, list[str]], names: list[str]) -> Iterator[Entry]:
    """Yield the documents of a meeting, the same each time."""
    dice = random.Random(folder.id)
    for document in folder.meeting.documents:
        places = tuple(
            Entry(f"#page={n}", f"Trang {n}", page_text(dice, following, names)) for n in range(1, PAGES + 1)
        )
        address = f"hop/{folder.id}/tai-lieu/{document.key}.pdf"
        yield Entry(address, document.name, folder.meeting.name, places)


@dataclass
class Archive:
    """The meetings of an archive as search has them, and what it took."""

    entries: list[tuple[date, Entry, tuple[Entry, ...]]]
    view_seconds: float

    def analyses(self, *, with_text: bool) -> Iterator[Analysis]:
        for day, page, papers in reversed(self.entries):
            yield analyse(
                day, page, papers if with_text else (Entry(p.address, p.title, p.text) for p in papers)
            )


def archive(root: Path, count: int, following: dict[str, list[str]]) -> Archive:
    """Return `count` generated meetings."""
    generate.generate(root, count)
    portal, problems = load(root)
    assert portal is not None, problems[:3]
    names = sorted(following)
    t = strings("vi")
    entries = []
    spent = 0.0
    for folder in portal.folders:
        view = meeting_view(folder, portal, {}, "https://hop.example.gov.vn/", t)
        start = time.perf_counter()
        page = meeting_entry(view, t)
        spent += time.perf_counter() - start
        entries.append((folder.meeting.start.day, page, tuple(documents(folder, following, names))))
    return Archive(entries, spent)


def make_shell(folder: Path) -> Path:
    """Build a site without meetings, and return it: the page that search is opened on."""
    (folder / "meetings").mkdir(parents=True)
    shutil.copytree(PROJECT / "content", folder / "content")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    (folder / "meetings" / "portal.yml").write_text(
        "name: Cổng đo\npublisher: Văn phòng\nbodies:\n  - {id: van-phong, name: Văn phòng, letters: none}\n",
        "utf-8",
    )
    config = load_config(str(folder / "mkdocs.yml"), strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder / "site"


def one_index(entries: Iterable[tuple[date, Entry, tuple[Entry, ...]]]) -> bytes:
    """Return the same entries as one index in the theme's form."""
    docs: list[dict[str, str]] = []

    def add(entry: Entry, above: str = "") -> None:
        address = above + entry.address if entry.address.startswith("#") else entry.address
        docs.append({"location": address, "title": html.escape(entry.title), "text": html.escape(entry.text)})
        for place in entry.places:
            add(place, address)

    for _, page, papers in entries:
        for entry in (page, *papers):
            add(entry)
    config = {
        "lang": ["vi"],
        "separator": r"[\s!-/:-@\[-`{-~\u00a0-\u00bf\u200b-\u206f]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    return json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":")).encode()


def with_one_index(shell: Path, copy: Path, script: Path, content: bytes) -> Path:
    """Return a copy of `shell` whose search is the theme's own worker over one index."""
    shutil.copytree(shell, copy, ignore=shutil.ignore_patterns("search"))
    upstream = Path(material.__file__).parent / "templates"
    worker = next((upstream / "assets/javascripts/workers").glob("search.*.js")).name
    page = copy / START / "index.html"
    text = re.sub(
        r"javascripts/search\.\w+\.min\.js", f"javascripts/workers/{worker}", page.read_text("utf-8")
    )
    page.write_text(text, "utf-8")
    shutil.copy(script, copy / OLD_SCRIPT)
    (copy / OLD_INDEX).parent.mkdir()
    (copy / OLD_INDEX).write_bytes(content)
    return copy


@dataclass
class Sent:
    """What the server sent: bytes by address, one entry for each request."""

    log: list[tuple[str, int]] = field(default_factory=list)

    def of_search(self) -> tuple[int, int]:
        own = [size for address, size in self.log if address.startswith("/search/")]
        return len(own), sum(own)


class _Line:
    """A line that all connections share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = 0.0

    def send(self, size: int) -> None:
        with self._lock:
            begin = max(time.monotonic(), self._free)
            self._free = begin + size / BYTES_A_SECOND
            wait = self._free - time.monotonic()
        time.sleep(max(0.0, wait))


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """Serve `site` as over a mobile network."""
    sent = Sent()
    line = _Line()
    compressed: dict[Path, bytes] = {}

    class Slow(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *args: object) -> None:
            self.is_new = True
            super().__init__(*args, directory=str(site))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            time.sleep(LATENCY * (2 if self.is_new else 1))  # a connection is opened in one round trip
            self.is_new = False
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.exists():
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = compressed.setdefault(path, gzip.compress(path.read_bytes(), 6))
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            sent.log.append((self.path, len(body)))
            for at in range(0, len(body), 4096):
                piece = body[at : at + 4096]
                line.send(len(piece))
                self.wfile.write(piece)

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A browser that is closed in the middle is no error."""

    with Server(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()


def renderers() -> list[int]:
    """Return the processes of pages among those that this process started."""
    parents, pages = {}, []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if b"--type=renderer" in (entry / "cmdline").read_bytes():
                pages.append(int(entry.name))
        except (OSError, ValueError):
            continue

    def is_ours(process: int) -> bool:
        while process > 1 and process != os.getpid():
            process = parents.get(process, 0)
        return process == os.getpid()

    return [process for process in pages if is_ours(process)]


@contextmanager
def slowed() -> Iterator[None]:
    """Let pages run a quarter of the time."""
    done = threading.Event()
    known: list[int] = []

    def turn() -> None:
        looked = 0.0
        while not done.is_set():
            if time.monotonic() - looked > 0.2:
                known[:] = renderers()
                looked = time.monotonic()
            for action, share in ((signal.SIGSTOP, 1 - SHARE), (signal.SIGCONT, SHARE)):
                for process in known:
                    try:
                        os.kill(process, action)
                    except ProcessLookupError:
                        continue
                time.sleep(TURN * share)

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


WATCH = """
const [READY, FIRST] = [1, ".md-search-result__item"]
window.Worker = class extends Worker {
  constructor(url) {
    super(url)
    this.addEventListener("message", ({ data }) => { if (data.type === READY) window.searchReady = performance.now() })
  }
}
addEventListener("keyup", () => { window.lastKey = performance.now() }, true)
new MutationObserver((_, observer) => {
  if (!document.querySelector(FIRST)) return
  window.firstResult = performance.now()
  observer.disconnect()
}).observe(document, { childList: true, subtree: true })
"""


@dataclass
class Wait:
    """Seconds from opening a page and its box until search is ready, and from the last key to the first result.

    Requests and compressed bytes for search until the first result, and bytes until nothing more comes.
    """

    ready: float
    answer: float
    requests: int
    size: int
    total: int


def wait(browser: Browser, site: Path, query: str, limit: float) -> Wait:
    """Ask one query on a phone that has never been here."""
    with served(site) as (url, sent), browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.set_default_timeout(limit * 1000)
        page.add_init_script(WATCH)
        with slowed():
            page.goto(url + START, wait_until="commit")
            page.locator("[data-ph-search]").click()
            ready = page.wait_for_function("window.searchReady").json_value() / 1000
            page.locator(".md-search__input").press_sequentially(query)
            page.wait_for_function("window.firstResult")
            answer = page.evaluate("firstResult - lastKey") / 1000
            requests, size = sent.of_search()
            quiet = 0
            while quiet < 8:
                before = len(sent.log)
                page.wait_for_timeout(250)
                quiet = quiet + 1 if len(sent.log) == before else 0
        return Wait(ready, answer, requests, size, sent.of_search()[1])


def put(site: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int, int]:
    """Replace the index of `site`; return how many files it has, their bytes, and those bytes compressed."""
    shutil.rmtree(site / "search", ignore_errors=True)
    number = size = small = 0
    for address, content in files:
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if address.endswith(".js") and number % 20 == 0:
            small += 20 * len(gzip.compress(content, 6))
        number += 1
        size += len(content)
    return number, size, small


def measure(browser: Browser, site: Path, limit: float = 60, repeats: int = REPEATS) -> tuple[str, str]:
    """Return cells, in each the median of all queries and the worst; and a line for each query."""
    lines = []
    of_queries = []
    for query in QUERIES:
        found = [wait(browser, site, query, limit) for _ in range(repeats)]
        of_query = {
            "ready": statistics.median(each.ready for each in found),
            "answer": statistics.median(each.answer for each in found),
            "requests": max(each.requests for each in found),
            "kB": max(each.size for each in found) / 1000,
            "kB in all": max(each.total for each in found) / 1000,
        }
        of_queries.append(of_query)
        lines.append(f"    {query}: " + ", ".join(f"{name} {value:.1f}" for name, value in of_query.items()))

    def cell(name: str, digits: int) -> str:
        values = [each[name] for each in of_queries]
        return f"{statistics.median(values):.{digits}f} ({max(values):.{digits}f})"

    cells = [cell("ready", 1), cell("answer", 1), cell("requests", 0), cell("kB", 0), cell("kB in all", 0)]
    return " | ".join(cells), "\n".join(lines)


def main(counts: list[int], script: Path | None) -> None:
    """Print a line for each size and design."""
    print(
        "| meetings | design | index MB (compressed) | files | ms a meeting to build: without, with text of documents | ready, s | first result, s | requests | kB | kB in all |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        following = words_like_ours(folder / "cache")
        shell = make_shell(folder / "shell")
        browser = chromium.start(playwright.chromium)
        for count in counts:
            made = archive(folder / "portal", count, following)
            start = time.process_time()
            for _ in index(made.analyses(with_text=False), (), strings("vi")):
                pass
            without = (time.process_time() - start + made.view_seconds) / count * 1000
            start = time.process_time()
            number, size, small = put(shell, index(made.analyses(with_text=True), (), strings("vi")))
            with_text = (time.process_time() - start) / count * 1000
            cell, lines = measure(browser, shell)
            print(
                f"| {count:,} | shards | {size / 1e6:.1f} ({small / 1e6:.1f}) | {number:,} | {without:.1f}, {with_text:.0f} | {cell} |"
            )
            print(lines, os.getloadavg(), file=sys.stderr, flush=True)
            if script:
                content = one_index(made.entries)
                compressed = len(gzip.compress(content, 6))
                told = f"| {count:,} | one index | {len(content) / 1e6:.1f} ({compressed / 1e6:.1f}) | 1 | | "
                if compressed / BYTES_A_SECOND < 60:
                    old = with_one_index(shell, folder / f"old-{count}", script, content)
                    cell, lines = measure(browser, old, 600, 1)
                    print(f"{told}{cell} |")
                    print(lines, os.getloadavg(), file=sys.stderr, flush=True)
                else:
                    print(
                        f"{told}more than {compressed / BYTES_A_SECOND:.0f} to download | 1 | {compressed / 1000:.0f} | |"
                    )
        print(
            f"\nChromium {browser.version}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        browser.close()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--counts", type=int, nargs="+", default=[100, 1000, 5000])
    arguments.add_argument("--one-index", type=Path, dest="script")
    main(**vars(arguments.parse_args()))
