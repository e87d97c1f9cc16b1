"""Measures the gate alone: run ``python tests/bench/gate.py [PROJECT]`` on a project that has been built."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from phonghop.adapters.environment import build_moment, cache_folder
from phonghop.documents.inspect import inspect_portal
from phonghop.portal import load
from phonghop.site.canaries import canaries
from phonghop.site.checksums import files_below
from phonghop.site.gate import looks

MEGA = 1_000_000


def main(root: Path) -> None:
    """Look twice: the first time, words of PDFs that no build has looked into yet are read."""
    portal, _ = load(root)
    assert portal is not None
    files = inspect_portal(portal, cache_folder(root))
    site = root / "site"
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / MEGA
    print("| canaries | MB | s | ms a MB | found |\n|---|---|---|---|---|")
    for _ in range(2):
        start = time.perf_counter()
        forbidden = canaries(portal, files, build_moment(), root)
        found = sum(len(p) for _, _, p in looks(site, forbidden, cache_folder(root), files_below(site)))
        seconds = time.perf_counter() - start
        print(
            f"| {len(forbidden.each)} | {size:.1f} | {seconds:.2f} | {seconds / size * 1000:.0f} | {found} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
