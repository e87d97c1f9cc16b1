"""Measures the printed letter: run ``make bench``. Prints a Markdown table; the figures hold for this machine and run only."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from phonghop.pages.letters import letter_of
from phonghop.paper.letters import Letter
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import render_pdf, render_pdfs
from phonghop.portal import load
from phonghop.text.strings import strings

PROJECT = Path(__file__).parent.parent.parent
MEETING = "2026-07-01-so-ket-nghi-quyet-57"
ADDRESSEES = 250
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median of several rounds of `work`."""
    return statistics.median(seconds(work) for _ in range(ROUNDS))


def main() -> None:
    """Measure one meeting's letter, alone and once for each of many addressees."""
    portal, _ = load(PROJECT)
    if portal is None:
        sys.exit("the meetings cannot be read; run: phonghop check")
    letter = letter_of(portal.by_id[MEETING], portal, "https://hop.example.gov.vn/", "print", strings("vi"))
    cold = seconds(lambda: render_pdf(letter))
    many: list[Letter] = [replace(letter, addressees=(f"Đảng ủy xã số {n}",)) for n in range(ADDRESSEES)]
    rows = [
        ("first PDF of a process", cold, 1),
        ("one PDF, warm", median_seconds(lambda: render_pdf(letter)), 1),
        (
            f"{ADDRESSEES} addressees, one thread",
            median_seconds(lambda: list(render_pdfs(many, workers=1))),
            ADDRESSEES,
        ),
        (
            f"{ADDRESSEES} addressees, two threads",
            median_seconds(lambda: list(render_pdfs(many, workers=2))),
            ADDRESSEES,
        ),
        ("one DOCX, warm", median_seconds(lambda: render_docx(letter)), 1),
    ]
    print("| letter of three pages, four codes | seconds | letters a second |")
    print("|---|---|---|")
    for name, took, count in rows:
        print(f"| {name} | {took:.2f} | {count / took:.1f} |")


if __name__ == "__main__":
    main()
