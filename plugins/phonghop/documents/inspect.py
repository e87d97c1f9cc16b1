"""Files → what is known of them."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import nh3
from pydantic import TypeAdapter

from phonghop.confined import workers
from phonghop.confined.limits import Limits
from phonghop.documents.cache import Cache
from phonghop.documents.reading import OPENING, opening_pack
from phonghop.documents.records import Contents, Finding, Inspection, Inspections
from phonghop.model.documents import named_files
from phonghop.portal import MeetingFolder, Portal
from phonghop.portal.file_kinds import FORMATS
from phonghop.text.folding import nfc

_Work: TypeAlias = tuple[str, Limits]
"""A job of `opening`, and what it may cost."""
_DOCUMENT: _Work = ("phonghop.documents.opening:report", OPENING)
_ANYTHING: _Work = ("phonghop.documents.opening:report_anything", OPENING)
_PACK = "phonghop.documents.opening:report_pack"
_EXCEEDED = Contents(findings=(Finding("PH710"),))
"""What is said of a file that could not be opened within the limits."""
_CONTENTS = TypeAdapter(Contents)
_HEAD = 1024
_FEW = 4
"""So many files are read by one worker."""
_LOCKED_OFFICE_FILE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document with a password ([MS-OFFCRYPTO] 2.3.4)."""
_OFFICE = frozenset({".docx", ".xlsx", ".pptx"})

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "em", "s", "sub", "sup", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES = {"a": {"href", "id"}, "li": {"id"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


class RememberedFiles(Mapping[Path, Inspection]):
    """Files that were inspected in this run or in an earlier one."""

    def __init__(self, fresh: Mapping[Path, Inspection], portal: Portal, cache: Path | None) -> None:
        """Take what was inspected now, the portal, whose remembered folders tell of every other file, and the folder of the database."""
        self._fresh, self._portal, self._cache = fresh, portal, cache

    def __getitem__(self, path: Path) -> Inspection:
        if path in self._fresh:
            return self._fresh[path]
        facts = self._earlier(path)
        if facts is None:
            raise KeyError(path)
        sha256, size = facts
        return _remembered(path, sha256, size, self._cache) or inspect(path, self._cache)

    def __contains__(self, path: object) -> bool:
        return path in self._fresh or (isinstance(path, Path) and self._earlier(path) is not None)

    def __iter__(self) -> Iterator[Path]:
        paths = (path for name in self._portal.remembered for path in self._portal.by_id[name].paths.values())
        return iter(dict.fromkeys((*self._fresh, *(path for path in paths if path in self))))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _earlier(self, path: Path) -> Sequence[Any] | None:
        """Return SHA-256 and size of a file in a folder that has not changed since an earlier look; None of another."""
        for above in path.parents:
            name, file = nfc(above.name), nfc(path.relative_to(above).as_posix())
            if name in self._portal.remembered and self._portal.by_id[name].paths.get(file) == path:
                return self._portal.remembered[name].files[file]
        return None

    def let_go(self, portal: Portal) -> RememberedFiles:
        """Return the same of all files of `portal`, holding only what the database cannot give again: texts of thousands of files are large."""
        told = RememberedFiles({}, portal, self._cache)
        held = {p: f for p, f in self._fresh.items() if p not in told or not f.contents.readable}
        return RememberedFiles(held, portal, self._cache)


def _remembered(file: Path, sha256: str, size: int, cache: Path | None) -> Inspection | None:
    """Return what is known of a file that has not changed since it was inspected; None where that has been forgotten."""
    ending = file.suffix.lower()
    contents = Cache(cache).load(f"{sha256}{ending}")
    return (
        None if contents is None else Inspection(size, sha256, FORMATS[ending].media_type, ending, contents)
    )


def inspect_portal(portal: Portal, cache: Path | None) -> RememberedFiles:
    """Return what is known of every file that a document of `portal` names, old versions included.

    A file that is missing or of a kind that is not served is left out: the portal's own checks tell of it.
    """
    fresh = inspect_all(
        (
            folder.paths[file]
            for folder in portal.folders
            if folder.id not in portal.remembered
            for _, file in named_files(folder.meeting.documents)
            if is_served(folder, file)
        ),
        cache,
    )
    return RememberedFiles(fresh, portal, cache)


def content_of(folder: MeetingFolder, files: Inspections) -> str:
    """Return a digest of the YAML file of a meeting and of its files of which `files` tells."""
    digest = hashlib.sha256(folder.source)
    digests = sorted((name, files[path].sha256) for name, path in folder.paths.items() if path in files)
    digest.update(repr(digests).encode())
    return digest.hexdigest()


def is_served(folder: MeetingFolder, file: str) -> bool:
    """Return whether `file` is in the folder of a meeting and of a kind that is served."""
    return file in folder.paths and PurePosixPath(file).suffix.lower() in FORMATS


def inspect(file: Path, cache: Path | None) -> Inspection:
    """Return what is known of `file`, whose ending is among those served; `cache` is the folder of earlier answers."""
    return inspect_all([file], cache)[file]


def inspect_all(
    files: Iterable[Path], cache: Path | None, packs: Container[Path] = frozenset()
) -> Inspections:
    """Return what is known of each of `files`, as `inspect` does, several at a time.

    Those among `packs` are bound from many documents and may hold as much as these.
    """
    each = tuple(dict.fromkeys(files))
    look = partial(_inspect, cache=Cache(cache), at_work=workers.of_this_process(), packs=packs)
    # A worker takes as long to start as to read a dozen files.
    with ThreadPoolExecutor(workers.COUNT if len(each) > _FEW else 1) as pool:
        return dict(zip(each, pool.map(look, each), strict=True))


def prepare() -> None:
    """Have a process start that will read documents soon."""
    workers.of_this_process().begin(_DOCUMENT[0])


def inspect_bytes(data: bytes, ending: str, cache: Path | None) -> Contents:
    """Return what is in a file that lies in an archive, or that no meeting names; what cannot be read is not `readable`."""
    earlier = Cache(cache)
    with TemporaryDirectory(prefix="phonghop-") as folder:
        file = Path(folder, f"inside{ending if ending in FORMATS else ''}")
        file.write_bytes(data)
        name = f"{hashlib.sha256(data).hexdigest()}.any{ending}"
        # One after the other is asked for: a worker for each would take longer to start than to answer.
        return _contents(file, name, earlier, workers.of_this_process(), _ANYTHING)


def _inspect(file: Path, cache: Cache, at_work: workers.Workers, packs: Container[Path]) -> Inspection:
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
    is_pack = file in packs
    name, work = (
        (f"{sha256}.pack", (_PACK, opening_pack(size))) if is_pack else (f"{sha256}{ending}", _DOCUMENT)
    )
    return replace(known, contents=_contents(file, name, cache, at_work, work))


def _pretence(file: Path, head: bytes) -> str:
    """Return what to say of a file that does not begin as its ending says.

    A DOCX with a password is no ZIP but a compound file that holds the encrypted ZIP.
    """
    if (
        file.suffix.lower() in _OFFICE
        and FORMATS[".doc"].begins(head)
        and _LOCKED_OFFICE_FILE in file.read_bytes()
    ):
        return "PH702"
    return "PH416"


def _contents(
    file: Path, name: str, cache: Cache, at_work: workers.Workers, work: _Work = _DOCUMENT
) -> Contents:
    """Return what is in `file`, from the cache under `name` if it is there.

    That a file exceeded its limits is not kept: on a less busy machine it may not.
    """
    if (kept := cache.load(name)) is not None:
        return kept
    report = at_work.do(work[0], str(file.absolute()), work[1])
    if report is None:
        return _EXCEEDED
    found = _CONTENTS.validate_json(report)
    if found.reading_copy:
        found = replace(found, reading_copy=safe_html(found.reading_copy))
    cache.store(name, found)
    return found


def safe_html(html: str) -> str:
    """Return `html` with nothing in it but words and their structure: no script, style, picture or other request.

    Done here and not by the process that opened the document, because what that one says is not trusted.
    """
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, attribute_filter=_without_paths
    )


def _without_paths(tag: str, name: str, value: str) -> str | None:
    """Drop links that would lead into this site: a document knows only its own anchors and whole addresses."""
    if (tag, name) == ("a", "href") and not value.startswith("#") and ":" not in value:
        return None
    return value
