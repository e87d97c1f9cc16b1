"""Files that are dropped on the editor: into the meeting's folder, and into its list of documents."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime

from phonghop.editing.desk import Desk
from phonghop.editing.steps import as_list, as_record
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError
from phonghop.text.folding import numbered


def add_document(desk: Desk, meeting_id: str, name: str, content: bytes, now: datetime) -> None:
    """Put a file into the draft and name it in the form; a saved file of that name keeps its old version.

    Raises:
        PatchError: the file's text cannot hold that.
    """
    data, paths = desk.data(meeting_id), desk.paths(meeting_id)
    saved = desk.file(meeting_id).with_name(name)
    if data is None:
        raise PatchError
    documents = as_list(data.get("documents") or None)
    is_listed = any(_file_of(document) == name for document in documents)
    dropped = {name: content} if name not in paths or paths[name].read_bytes() != content else {}
    if not is_listed:
        documents.append(_named(name, documents))
    elif dropped and paths.get(name) == saved:
        old = _unused(paths, name)
        dropped[old] = saved.read_bytes()
        when = f"{now:%H:%M} {now:%d/%m/%Y}"
        documents = [
            _replaced(document, old, when) if _file_of(document) == name else document
            for document in documents
        ]
    data["documents"] = documents
    desk.hold(meeting_id, data)
    for file, held in dropped.items():
        desk.put_in(meeting_id, file, held)


def _named(name: str, documents: Sequence[Plain]) -> Plain:
    """Return the entry of a new document: its name alone, with an id where another document has the one that follows from it."""
    keys = {as_record(document)["id"] for document in documents}
    own = str(as_record(name)["id"])
    free = next(key for key in numbered(own) if key not in keys)
    return name if free == own else {"id": free, "file": name}


def _file_of(document: Plain) -> str:
    return str(document.get("file") or "") if isinstance(document, dict) else str(document)


def _unused(names: Container[str], name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return next(old for n in range(1, 1000) if (old := f"{stem}-ban-{n}{dot}{ending}") not in names)


def _replaced(document: Plain, old: str, when: str) -> Plain:
    """Return a document whose file was replaced: the `old` file keeps its place in the history."""
    record = as_record(document)
    versions = as_list(record.get("versions") or None)
    versions.append({"file": old, "replaced_at": when})
    return {**record, "versions": versions, "published_at": when}
