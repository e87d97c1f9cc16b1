"""Locked meetings → what is published of them: encrypted files, the page that opens them, the pages of their codes.

A meeting is made as any other, its pages linking to each other by addresses that say nothing; then everything is encrypted.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from phonghop.documents.records import Inspection
from phonghop.feeds.publication import Publication
from phonghop.locked import sealing
from phonghop.locked.public import LockedMeeting, Parted
from phonghop.pages.labels import day_label
from phonghop.pages.templates import Pages
from phonghop.paper import qr
from phonghop.portal import routes
from phonghop.portal.codes import IssuedCode
from phonghop.search.analysis import Analysis
from phonghop.search.index import MANIFEST, MANIFEST_AS_SCRIPT, index
from phonghop.site.hall import hall_offer, loaded_by_copies, reading_scripts, saved_documents
from phonghop.site.meetings import MeetingMaker
from phonghop.site.outputs import Asset, Output, Page
from phonghop.site.theme_assets import locked_assets

_INDEX = "index.html"
_COPY = "luu"
"""What the opened page asks for to learn what a copy for the hall holds."""
_EVENT_DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
"""What a page tells search engines, which read none of these: it would name addresses that are not there."""
_PACKS = (routes.meeting_api, routes.pack_zip, routes.pack_pdf, routes.pack_words, routes.pack_of_new)
"""Files of a meeting that name or hold all of its papers."""
_PDF = re.compile(r"([a-z-]+)/([^/.]+)\.pdf")


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that is read behind a lock: its address below the meeting's, what holds it, whether a frame is set around it."""

    path: str
    held: bytes | Path
    framed: bool = False

    @property
    def content(self) -> bytes:
        """Its bytes: asked for one part after the other, since all together are as large as a meeting with its packs."""
        return self.held.read_bytes() if isinstance(self.held, Path) else self.held


class LockedMaker:
    """Makes what is published of locked meetings; `seen` is the portal in two, of which `site` is the public part."""

    def __init__(self, seen: Parted, site: Publication, templates: Path) -> None:
        self._seen, self._site, self._templates = seen, site, templates
        self._assets = locked_assets(templates.parent)

    def products(
        self, meeting: LockedMeeting, known: Container[str]
    ) -> Iterator[tuple[str, tuple[Output, ...]]]:
        """Yield everything that is published of what is locked of a meeting: its owner, and the outputs.

        An encrypted file is its own owner, and named by what it holds: what is among the `known` owners is not made again.
        """
        site = replace(self._site, portal=self._seen.seen_with(meeting))
        maker = MeetingMaker(site, self._templates)
        plain, content = maker.pages, meeting.lock.content
        maker.pages = plain.moved(partial(_moved, meeting))
        made = maker.outputs(meeting.folder.id, None)
        scripts = reading_scripts(self._documents(meeting).values(), maker.assets.files)
        files: dict[str, dict[str, object]] = {}
        parts = tuple(self._parts(meeting, made.own, plain, scripts))
        paths = {part.path for part in parts}
        for part in parts:
            data = part.content
            name = sealing.name_of(data, content, "file", part.path)
            address = routes.locked_file(meeting.set_id, name)
            if address in known:
                yield address, ()
            else:
                file = sealing.sealed(data, content, "file", part.path)
                yield address, (Asset(address, file.content),)
            entry = _entry(part, name, len(data))
            if (reading := _reading(part.path)) in paths:
                entry["reads"] = sealing.route(content, reading)
            files[sealing.route(content, part.path)] = entry
        yield from self._list(meeting, files, self._copy(meeting, files, scripts))
        html = plain.render(
            "locked.html",
            routes.locked(meeting.set_id),
            set=meeting.set_id,
            frame=routes.LOCKED_FRAME,
            assets=self._assets,
            portal=self._site.portal.settings,
        )
        home = routes.locked(meeting.set_id)
        yield f"{home}{_INDEX}", (Asset(f"{home}{_INDEX}", html.encode()),)
        for issued in meeting.codes:
            yield routes.code(issued.code), tuple(self._code(issued, meeting, plain))

    def shared(self) -> Iterator[Output]:
        """Yield what the pages of all locked meetings load."""
        yield from self._assets.files
        t = self._site.t
        html = f"<div data-ph-locked><p>{t('locked.frame')}</p></div>"
        title = t("locked.title")
        yield Page(routes.LOCKED_FRAME, title, title, html, (), "")

    def _documents(self, meeting: LockedMeeting) -> Mapping[str, Inspection]:
        """Return what is known of each locked document that can be read, by its path below the meeting."""
        folder, home = meeting.folder, routes.meeting(meeting.folder.id)
        paths = (
            (routes.document(folder.id, d).removeprefix(home), path) for d, path in saved_documents(folder)
        )
        return {name: self._site.files[path] for name, path in paths if _is_locked(meeting, name)}

    def _parts(
        self, meeting: LockedMeeting, own: Iterable[Output], pages: Pages, scripts: tuple[Asset, ...]
    ) -> Iterator[_Part]:
        """Yield what of a meeting's own outputs is read behind its lock; the index of its words comes last."""
        home, t = routes.meeting(meeting.folder.id), self._site.t
        size = sum(script.size for script in scripts)
        paths: list[str] = []
        for output in own:
            if isinstance(output, Page):
                offer = None
                if self._site.portal.settings.hall_copy:
                    manifest = routes.locked_part(meeting.set_id, _COPY)
                    read = self._documents(meeting).values()
                    offer = hall_offer(manifest, meeting.folder.meeting, read, size, t)
                bar = pages.render("partials/key-bar.html", home, hall=offer)
                yield _Part("", (bar + _EVENT_DATA.sub("", output.body.decode())).encode(), framed=True)
                paths.append("")
            elif isinstance(output, Asset) and output.address.startswith(home):
                path = output.address.removeprefix(home)
                if path not in _left_out() and _is_locked(meeting, path):
                    yield _Part(path.removesuffix(_INDEX), output.content)
                    paths.append(path.removesuffix(_INDEX))
        content = meeting.lock.content
        found = {home + path: sealing.route(content, path) for path in paths}
        docs: object = None
        for address, data in index((o for o in own if isinstance(o, Analysis)), (), t):
            if address == MANIFEST:
                docs = json.loads(data)["docs"]
            elif address != MANIFEST_AS_SCRIPT:
                yield _Part(address, data)
                found[address] = sealing.route(content, address)
        yield _Part(MANIFEST, json.dumps({"docs": docs, "routes": found}, ensure_ascii=False).encode())

    def _copy(
        self, meeting: LockedMeeting, files: Mapping[str, Mapping[str, object]], scripts: Iterable[Asset]
    ) -> Mapping[str, object] | None:
        """Return what a browser needs to know to save a set for the hall, encrypted as it is published."""
        folder, content = meeting.folder, meeting.lock.content
        if not self._site.portal.settings.hall_copy:
            return None
        home = routes.meeting(folder.id)
        points = {
            routes.document(folder.id, d).removeprefix(home): d.points for d, _ in saved_documents(folder)
        }
        names = {sealing.route(content, path): places for path, places in points.items()}
        packs = {sealing.route(content, path) for path in map(_below, _PACKS)}
        entries = [
            {
                "url": f"{e['file']}.bin",
                "bytes": sealing.stored(int(str(e["size"]))),
                "points": names.get(route, ()),
            }
            for route, e in files.items()
            if route not in packs
        ]
        documents = [
            {"state": "published", "url": f"{files[route]['file']}.bin", "points": places}
            for route, places in names.items()
            if route in files
        ]
        return {"files": entries, "documents": documents, **loaded_by_copies(home, scripts)}

    def _list(
        self, meeting: LockedMeeting, files: Mapping[str, object], copy: Mapping[str, object] | None
    ) -> Iterator[tuple[str, tuple[Asset, ...]]]:
        """Yield the encrypted list of a set's files, and its lock, which all can read."""
        lock, content = meeting.lock, meeting.lock.content
        known = {
            "format": sealing.FORMAT,
            "set": meeting.set_id,
            "epoch": lock.epoch,
            "title": meeting.folder.meeting.name,
            "home": sealing.route(content, ""),
            "codes": {issued.code: _target(issued, meeting) for issued in meeting.codes},
            "files": files,
            "search": sealing.route(content, MANIFEST),
            "copy": copy,
        }
        data = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
        # Its size is told to all: that of its padding tells no more than the file's.
        data = data.ljust(sealing.padded(len(data)))
        file = sealing.sealed(data, content, "manifest")
        address = routes.locked_file(meeting.set_id, file.name)
        yield address, (Asset(address, file.content),)
        told = {
            "format": sealing.FORMAT,
            "set": meeting.set_id,
            "epoch": lock.epoch,
            "manifest": file.name,
            "size": len(data),
            "slots": dict(sorted(lock.slots().items())),
            "retired": sorted(lock.retired),
            "office": lock.record,
            "rounds": sealing.ITERATIONS if lock.words else 0,
        }
        text = json.dumps(told, indent=1) + "\n"
        yield routes.lock(meeting.set_id), (Asset(routes.lock(meeting.set_id), text.encode()),)

    def _code(self, issued: IssuedCode, meeting: LockedMeeting, pages: Pages) -> Iterator[Asset]:
        """Yield the page and the pictures of a printed code; they say that it opens something locked, and no more."""
        site, address = self._site, routes.code(issued.code)
        day = day_label(issued.issued.day, site.t)
        html = pages.render(
            "locked-code.html",
            address,
            set=meeting.set_id,
            opens=routes.locked(meeting.set_id),
            code=issued.code,
            about=site.t("code.about", code=issued.code, day=day, publisher=site.portal.settings.publisher),
            portal=site.portal.settings,
        )
        yield Asset(f"{address}{_INDEX}", html.encode())
        label = site.t("locked.code")
        yield Asset(routes.code_picture(issued.code, "svg"), qr.svg(site.url(address), label))
        yield Asset(routes.code_picture(issued.code, "png"), qr.png(site.url(address), label))


def records(site: Path) -> Iterator[str]:
    """Yield the record that the office keeps for itself of every set in the folder of a `site`."""
    for file in sorted(site.glob(f"{routes.LOCKED}*/lock.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            yield str(json.loads(file.read_bytes())["office"])


def _is_locked(meeting: LockedMeeting, path: str) -> bool:
    """Return whether what a meeting has at `path` is locked: all of a locked meeting, else what holds locked papers."""
    if meeting.folder.meeting.locked != "no" or path.removesuffix(_INDEX) in _with_all():
        return True
    keys = {document.key for document in meeting.folder.meeting.documents if document.locked}
    first, _, rest = path.partition("/")
    return first in ("doc", routes.word("documents")) and rest.partition("/")[0].partition(".")[0] in keys


def _reading(path: str) -> str:
    """Return the path of the page on which the PDF at `path` is read; of none for anything else."""
    if path == _below(routes.pack_pdf):
        return _below(routes.pack_page)
    match = _PDF.fullmatch(path)
    return f"doc/{match[2]}/" if match and match[1] == routes.word("documents") else "-"


def _left_out() -> frozenset[str]:
    """Return what a meeting has that nobody needs who reads it behind a lock."""
    return frozenset(map(_below, (routes.hall, routes.share_card)))


def _with_all() -> frozenset[str]:
    """Return what a meeting has that names or holds all of its papers."""
    return frozenset(("", *map(_below, (*_PACKS, routes.pack_page))))


def _below(address: Callable[[str], str]) -> str:
    return address("").removeprefix(routes.meeting(""))


def _entry(part: _Part, file: str, size: int) -> dict[str, object]:
    name = part.path.rstrip("/").rpartition("/")[2]
    kind = "text/html" if part.path.endswith("/") or not part.path else mimetypes.guess_type(name)[0]
    entry: dict[str, object] = {"file": file, "size": size, "name": name}
    entry["type"] = kind or "application/octet-stream"
    return entry | ({"framed": True} if part.framed else {})


def _moved(meeting: LockedMeeting, target: str) -> str:
    """Return the address at which something of the meeting stands behind its lock; any other stays as it is."""
    home = routes.meeting(meeting.folder.id)
    if not target.startswith(home):
        return target
    path, _, query = target.removeprefix(home).partition("?")
    path, hash_, fragment = path.partition("#")
    if not _is_locked(meeting, path):
        return target
    opens = routes.locked(meeting.set_id)
    if not path:
        return opens + (f"?{query}" if query else "") + hash_ + fragment
    return routes.locked_part(meeting.set_id, sealing.route(meeting.lock.content, path)) + hash_ + fragment


def _target(issued: IssuedCode, meeting: LockedMeeting) -> str:
    """Return where a code leads once its key has opened the meeting: a query of its page, another site, or the page itself."""
    subject, folder = issued.subject, meeting.folder
    if subject.kind == "link":
        return next((link.url for link in folder.meeting.links if link.key == subject.key), "")
    if subject.kind == "point":
        return f"?{routes.word('point')}={subject.key}"
    document = next((d for d in folder.meeting.documents if d.key == subject.key), None)
    if subject.kind == "document" and document and document.file and document.state == "published":
        address = _moved(meeting, routes.reading_page(folder.id, document))
        return address[address.index("?") :]
    return ""
