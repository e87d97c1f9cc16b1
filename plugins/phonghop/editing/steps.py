"""Frequent changes of a meeting in one step: hold a paper, withdraw it, postpone the meeting."""

from __future__ import annotations

import copy
from pathlib import Path

from phonghop.source.nodes import Plain

Data = dict[str, Plain]


def documents(data: Data) -> list[str]:
    """Return what each document is called in a list to choose from."""
    return [
        str(document.get("title") or document.get("file") or document.get("id") or "")
        if isinstance(document, dict)
        else str(document)
        for document in as_list(data.get("documents"))
    ]


def held(data: Data, number: int, until: str) -> Data:
    """Return `data` with one document held until an hour; an empty hour releases it at once."""
    changed, record = _document(data, number)
    record.pop("release", None)
    if until:
        record["release"] = until
    return changed


def withdrawn(data: Data, number: int, reason: str) -> Data:
    """Return `data` with one document taken back, and why."""
    changed, record = _document(data, number)
    record["withdrawn"] = {"reason": reason}
    return changed


def put_off(data: Data, state: str, reason: str, when: str, where: str) -> Data:
    """Return `data` with the meeting moved to `when` and `where`, postponed or cancelled; the former times are kept.

    A place, a reason or an hour that is empty changes nothing.
    """
    changed = copy.deepcopy(data)
    if state == "scheduled":
        changed.pop("status", None)
        return changed
    status: Data = {"state": state}
    if reason:
        status["reason"] = reason
    if state == "moved":
        was: Data = {}
        if when:
            was["sessions"] = [_start(session) for session in as_list(data.get("sessions"))]
            changed["sessions"] = [when]
        if where:
            venue = data.get("venue")
            was["venue"] = str(venue.get("name") or "") if isinstance(venue, dict) else venue
            changed["venue"] = where
        status["was"] = {key: value for key, value in was.items() if value}
    changed["status"] = status
    return changed


def _start(session: Plain) -> Plain:
    if isinstance(session, dict) and "end" not in session:
        return session.get("start")
    return {key: session[key] for key in ("start", "end")} if isinstance(session, dict) else session


def as_list(value: Plain) -> list[Plain]:
    """Return the items of a list that may be written as a single item, or not at all."""
    return [*value] if isinstance(value, list) else [] if value is None else [value]


def _document(data: Data, number: int) -> tuple[Data, Data]:
    changed = copy.deepcopy(data)
    items = as_list(changed.get("documents"))
    record = items[number] = as_record(items[number])
    changed["documents"] = items
    return changed, record


def as_record(document: Plain) -> Data:
    """Return a document in its long form, with an id, so that fields can be added."""
    record = dict(document) if isinstance(document, dict) else {"file": document}
    return {**({} if "id" in record else {"id": Path(str(record.get("file") or "")).stem}), **record}
