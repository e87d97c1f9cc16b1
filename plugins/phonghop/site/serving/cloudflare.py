"""What Cloudflare Pages does not take, told before it refuses.

Its documentation (Pages, "Limits", January 2026): 20,000 files on the free plan and 100,000 on paid ones; 25 MiB for a single file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from phonghop.site.checksums import files_below
from phonghop.text.problems import Place, Problem

FILES, FILES_PAID, SIZE = 20_000, 100_000, 25 * 2**20


def limit_problems(site: Path) -> Iterator[Problem]:
    """Yield a warning for each file of `site` that is too large, and one where there are too many."""
    count = 0
    for address in files_below(site):
        count += 1
        size = (site / address).stat().st_size
        if size > SIZE:
            values = {"file": address, "size": f"{size / 2**20:.0f}", "limit": SIZE // 2**20}
            yield Problem(Place(address), "PH918", values)
    if count > FILES:
        yield Problem(Place(str(site)), "PH917", {"n": count, "limit": FILES, "paid": FILES_PAID})
