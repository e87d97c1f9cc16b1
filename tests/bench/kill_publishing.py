"""Kills publishers and fills their disk, again and again, while readers poll the live site over HTTP.

Run ``.venv/bin/python tests/bench/kill_publishing.py [KILLS]`` after ``make site``. Half of the kills fall on a random
step towards the disk, half on a random moment; some come too late, as they should. A full disk is a small tmpfs, which only root may mount. Prints a
Markdown table; ends with 1 when a reader missed anything.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests/site")]

from release_samples import Steps, write_checksums  # noqa: E402

from phonghop.site.checksums import CHECKSUMS, read_checksums  # noqa: E402
from phonghop.site.publishing import publish, roll_back  # noqa: E402
from phonghop.text.problems import PortalError  # noqa: E402
from web_server import nginx  # noqa: E402

SEED = 20260701
CHANGED = 6
POLLERS = 2
FREE = (0, 500_000)
TMPFS = 48 << 20

Job = Callable[[], object]


def version(source: Path, target: Path, words: str) -> Path:
    """Write a copy of the built site `source` whose first pages end in `words`."""
    shutil.copytree(source, target)
    for page in sorted(target.rglob("*.html"))[:CHANGED]:
        page.write_text(f"{page.read_text('utf-8')}<!-- {words} -->", "utf-8")
    write_checksums(target)
    return target


def whole(live: Path) -> bool:
    """Return whether the live site is what its list of files says."""
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", CHECKSUMS], cwd=live, check=False, capture_output=True
    )
    return done.returncode == 0


def child(job: Job) -> int:
    """Do `job` in a child; return its process id."""
    process = os.fork()
    if process == 0:
        try:
            job()
        except PortalError:
            os._exit(1)
        os._exit(0)
    return process


@contextmanager
def pollers(address: str, pages: list[str], said: Path) -> Iterator[None]:
    """Ask for `pages` in processes of their own until the end; each says below `said` how many it got and missed."""
    processes = [child(lambda n=n: poll(address, pages, said / str(n))) for n in range(POLLERS)]
    try:
        yield
    finally:
        (said / "stop").touch()
        for process in processes:
            os.waitpid(process, 0)


def poll(address: str, pages: list[str], said: Path) -> None:
    """Ask for the pages in turn."""
    got = missed = 0
    while not (said.parent / "stop").exists():
        for page in pages:
            try:
                with urllib.request.urlopen(address + page, timeout=30) as answer:
                    missed += not answer.read()
                got += 1
            except OSError:
                missed += 1
    said.write_text(f"{got} {missed}")


def kill_at_step(steps: Steps, job: Job, step: int) -> bool:
    """Do `job` in a child that kills itself at `step`; return whether it came to that."""
    with steps.doing(lambda: os.kill(os.getpid(), signal.SIGKILL), step):
        process = child(job)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def kill_at_moment(job: Job, seconds: float) -> bool:
    """Do `job` in a child that is killed after `seconds`; return whether it was still at work."""
    process = child(job)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def run_kills(work: Path, sites: list[Path], kills: int) -> Counter[str]:
    """Kill `kills` publishers; return what happened, counted."""
    chance = random.Random(SEED)
    counted: Counter[str] = Counter()
    steps = Steps()
    live = publish(sites[0], work / "www").live
    with steps.doing(lambda: None, 0):
        start = time.perf_counter()
        publish(sites[1], work / "www")
        lasting = time.perf_counter() - start
    number = steps.taken
    pages = sorted(a for a in read_checksums((live / CHECKSUMS).read_bytes()) if a.endswith(".html"))
    (work / "said").mkdir()
    with nginx(live, work / "nginx") as address, pollers(address, pages, work / "said"):
        while counted["killed"] < kills:
            site = chance.choice(sites)
            back = chance.random() < 0.15
            job: Job = (
                (lambda: roll_back(work / "www")) if back else (lambda site=site: publish(site, work / "www"))
            )
            if chance.random() < 0.5:
                counted["killed"] += kill_at_step(steps, job, chance.randint(1, number * 5 // 4))
            else:
                counted["killed"] += kill_at_moment(job, chance.uniform(0, 1.5 * lasting))
            counted["started"] += 1
            print(f"\r{counted['killed']}", end="", file=sys.stderr, flush=True)
            counted["live site not whole"] += not whole(live)
    for path in (work / "said").iterdir():
        if path.name != "stop":
            got, missed = map(int, path.read_text().split())
            counted["pages read"] += got
            counted["pages missed"] += missed
    return counted


def run_full_disk(work: Path, sites: list[Path], times: int) -> Counter[str]:
    """Publish into a tmpfs with ever another number of free bytes; return what happened, counted."""
    chance = random.Random(SEED)
    counted: Counter[str] = Counter()
    disk = work / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={TMPFS}", "tmpfs", disk], check=False)
    if mounted.returncode:
        return counted
    try:
        live = publish(sites[0], disk / "www").live
        for turn in range(times):
            ballast = disk / "ballast"
            ballast.unlink(missing_ok=True)
            space = os.statvfs(disk)
            with ballast.open("wb") as stream:
                os.posix_fallocate(
                    stream.fileno(), 0, space.f_bavail * space.f_frsize - chance.randint(*FREE)
                )
            try:
                publish(sites[turn % len(sites)], disk / "www")
                counted["published"] += 1
            except PortalError as error:
                counted["refused"] += [problem.code for problem in error.problems] == ["PH904"]
            counted["live site not whole"] += not whole(live)
    finally:
        subprocess.run(["umount", disk], check=True)
    return counted


def main() -> int:
    """Run both; print what happened."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sites = [version(PROJECT / "site", work / f"site-{n}", f"bản {n}") for n in range(3)]
        killed = run_kills(work, sites, kills)
        disk = run_full_disk(work, sites, 100)
    print("| publishers started | killed | pages read meanwhile | pages missed | live site not whole |")
    print("|---|---|---|---|---|")
    print(
        "|",
        " | ".join(
            str(killed[name])
            for name in ("started", "killed", "pages read", "pages missed", "live site not whole")
        ),
        "|",
    )
    print()
    print("| full disk: refused | published after all | live site not whole |")
    print("|---|---|---|")
    print("|", " | ".join(str(disk[name]) for name in ("refused", "published", "live site not whole")), "|")
    return int(bool(killed["pages missed"] + killed["live site not whole"] + disk["live site not whole"]))


if __name__ == "__main__":
    sys.exit(main())
