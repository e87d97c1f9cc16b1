"""Measures the published site under nginx with wrk: run ``.venv/bin/python tests/bench/serving.py`` after ``make site``.

Server and load share the machine, without TLS. Prints Markdown tables: requests, latencies and errors at a thousand
connections; what pages weigh in a browser; and how long a hall's Wi-Fi takes for them.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

from playwright.sync_api import Browser, Request, sync_playwright  # noqa: E402

import chromium  # noqa: E402
from phonghop.site.publishing import publish  # noqa: E402
from web_server import nginx  # noqa: E402

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
DOCUMENT = f"{MEETING}tai-lieu/large.pdf"
"""A file that is only there to be measured: those of the portal's own meetings are samples of a page or two."""
CONNECTIONS = 1000
SECONDS = 15
PIECE = 64 << 10
SIZE = 20_000_000
DELEGATES = 500
MEGABITS = (100, 300, 1000)

RANGES = """\
request = function()
  local first = math.random(0, {last})
  return wrk.format("GET", nil, {{["Range"] = "bytes=" .. first .. "-" .. first + {piece} - 1}})
end
local function parts(thread) threads = threads or {{}}; table.insert(threads, thread) end
setup = parts
response = function(status) if status ~= 206 then wrong = (wrong or 0) + 1 end end
done = function()
  local all = 0
  for _, thread in ipairs(threads) do all = all + (thread:get("wrong") or 0) end
  print("Not 206: " .. all)
end
"""


def load(address: str, *options: str) -> list[str]:
    """Return requests a second, median and 99th percentile, megabytes a second, errors, as wrk tells them."""
    command = [
        "wrk",
        "-t2",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "--latency",
        "--timeout",
        "10s",
        *options,
        address,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def found(pattern: str, otherwise: str = "0") -> str:
        match = re.search(pattern, said)
        return match[1] if match else otherwise

    sockets = sum(
        map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", found(r"Socket errors: (.*)", "")))
    )
    errors = sockets + int(found(r"Non-2xx or 3xx responses: (\d+)")) + int(found(r"Not 206: (\d+)"))
    speeds = [
        found(pattern)
        for pattern in (r"Requests/sec:\s+(\S+)", r"50%\s+(\S+)", r"99%\s+(\S+)", r"Transfer/sec:\s+(\S+)")
    ]
    return [*speeds, str(errors)]


def weighed(browser: Browser, address: str, *pages: str) -> list[int]:
    """Return how many bytes each of `pages` brings into one browser that opens them in turn, headers included."""
    weights = []
    with browser.new_context() as context:
        page = context.new_page()
        for name in pages:
            finished: list[Request] = []
            context.on("requestfinished", lambda request, finished=finished: finished.append(request))
            page.goto(address + name, wait_until="networkidle")
            sizes = [request.sizes() for request in tuple(finished)]
            weights.append(sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes))
    return weights


def row(*cells: object) -> None:
    """Print a line of a table."""
    print("|", " | ".join(map(str, cells)), "|")


def main() -> None:
    """Measure and print."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, 8192))
    if shutil.which("wrk") is None:
        sys.exit("Không thấy wrk. Cài: sudo apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        live = publish(PROJECT / "site", work / "www").live
        (live / DOCUMENT).write_bytes(random.Random(1).randbytes(SIZE))
        ranges = work / "ranges.lua"
        ranges.write_text(RANGES.format(last=SIZE - PIECE, piece=PIECE))
        before = os.getloadavg()[0]
        with nginx(live, work / "nginx") as address:
            page = load(address + MEETING, "-H", "Accept-Encoding: br")
            pieces = load(address + DOCUMENT, "-s", str(ranges))
            browser = chromium.start(playwright.chromium)
            first, again = weighed(browser, address, MEETING, MEETING)
            browser.close()
    print(f"Load of the machine before: {before:.1f}; {os.cpu_count()} processors.\n")
    row("what", "requests/s", "median", "p99", "a second", "errors")
    row(*["---"] * 6)
    row("meeting page, Brotli", *page)
    row(f"pieces of 64 KiB of a PDF of {SIZE / 1e6:.0f} MB", *pieces)
    print()
    row(f"{DELEGATES} delegates ×", "bytes each", *(f"{speed} Mb/s" for speed in MEGABITS))
    row(*["---"] * (2 + len(MEGABITS)))
    weights = {
        "meeting page, first visit": first,
        "the same page again": again,
        "a document of 20 MB": SIZE,
    }
    for name, weight in weights.items():
        times = (f"{DELEGATES * weight * 8 / speed / 1e6:.1f} s" for speed in MEGABITS)
        row(name, f"{weight / 1000:.0f} kB", *times)


if __name__ == "__main__":
    main()
