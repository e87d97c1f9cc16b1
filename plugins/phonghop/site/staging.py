"""A build beside the last good one, exchanged only when it is whole."""

from __future__ import annotations

import shutil
from pathlib import Path


def staging_folder(site: Path) -> Path:
    """Return an empty folder beside `site` to build in, on the same file system."""
    staging = site.with_name(f"{site.name}.new")
    shutil.rmtree(staging, ignore_errors=True)
    return staging


def write(content: bytes | Path, target: Path) -> None:
    """Write `content`, or a copy of the file that it names, to `target`, whose folders need not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, target)
    else:
        target.write_bytes(content)


def exchange(staging: Path, site: Path) -> None:
    """Put `staging` in the place of `site`; the old one is removed only after the new one stands."""
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    staging.rename(site)
    shutil.rmtree(old, ignore_errors=True)
