"""Files that are dropped on the editor: into the meeting's folder, and into its list of documents."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from phonghop.editing.desk import Desk
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
    documents = data.get("documents") or []
    listed: list[Plain] = [*documents] if isinstance(documents, list) else [documents]
    target = folder / name
    if target.exists() and target.read_bytes() != content:
        old = _unused(folder, name)
        shutil.copyfile(target, folder / old)
        listed = [_replaced(document, name, old, f"{now:%H:%M} {now:%d/%m/%Y}") for document in listed]
    elif not any(_file_of(document) == name for document in listed):
        listed = [*listed, name]
    target.write_bytes(content)
    data["documents"] = listed
    desk.hold(meeting_id, data)


def _file_of(document: Plain) -> str:
    return str(document.get("file") or "") if isinstance(document, dict) else str(document)


def _unused(folder: Path, name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return next(
        old for n in range(1, 1000) if not (folder / (old := f"{stem}-ban-{n}{dot}{ending}")).exists()
    )


def _replaced(document: Plain, name: str, old: str, when: str) -> Plain:
    """Return a document whose file was replaced: the old version keeps its place in the history."""
    if _file_of(document) != name:
        return document
    record: dict[str, Plain] = (
        dict(document) if isinstance(document, dict) else {"id": Path(name).stem, "file": name}
    )
    versions = record.get("versions") or []
    record["versions"] = [
        *(versions if isinstance(versions, list) else [versions]),
        {"file": old, "replaced_at": when},
    ]
    record.setdefault("id", Path(name).stem)
    record["published_at"] = when
    return record
