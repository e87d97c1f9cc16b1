"""Documents as rows of a list: their description, their state and where they open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from phonghop.documents.records import Inspection, Inspections
from phonghop.model import Document
from phonghop.pages.labels import TimeLabel, brief_label, day_label, moment_label, size_label
from phonghop.portal import MeetingFolder, routes
from phonghop.text.strings import Strings

_NEEDS = {"XLSX": "sheets", "PPTX": "slides", "DOCX": "words"}
"""Kinds of files that browsers do not open, by what opens them."""


@dataclass(frozen=True)
class OldVersion:
    """A replaced version: its own address, "Bản 1 (đã thay thế lúc …)", what changed."""

    address: str
    label: str
    about: str
    note: str


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list.

    Attributes:
        address: of its file, empty while there is nothing to open; absolute for a document elsewhere.
        about: kind, number, issuer in one line.
        file: format, pages and size in one line.
        state: published, pending, withdrawn or external.
        notice: why a pending or withdrawn document cannot be opened.
        reading: the page on which it is read; empty for what has no file here.
        reading_copy: where its words can be read on a phone; empty for what has no such copy.
        needs: what a phone must have to open its file, in a sentence; empty for what every phone opens.
        posted: when its current version was published; `posted_day` is the day alone.
        points: the names of the connection points that it is for, in words; `point_keys` are their keys; empty for all.
        version: what changes when its file is replaced; empty while there is none here.
        meeting: address and name of its meeting.
    """

    anchor: str
    title: str
    address: str
    about: str
    file: str
    state: str
    state_label: str
    notice: str
    posted: TimeLabel | None
    posted_day: str
    replaced: str
    old_versions: tuple[OldVersion, ...]
    points: str
    point_keys: tuple[str, ...]
    note: str
    reading: str
    reading_copy: str
    needs: str
    version: str
    meeting: tuple[str, str]

    @property
    def opens(self) -> str:
        """Where a tap on its name leads: to what a phone can show; empty while there is nothing to open."""
        return self.reading_copy or self.address


def document_address(folder: MeetingFolder, document: Document) -> str:
    """Return where a document opens, empty while there is nothing to open; absolute for a document elsewhere."""
    if document.state != "published":
        return ""
    return routes.document(folder.id, document) if document.file else document.url or ""


def document_row(folder: MeetingFolder, document: Document, files: Inspections, t: Strings) -> DocumentRow:
    """Return the row of a document."""
    meeting = folder.meeting
    about_file = version = reading = reading_copy = needs = ""
    if document.file and document.state == "published":
        inspection = files[folder.paths[document.file]]
        about_file, version = file_line(inspection, t), inspection.sha256[:6]
        reading = routes.reading_page(folder.id, document)
        if inspection.contents.reading_copy:
            reading_copy = reading
        elif inspection.kind in _NEEDS:
            needs = t(f"document.needs_{_NEEDS[inspection.kind]}")
    state = "external" if document.url and document.state == "published" else document.state
    posted = document.posted if document.state == "published" else None
    names = {p.key: p.name for p in meeting.points}
    return DocumentRow(
        anchor=routes.document_anchor(document.key),
        title=shown_name(document, t),
        address=document_address(folder, document),
        about=" · ".join(filter(None, (document.kind, _identity(document, t), document.issuer))),
        file=about_file,
        state=state,
        state_label=t(f"document.{state}"),
        notice=document_notice(document, t),
        posted=brief_label(posted, t) if posted else None,
        posted_day=day_label(posted.day, t) if posted else "",
        replaced=_replaced(document, t),
        old_versions=tuple(_old_versions(folder, document, files, t)),
        points=", ".join(names[key] for key in document.points),
        point_keys=document.points,
        note=document.note or "",
        reading=reading,
        reading_copy=reading_copy,
        needs=needs,
        version=version,
        meeting=(routes.meeting(folder.id), meeting.name),
    )


def shown_name(document: Document, t: Strings) -> str:
    """Return the document's name, or a substitute for one whose name is not published yet."""
    return document.name or t("document.withdrawn_title" if document.withdrawn else "document.held_title")


def _identity(document: Document, t: Strings) -> str:
    """Return "Số 12-BC/TU, ngày 20/6/2026" as far as it is known."""
    number = t("document.number", number=document.number) if document.number else ""
    day = t("document.dated", day=day_label(document.date, t)) if document.date else ""
    return ", ".join(filter(None, (number, day)))


def file_line(inspection: Inspection, t: Strings) -> str:
    """Return format, pages and size, such as "PDF · 3 trang · 65 kB"."""
    pages = t("document.pages", n=inspection.contents.pages) if inspection.contents.pages else ""
    return " · ".join(filter(None, (inspection.kind, pages, size_label(inspection.size, t))))


def document_notice(document: Document, t: Strings) -> str:
    """Return the sentence that explains why a pending, held or withdrawn document cannot be opened; empty for any other."""
    if document.withdrawn:
        return t("document.withdrawn_because", reason=document.withdrawn.reason)
    if document.state == "held" and document.release:
        return t("document.held_until", when=moment_label(document.release, t).text)
    if not document.awaiting:
        return ""
    awaiting = document.awaiting
    expected = (
        t("document.expected", when=moment_label(awaiting.expected, t).text) if awaiting.expected else None
    )
    parts = (t("document.awaiting", issuer=awaiting.issuer), expected, awaiting.note)
    return "; ".join(filter(None, parts))


def _replaced(document: Document, t: Strings) -> str:
    if not document.versions:
        return ""
    return t("document.replaced_at", when=moment_label(document.versions[-1].replaced_at, t).text)


def _old_versions(
    folder: MeetingFolder, document: Document, files: Inspections, t: Strings
) -> Iterator[OldVersion]:
    """Yield the old versions that can be opened: those of a document that is withdrawn or awaited again are not published."""
    if document.state != "published":
        return
    for number, version in enumerate(document.versions, 1):
        when = moment_label(version.replaced_at, t).text
        yield OldVersion(
            routes.old_version(folder.id, document, number),
            t("document.old_version", number=number, when=when),
            file_line(files[folder.paths[version.file]], t),
            version.note or "",
        )
