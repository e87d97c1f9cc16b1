"""What search finds besides pages: each document, and each page inside it, opened at that page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from phonghop.portal import MeetingFolder
from phonghop.products.inspection.records import Inspections
from phonghop.products.views.documents import document_row
from phonghop.products.views.labels import moment_label
from phonghop.text.strings import Strings


@dataclass(frozen=True, slots=True)
class Entry:
    """One search result: `address` is relative to the site, `title` and `text` are plain."""

    address: str
    title: str
    text: str


def document_entries(folder: MeetingFolder, files: Inspections, t: Strings) -> Iterator[Entry]:
    """Yield an entry for each published document of a meeting, followed by those of its pages.

    A document names its meeting, so that "báo cáo giao ban tháng 12" finds the report whatever its own title is.
    """
    meeting = folder.meeting
    of_meeting = (meeting.name, moment_label(meeting.start, t).text)
    for document in meeting.documents:
        if document.state != "published" or not document.file:
            continue
        row = document_row(folder, document, files, t)
        yield Entry(row.address, row.title, " · ".join(filter(None, (row.about, *of_meeting))))
        contents = files[folder.paths[document.file]].contents
        for number, text in enumerate(contents.text if contents.pages else (), 1):
            if text:
                yield Entry(
                    f"{row.address}#page={number}", t("document.page", n=number), " ".join(text.split())
                )
