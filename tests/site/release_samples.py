"""Small finished sites for the tests of publishing, and a process that publishes them and can be killed at any step."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from phonghop.packs.checksums import checksum_lines
from phonghop.portal.codes import Subject, new_code
from phonghop.site.checksums import CHECKSUMS, digest, files_below
from phonghop.site.publishing import publish, roll_back

CODES = [new_code(Subject(f"2026-07-0{day}-hop"), ()) for day in range(1, 4)]
TEXT = "Hội nghị sơ kết " * 100
STEPS = frozenset(
    {
        "open",
        "os.chmod",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.utime",
    }
)
"""Events of `sys.addaudithook` that touch the disk, raised just before they do."""


def finished_site(folder: Path, version: str, codes: Iterable[str] = CODES[:1], pages: int = 3) -> Path:
    """Write a site whose every page says `version`, but for one that never changes, and its list of files."""
    shutil.rmtree(folder, ignore_errors=True)
    files = {"index.html": version, "assets/fixed.css": f"/* {TEXT} */"}
    files |= {f"hop/{n}/index.html": f"{version} {TEXT}" for n in range(pages)}
    files |= {f"q/{code}/index.html": f"<h1>{code}</h1>" for code in codes}
    for address, text in files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_text(text, encoding="utf-8")
    write_checksums(folder)
    return folder


def write_checksums(site: Path) -> None:
    """Write the list of every file of a finished site, as a build leaves it."""
    addresses = (address for address in files_below(site) if address != CHECKSUMS)
    lines = checksum_lines({address: digest(site / address) for address in addresses})
    (site / CHECKSUMS).write_bytes(lines)


class Steps:
    """Counts the steps of this process towards the disk, and does something at one of them."""

    def __init__(self) -> None:
        self.taken = 0
        self.at = -1
        self.action: Callable[[], None] = lambda: None
        self.counting = False
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.counting or event not in STEPS:
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        self.taken += 1
        if self.taken == self.at:
            self.action()

    @contextmanager
    def doing(self, action: Callable[[], None], at: int) -> Iterator[None]:
        """Do `action` at step `at`, counted from 1, of what runs inside."""
        self.taken, self.at, self.action, self.counting = 0, at, action, True
        try:
            yield
        finally:
            self.counting = False


def main() -> None:
    """Answer lines ``SITE FOLDER STEP`` on standard input: publish in a child that is killed at that step.

    A site named "-" means going back. The answer is how many steps the child took, or that it was killed.
    """
    steps = Steps()
    for line in sys.stdin:
        site, folder, at = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            with steps.doing(lambda: os.kill(os.getpid(), signal.SIGKILL), int(at)):
                if site == "-":
                    roll_back(Path(folder))
                else:
                    publish(Path(site), Path(folder))
            print(steps.taken, flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            print("killed", flush=True)


if __name__ == "__main__":
    main()
