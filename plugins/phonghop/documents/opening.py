"""A document opened in a confined process: what may be in a file of its ending, and what is told of it.

All readers are loaded with this module, so that a worker does it once and not in every fork: a file of a few pages then
takes 10 ms instead of 300.
"""

from __future__ import annotations

from functools import partial
from os import SEEK_END
from pathlib import Path

from phonghop.confined.limits import ExceededError
from phonghop.documents import legacy, office, packed, pdf, plain, words
from phonghop.documents.reading import UNPACKED, Reading, documents_in, is_two_kinds, kind_of, reader
from phonghop.documents.records import Contents, Finding, write_report
from phonghop.text.problems import Unreadable

LOADED = (legacy, office, packed, pdf, plain)
"""The readers of all kinds."""
_MEDIA = frozenset({".mp3", ".mp4"})
_END = 4 << 20
_SHOWN = 5
_OFFICE = (".docx", ".xlsx", ".pptx")
_KINDS = {
    **dict.fromkeys(_OFFICE, "office"),
    **dict.fromkeys((".doc", ".xls", ".ppt"), "compound"),
    **dict.fromkeys((".jpg", ".jpeg", ".png"), "picture"),
    ".pdf": "pdf",
    ".zip": "zip",
    ".mp3": "media",
    ".mp4": "media",
}
"""What a document's bytes are, by the endings that are served."""


def report(file: str, answer: Path) -> None:
    """Write what `file` holds: a job for a confined process."""
    write_report(read_document, file, answer)


def report_pack(file: str, answer: Path) -> None:
    """Write what the bound pack `file` says, each of whose documents kept to the bounds: a job for a confined process."""
    times = documents_in(Path(file).stat().st_size)
    write_report(partial(_read_anything, times=times), file, answer)


def report_anything(file: str, answer: Path) -> None:
    """Write what `file` holds, of whatever kind it is: a job for a confined process."""
    write_report(_read_anything, file, answer)


def _read_anything(path: Path, times: int = 1) -> Contents:
    """Return what the file at `path` says, within `times` the bounds of one document; not readable where a part of it is not."""
    reading = Reading(times=times)
    data = _bytes_of(path, path.suffix.lower(), times)
    kind = kind_of(data)
    reading.deep = kind == "office"  # of whatever kind of office file
    reader(kind)(reading, data, path.suffix.lower())
    unread = reading.unread if kind not in ("pdf", "picture") else ()
    return Contents(passages=tuple(reading.passages), readable=not unread)


def read_document(path: Path) -> Contents:
    """Return what the document at `path` holds.

    Raises:
        Unreadable: PH416 it is of another kind than its ending says, PH701 it is damaged, PH702 it wants a password,
            PH726 it is of two kinds.
        ExceededError: it holds more than any honest file.
    """
    ending = path.suffix.lower()
    data = _bytes_of(path, ending)
    kind = kind_of(data)
    if ending == ".zip" and kind == "office":
        kind = "zip"
    if kind != _KINDS[ending] and ending in _OFFICE and kind == "zip":
        raise Unreadable("PH701")
    if kind != _KINDS[ending] or is_two_kinds(data, kind):
        raise Unreadable("PH726")
    reading = Reading()
    reader(kind)(reading, data, ending)
    return Contents(
        pages=reading.pages,
        passages=tuple(reading.passages),
        reading_copy=reading.reading_copy,
        signed=reading.signed,
        readable=True,
        findings=(*_told(reading),),
    )


def _bytes_of(path: Path, ending: str, times: int = 1) -> bytes:
    """Return a file's bytes; of a film or a recording, which may be large, its two ends, where its tags are."""
    size = path.stat().st_size
    if ending in _MEDIA and size > 2 * _END:
        with path.open("rb") as stream:
            head = stream.read(_END)
            stream.seek(-_END, SEEK_END)
            return head + stream.read()
    if size > times * UNPACKED:
        raise ExceededError
    return path.read_bytes()


def _told(reading: Reading) -> list[Finding]:
    found = [*words.findings(reading.passages)]
    if reading.actions:
        found.append(Finding("PH703", {"actions": sorted(reading.actions)}))
    found += reading.findings
    for code, names in (
        ("PH713", reading.outside[:_SHOWN]),
        ("PH725", reading.unread),
        ("PH727", reading.deceptive),
        ("PH728", reading.carried),
    ):
        if names:
            found.append(Finding(code, {"names": list(dict.fromkeys(names))}))
    return found
