"""The same data gives the same bytes, whoever builds, wherever and whenever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from driver import some_samples

MOMENT = "1782864000"
MACHINES = {
    "một máy/khác": {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "umask": "077"},
    "third": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "random", "umask": "002"},
}
KINDS = {".html", ".json", ".js", ".css", ".ics", ".xml", ".pdf", ".zip", ".png", ".svg", ".docx", ".txt"}


def built_at(root: Path, source: Path, machine: dict[str, str]) -> dict[str, bytes]:
    """Build a copy of the portal `source` at `root` in a process of its own; return its files."""
    shutil.copytree(source, root)
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
    source = some_samples(tmp_path / "source").root
    first, other = (built_at(tmp_path / name, source, machine) for name, machine in MACHINES.items())
    assert {Path(address).suffix for address in first} >= KINDS
    assert list(other) == list(first)
    assert [address for address in first if first[address] != other[address]] == []
