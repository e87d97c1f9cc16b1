"""The same data gives the same bytes, whoever builds, wherever and whenever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from driver import SAMPLES

MOMENT = "1782864000"
SOURCES = ("content", "meetings", "mkdocs.yml")
MACHINES = {
    "một máy/khác": {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "umask": "077"},
    "third": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "random", "umask": "002"},
}


def built_at(root: Path, machine: dict[str, str]) -> dict[str, bytes]:
    """Build a copy of the project's own portal at `root` in a process of its own; return its files."""
    for source in SOURCES:
        copy = shutil.copytree if (SAMPLES / source).is_dir() else shutil.copy
        root.mkdir(parents=True, exist_ok=True)
        copy(SAMPLES / source, root / source)
    settings = {name: value for name, value in machine.items() if name != "umask"}
    subprocess.run(
        [sys.executable, "-m", "phonghop", "build"],
        cwd=root,
        env=os.environ | settings | {"SOURCE_DATE_EPOCH": MOMENT, "NO_MKDOCS_2_WARNING": "1"},
        umask=int(machine["umask"], 8),
        check=True,
        capture_output=True,
    )
    site = root / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def test_two_machines_build_the_same_bytes(tmp_path: Path) -> None:
    first, other = (built_at(tmp_path / name, machine) for name, machine in MACHINES.items())
    assert list(other) == list(first)
    assert [address for address in first if first[address] != other[address]] == []
