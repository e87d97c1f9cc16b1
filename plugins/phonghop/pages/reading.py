"""The page on which one document is read: its words, or its pages shown by a script; what it is, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from phonghop.documents.records import Inspections
from phonghop.model import Document
from phonghop.model.programme import every_item
from phonghop.pages.documents import DocumentRow, document_row
from phonghop.portal import MeetingFolder, routes
from phonghop.text.strings import Strings

_SHEETS = frozenset({".xlsx", ".xls", ".ods", ".csv"})
_SLIDES = frozenset({".pptx", ".ppt", ".odp"})


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A document to be read.

    Attributes:
        key: names it in the meeting's data; empty for the bound pack.
        file: the address of its file; `about` is format, pages and size in one line, `lines` the rest of its description.
        meeting: the address of its place on the meeting's page, and the meeting's name.
        kind: "pdf", whose pages a script shows; "words", which are in the page itself; "file", which only its own program opens.
        item: the item of the programme that it belongs to, "2. Báo cáo sơ kết"; empty for none.
        version: which version this is, as a sentence.
        needs: what a phone needs to open the file, as a sentence; empty for what is read here.
        words: a fragment of HTML that is clean.
        page_words: where the words of its pages are; empty where it has none, like a scan.
        previous: address and title of the document before it in the meeting's order; None for the first.
    """

    address: str
    key: str
    title: str
    file: str
    about: str
    lines: tuple[str, ...]
    meeting: tuple[str, str]
    kind: str
    item: str
    version: str
    needs: str
    words: str
    size: int
    sha256: str
    pages: int
    page_words: str
    previous: tuple[str, str] | None
    next: tuple[str, str] | None


def reading_pages(folder: MeetingFolder, files: Inspections, t: Strings) -> Iterator[ReadingPage]:
    """Yield a page for each published document with a file, in the programme's order, then those of no item."""
    documents = {d.key: d for d in folder.meeting.documents if d.file and d.state == "published"}
    items = _items(folder)
    order = [key for key in dict.fromkeys((*items, *documents)) if key in documents]
    links = [(routes.reading_page(folder.id, documents[key]), documents[key].name) for key in order]
    for place, key in enumerate(order):
        document = documents[key]
        inspection = files[folder.paths[document.file or ""]]
        row = document_row(folder, document, files, t)
        is_pdf = inspection.ending == ".pdf" and inspection.contents.pages is not None
        has_words = is_pdf and any(text.strip() for text in inspection.contents.text)
        kind = "pdf" if is_pdf else "words" if inspection.contents.reading_copy else "file"
        yield ReadingPage(
            address=links[place][0],
            key=key,
            title=row.title,
            file=row.address,
            about=row.file,
            lines=tuple(filter(None, (row.about, row.note))),
            meeting=(f"{row.meeting[0]}#{row.anchor}", row.meeting[1]),
            kind=kind,
            item=items.get(key, ""),
            version=_version(document, row, t),
            needs=_needs(inspection.ending, t) if kind == "file" else "",
            words=_below_the_title(inspection.contents.reading_copy),
            size=inspection.size,
            sha256=inspection.sha256,
            pages=inspection.contents.pages or 0,
            page_words=routes.page_words(folder.id, document) if has_words else "",
            previous=links[place - 1] if place else None,
            next=links[place + 1] if place + 1 < len(order) else None,
        )


def page_words(sha256: str, texts: Iterable[str]) -> Mapping[str, object]:
    """Return the words of a PDF as the reading page's script takes them: which file it is, and a text for each page."""
    return {"sha256": sha256, "pages": [" ".join(text.split()) for text in texts]}


def _below_the_title(words: str) -> str:
    """Return clean HTML with its headings a level deeper: the page has its title already."""
    return re.sub(r"(?<=<)(/?h)([1-5])(?=>)", lambda tag: f"{tag[1]}{int(tag[2]) + 1}", words)


def _items(folder: MeetingFolder) -> dict[str, str]:
    """Return number and title of the first item of the programme that names each document, by its key."""
    items: dict[str, str] = {}
    for place in every_item(folder.meeting.agenda):
        for key in place.item.documents:
            items.setdefault(key, f"{place.number}. {place.item.title}")
    return items


def _needs(ending: str, t: Strings) -> str:
    if ending in _SHEETS:
        return t("reading.needs_sheet")
    return t("reading.needs_slides") if ending in _SLIDES else t("reading.needs_program")


def _version(document: Document, row: DocumentRow, t: Strings) -> str:
    if document.versions:
        return f"{t('reading.version', n=len(document.versions) + 1)} · {row.replaced}"
    return t("document.published_at", when=row.posted.text) if row.posted else ""
