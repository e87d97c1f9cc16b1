"""A meeting saved for the hall: what a copy holds, told to the browser that makes it, and the scripts that make and serve it.

A copy is asked for with one tap, held against these digests before it counts, and compared with them later
(`docs/decisions/0028-a-copy-for-the-hall.md`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from phonghop.documents.records import Inspection, Inspections
from phonghop.feeds.api_shapes import ApiMeeting
from phonghop.model import Document, Meeting
from phonghop.model.programme import documents_in_order
from phonghop.pages.labels import size_label
from phonghop.portal import MeetingFolder, routes
from phonghop.site.outputs import Asset, Output, Page
from phonghop.text.region import here
from phonghop.text.strings import Strings

_SOURCES = "hall"
_READING_PAGE = re.compile(r"doc/[^/]+/index\.html")
_WORDS = (
    "absent",
    "added",
    "back",
    "cancelled",
    "changed",
    "checking",
    "count",
    "current",
    "failed",
    "full",
    "ios",
    "none",
    "off",
    "otherwise",
    "remove",
    "removed",
    "replaced",
    "saved",
    "saving",
    "today",
    "unable",
    "unchecked",
    "update",
    "withdrawn",
    "yesterday",
)


@dataclass(frozen=True, slots=True)
class HallOffer:
    """What the page says before the tap: where the manifest, the script and the list of copies are, how much there is to save.

    A meeting that does not take place, or no longer then, is not offered; what was saved of it can still be updated and deleted.
    """

    manifest: str
    script: str
    saved: str
    count: int
    size: str
    takes_place: bool


def hall_offer(
    manifest: str, meeting: Meeting, documents: Iterable[Inspection], others: int, t: Strings
) -> HallOffer:
    """Return what the page of `meeting` offers to save: `documents`, and `others` bytes of pack and scripts."""
    sizes = [document.size for document in documents]
    size = size_label(sum(sizes) + others, t)
    return HallOffer(manifest, routes.HALL_SCRIPT, routes.saved(), len(sizes), size, meeting.takes_place)


def saved_documents(folder: MeetingFolder) -> Iterator[tuple[Document, Path]]:
    """Yield the documents of a meeting that a copy holds, and their files."""
    for document in folder.meeting.documents:
        if document.file and document.state == "published":
            yield document, folder.paths[document.file]


def reading_scripts(documents: Iterable[Inspection], assets: tuple[Asset, ...]) -> tuple[Asset, ...]:
    """Return what of `assets` the pages load on which `documents` are read: other kinds than PDF load next to nothing."""
    return assets if any(document.contents.pages for document in documents) else assets[:1]


def hall_manifest(
    folder: MeetingFolder,
    files: Inspections,
    entry: ApiMeeting,
    outputs: Iterable[Output],
    scripts: Iterable[Asset],
) -> bytes:
    """Return the manifest of a meeting: its documents, the files of a copy with their digests, the pages.

    Addresses are relative to the meeting's folder. The revision is that of `entry`, the meeting's entry in the API, which
    its page bears as well; `outputs` are the meeting's own, `scripts` what its reading pages load.
    """
    home = routes.meeting(folder.id)
    titles = {document.id: document.title for document in entry.documents}
    documents = []
    entries = []
    for document in documents_in_order(folder.meeting):
        url = ""
        if document.file and document.state == "published":
            found = files[folder.paths[document.file]]
            url = routes.document(folder.id, document).removeprefix(home)
            entries.append(
                {
                    "url": url,
                    "bytes": found.size,
                    "sha256": found.sha256,
                    "title": titles[document.key],
                    "points": document.points,
                }
            )
        documents.append({"id": document.key, "state": document.state, "url": url, "points": document.points})
    taken = {home + str(entry["url"]) for entry in entries}
    pack, pack_page = routes.pack_pdf(folder.id), f"{routes.pack_page(folder.id)}index.html"
    pages = []
    for output in outputs:
        if isinstance(output, Page):
            pages.append("./")
        elif isinstance(output, Asset) and (
            output.address == pack_page or _READING_PAGE.fullmatch(output.address.removeprefix(home))
        ):
            pages.append(output.address.removeprefix(home).removesuffix("index.html"))
        elif isinstance(output, Asset) and output.address not in taken and _belongs(output, home):
            content = output.content if isinstance(output.content, bytes) else output.content.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            name = output.address.removeprefix(home)
            entries.append({"url": name, "bytes": len(content), "sha256": digest})
            if output.address == pack:
                entries[-1]["pack"] = True
    manifest = {
        "title": folder.meeting.name,
        "revision": entry.revision,
        "documents": documents,
        "files": entries,
        "pages": pages,
        **loaded_by_copies(home, scripts),
    }
    return _json(manifest)


def loaded_by_copies(home: str, scripts: Iterable[Asset]) -> Mapping[str, object]:
    """Return what a manifest tells of its worker and of the `scripts` that a copy of the meeting at `home` loads."""
    return {
        "worker": routes.relative(routes.HALL_WORKER, home),
        "scripts": [
            {"url": routes.relative(routes.HALL_SCRIPT, home), "bytes": 0},
            *({"url": routes.relative(s.address, home), "bytes": s.size} for s in scripts),
        ],
    }


def no_manifest() -> bytes:
    """Return the manifest of a meeting whose portal offers no copies: it tells browsers to delete theirs."""
    return _json({"off": True})


def hall_scripts(templates: Path, is_offered: bool, t: Strings) -> Iterator[Asset]:
    """Yield the script that makes copies and the worker that serves them, or the worker that deletes and goes."""
    sources = templates / _SOURCES
    if not is_offered:
        yield Asset(routes.HALL_WORKER, (sources / "no-worker.js").read_bytes())
        return
    words = {key: t.table[f"hall.{key}"] for key in _WORDS}
    words |= {
        "language": t.language,
        "decimal": t("date.decimal"),
        "clock": t.table["date.clock_pattern"],
        "zone": here().time_zone,
    }
    head = f"const words = {json.dumps(words, ensure_ascii=False)}\n".encode()
    yield Asset(routes.HALL_WORKER, head + (sources / "worker.js").read_bytes())
    script = (sources / "hall.js").read_bytes().replace(b'"use strict"\n', b'"use strict"\n  ' + head, 1)
    yield Asset(routes.HALL_SCRIPT, script)


def _belongs(asset: Asset, home: str) -> bool:
    """Return whether a file of a meeting belongs into a copy besides its documents: what its pages open, but no archive."""
    name = asset.address.removeprefix(home)
    whole = routes.word("all")
    files = (f"{routes.word('invitation')}.pdf", f"{routes.word('calendar')}.ics", f"{whole}.pdf")
    return asset.address.startswith(home) and (name in files or name.startswith(("doc/", f"{whole}/")))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
