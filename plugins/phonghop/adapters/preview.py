"""What makes `mkdocs serve` a preview of the portal: the addresses on its pages, and how soon a change is noticed."""

from __future__ import annotations

from collections.abc import Callable
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
    FileSystemEvent,
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

    MkDocs goes through the folder twice a second, which a thousand meetings feel. That is over as soon as the system has told of a change
    in it by itself, which it does at once, but not on every share.
    """
    looking, handlers = server.observer, list[FileSystemEventHandler]()
    handed_over: Any = SimpleNamespace(schedule=lambda handler, *_, **__: handlers.append(handler))
    server.observer = handed_over
    server.watch(str(folder))
    server.observer = looking
    looked = looking.schedule(handlers[0], str(folder), recursive=True)

    class Told(FileSystemEventHandler):
        is_first = True

        def on_any_event(self, event: FileSystemEvent) -> None:
            if self.is_first:
                self.is_first = False
                looking.unschedule(looked)
            handlers[0].dispatch(event)

    told = Observer()
    told.schedule(Told(), str(folder), recursive=True, event_filter=_CHANGES)
    try:
        told.start()
    except OSError:  # as where too many folders are watched already
        return lambda: None
    return told.stop
