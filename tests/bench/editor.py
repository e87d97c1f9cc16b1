"""How long a clerk waits: `python tests/bench/editor.py [COUNT]` prints seconds, for the sample portal or one with COUNT meetings.

Each figure is the median of seven tries over HTTP on this machine, after one that is not counted.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "editing")]

from clerks import Clerk, editor  # noqa: E402
from generate import generate  # noqa: E402

_TRIES = 7


def waited(do: Callable[[], object]) -> float:
    """Return how many seconds `do` takes."""
    times = []
    for _ in range(_TRIES + 1):
        start = time.perf_counter()
        do()
        times.append(time.perf_counter() - start)
    return median(times[1:])


def main() -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder, "portal")
        if len(sys.argv) > 1:
            generate(root, int(sys.argv[1]))
        else:
            shutil.copytree(TESTS.parent / "meetings", root / "meetings")
        meetings = sorted(path.parent for path in root.glob("meetings/*/meeting.yml"))
        largest = max(meetings, key=lambda path: (path / "meeting.yml").stat().st_size).name
        with editor(root) as address:
            clerk, here = Clerk(address), f"/cuoc-hop/{largest}"
            number = iter(range(100))
            figures = {
                "list of meetings": waited(lambda: clerk.get("/")),
                "form of the largest meeting": waited(lambda: clerk.get(here)),
                "a field changed and checked": waited(
                    lambda: clerk.post(f"{here}/muc/notes", **{"notes/0/text": f"Lưu ý {next(number)}"})
                ),
                "preview of the page after that": waited(lambda: clerk.get(f"{here}/trang")),
                "preview of the letter": waited(lambda: clerk.get(f"{here}/giay-moi.pdf")),
            }
    print(f"{len(meetings)} meetings")
    for what, seconds in figures.items():
        print(f"{seconds:6.2f} s  {what}")


if __name__ == "__main__":
    main()
