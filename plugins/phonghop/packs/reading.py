"""The bound pack as a page to be read: a reader who hears «page 37 of the pack» in the hall gets there with any phone."""

from __future__ import annotations

from collections.abc import Sequence

from phonghop.documents.records import Inspections
from phonghop.packs.offer import Packs
from phonghop.pages.reading import ReadingPage
from phonghop.portal import MeetingFolder, routes
from phonghop.text.strings import Strings


def pack_page(folder: MeetingFolder, packs: Packs, texts: Sequence[str], t: Strings) -> ReadingPage | None:
    """Return the page on which the bound pack is read; None where there is none. `texts` are those of its pages."""
    bound = packs.bound
    if bound is None:
        return None
    home = routes.meeting(folder.id)
    has_words = any(text.strip() for text in texts)
    return ReadingPage(
        address=routes.pack_page(folder.id),
        key="",
        title=t("pack.all"),
        file=bound.address,
        about=bound.label,
        lines=(t("pack.apart", n=packs.apart),) if packs.apart else (),
        meeting=(f"{home}#{routes.word('all')}", folder.meeting.name),
        kind="pdf",
        item="",
        version="",
        needs="",
        words="",
        size=bound.size,
        sha256=bound.sha256,
        pages=bound.pages or 0,
        page_words=routes.pack_words(folder.id) if has_words else "",
        previous=None,
        next=None,
    )


def pack_texts(folder: MeetingFolder, packs: Packs, files: Inspections) -> tuple[str, ...]:
    """Return the words of each page of the bound pack; those of cover, contents and dividers are left out."""
    texts = [""] * (packs.bound.pages or 0) if packs.bound else []
    for document in folder.meeting.documents:
        row = packs.rows.get(routes.document_anchor(document.key))
        if row and row.first and document.file:
            pages = files[folder.paths[document.file]].contents.text
            texts[row.first - 1 : row.first - 1 + len(pages)] = pages
    return tuple(texts)
