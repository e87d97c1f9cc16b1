"""Changes documents at random and reads each: run ``python tests/fuzz/documents.py 100000`` for as many of each kind.

Each input may take ten seconds of a processor and four gigabytes; one that takes more is kept in ``.cache/fuzz``: make a case of it.
"""

from __future__ import annotations

import random
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from document_target import ENDINGS, ask, changed, seeds  # noqa: E402

SECONDS, BYTES = 10, 1 << 30
COPIED = 50
"""Of so many documents one is converted for reading as well."""
KEPT = HERE.parent.parent / ".cache" / "fuzz"


class TooSlowError(BaseException):
    """An input took longer than it may; no reader catches this."""


def _stop(*_: object) -> None:
    raise TooSlowError


def main(count: int, first: int, endings: tuple[str, ...]) -> None:
    """Read `count` changed documents of each kind, from the random state `first` on."""
    KEPT.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGPROF, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (4 * BYTES, 4 * BYTES))
    for ending in endings:
        whole, ended, slowest = seeds(ending), Counter[str](), 0.0
        for n in range(first, first + count):
            data = changed(random.Random(f"{ending}{n}"), random.Random(n).choice(whole))
            # Of processor time: on a busy machine the wall clock tells nothing.
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            begun = time.process_time()
            try:
                ended[ask(data, ending, copying=n % COPIED == 0)] += 1
            except TooSlowError:
                ended["too slow"] += 1
                (KEPT / f"slow-{n}{ending}").write_bytes(data)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            slowest = max(slowest, time.process_time() - begun)
        print(f"| {ending} | {count} | {dict(ended)} | {slowest:.1f} s |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0, tuple(sys.argv[3:]) or ENDINGS)
