"""Files that are dropped on the editor: into the meeting's folder, and into its list of documents."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from phonghop.editing.desk import Desk
from phonghop.editing.steps import as_list, as_record
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError


def add_document(desk: Desk, meeting_id: str, name: str, content: bytes, now: datetime) -> None:
    """Put a file into the meeting's folder and name it in the form; a file of that name keeps its old version.

    Raises:
        PatchError: the file's text cannot hold that.
    """
    folder = desk.file(meeting_id).parent
    data = desk.data(meeting_id)
    if data is None:
        raise PatchError
    documents = as_list(data.get("documents") or None)
    target = folder / name
    if target.exists() and target.read_bytes() != content:
        old = _unused(folder, name)
        shutil.copyfile(target, folder / old)
        when = f"{now:%H:%M} {now:%d/%m/%Y}"
        documents = [
            _replaced(document, old, when) if _file_of(document) == name else document
            for document in documents
        ]
    elif not any(_file_of(document) == name for document in documents):
        documents.append(name)
    target.write_bytes(content)
    data["documents"] = documents
    desk.hold(meeting_id, data)


def _file_of(document: Plain) -> str:
    return str(document.get("file") or "") if isinstance(document, dict) else str(document)


def _unused(folder: Path, name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return next(
        old for n in range(1, 1000) if not (folder / (old := f"{stem}-ban-{n}{dot}{ending}")).exists()
    )


def _replaced(document: Plain, old: str, when: str) -> Plain:
    """Return a document whose file was replaced: the `old` file keeps its place in the history."""
    record = as_record(document)
    versions = as_list(record.get("versions") or None)
    versions.append({"file": old, "replaced_at": when})
    return {**record, "versions": versions, "published_at": when}
