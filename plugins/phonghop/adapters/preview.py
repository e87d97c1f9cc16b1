"""What makes `mkdocs serve` a preview of the portal: the addresses on its pages, and how soon a change is noticed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.yaml import yaml_load
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from phonghop.adapters.building import Place
from phonghop.portal.folders import MEETINGS, PORTAL_FILE
from phonghop.site.checksums import entries_below
from phonghop.theme_files import theme_folder

SETTLED = 0.05
"""Seconds without a further change after which a change is complete: programs write a file in several steps."""
_NO_ADDRESS = "http://127.0.0.1:8000/"
"""The address on the pages of a portal that has none of its own yet."""
_DISKS = frozenset(
    {"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "overlay", "reiserfs", "tmpfs", "xfs", "zfs"}
)
"""File systems of Linux that only the machine changes on which they are."""
_CHANGES = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent]
"""What the system is asked to tell; it would also tell of every file and folder that a build opens."""


def address_of(config: MkDocsConfig) -> str:
    """Return the address that the settings name, which a preview's pages have as the published ones: on a letter printed from it too.

    `mkdocs serve` has put its own in the place of it, with the port, and the same path.
    """
    with Path(config.config_file_path).open("rb") as file:
        own = yaml_load(file).get("site_url") or _NO_ADDRESS
    return urlsplit(own)._replace(path=urlsplit(config.site_url or own).path).geturl()


def digest_of(place: Place) -> str:
    """Return a digest of all files, but those of meetings, from which MkDocs renders the frames of `place`."""
    shared = place.root / MEETINGS / PORTAL_FILE
    states = [(name, entry.stat().st_mtime_ns) for name, entry in entries_below(theme_folder())]
    settings = shared.read_bytes() if shared.is_file() else b""
    return sha256(f"{place.host_key()} {states}".encode() + settings).hexdigest()


def watch(server: LiveReloadServer, folder: Path) -> Callable[[], object]:
    """Have `server` build when something below `folder` changes; return what ends that which this has begun.

    On a disk of this machine the system tells of a change at once. Elsewhere others can make changes of which it does not know, so MkDocs
    goes through all folders twice a second, which a thousand meetings feel.
    """
    polling, observer, handlers = server.observer, Observer(), list[FileSystemEventHandler]()
    # MkDocs makes the handler itself, and gives it to the observer of the server.
    receiver: Any = SimpleNamespace(schedule=lambda handler, *_, **__: handlers.append(handler))
    server.observer = receiver
    server.watch(str(folder))
    server.observer = polling
    if _is_on_a_disk(folder):
        observer.schedule(handlers[0], str(folder), recursive=True, event_filter=_CHANGES)
        with suppress(OSError):  # as where too many folders are watched already
            observer.start()
            return observer.stop
    polling.schedule(handlers[0], str(folder), recursive=True)
    return lambda: None


def _is_on_a_disk(folder: Path) -> bool:
    """Return whether nobody but this machine can change what is in `folder`, as far as that can be told (findmnt(8))."""
    command = ("findmnt", "--noheadings", "--output", "FSTYPE", "--target", str(folder))
    try:
        kinds = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    except OSError:
        return False
    return kinds[-1:] != [] and kinds[-1] in _DISKS
