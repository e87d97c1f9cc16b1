"""Files → what is known of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from phonghop.confined import workers
from phonghop.documents.cache import Cache
from phonghop.documents.limits import OPENING
from phonghop.documents.records import Contents, Finding, Inspection, Inspections
from phonghop.portal.formats import FORMATS

_JOBS = {
    ".pdf": "phonghop.documents.pdf:report_pdf",
    ".docx": "phonghop.documents.office:report_office",
    ".xlsx": "phonghop.documents.office:report_office",
    ".pptx": "phonghop.documents.office:report_office",
    ".zip": "phonghop.documents.packed:report_zip",
}
"""What opens a kind of file; of others nothing is known but what they begin with."""
_EXCEEDED = Contents(findings=(Finding("PH710"),))
"""What is said of a file that could not be opened within the limits."""
_CONTENTS = TypeAdapter(Contents)
_HEAD = 1024
_LOCKED_OFFICE_FILE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document with a password ([MS-OFFCRYPTO] 2.3.4)."""


def inspect(file: Path, cache: Path) -> Inspection:
    """Return what is known of `file`, whose ending is among those served; `cache` is the folder of earlier answers."""
    return inspect_all([file], cache)[file]


def inspect_all(files: Iterable[Path], cache: Path) -> Inspections:
    """Return what is known of each of `files`, as `inspect` does, several at a time."""
    each = tuple(dict.fromkeys(files))
    earlier = Cache(cache)
    with workers.Workers() as at_work, ThreadPoolExecutor(workers.COUNT) as pool:
        look = partial(_inspect, cache=earlier, at_work=at_work)
        known = dict(zip(each, pool.map(look, each), strict=True))
    earlier.forget_oldest(len(each))
    return known


def _inspect(file: Path, cache: Cache, at_work: workers.Workers) -> Inspection:
    ending = file.suffix.lower()
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError:
        contents = Contents(findings=(Finding("PH117"),))
        return Inspection(0, "", FORMATS[ending].media_type, ending, contents)
    known = Inspection(size, sha256, FORMATS[ending].media_type, ending, Contents())
    if not FORMATS[ending].begins(head):
        return replace(known, contents=Contents(findings=(Finding(_pretence(file, head)),)))
    if ending in _JOBS:
        return replace(known, contents=_contents(file, f"{sha256}{ending}", cache, at_work))
    return known


def _pretence(file: Path, head: bytes) -> str:
    """Return what to say of a file that does not begin as its ending says.

    A DOCX with a password is no ZIP but a compound file that holds the encrypted ZIP.
    """
    if (
        file.suffix.lower() in _JOBS
        and FORMATS[".doc"].begins(head)
        and _LOCKED_OFFICE_FILE in file.read_bytes()
    ):
        return "PH702"
    return "PH416"


def _contents(file: Path, name: str, cache: Cache, at_work: workers.Workers) -> Contents:
    """Return what is in `file`, from the cache under `name` if it is there.

    That a file exceeded its limits is not kept: on a less busy machine it may not.
    """
    if (kept := cache.load(name)) is not None:
        return kept
    report = at_work.do(_JOBS[file.suffix.lower()], str(file.absolute()), OPENING)
    if report is None:
        return _EXCEEDED
    found = _CONTENTS.validate_json(report)
    if found.reading_copy:
        # Only a DOCX has one, and loading what cleans it takes as long as the rest of a warm run.
        from phonghop.documents.safe_html import clean  # noqa: PLC0415

        found = replace(found, reading_copy=clean(found.reading_copy))
    cache.store(name, found)
    return found
