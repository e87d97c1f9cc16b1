"""Frequent changes of a meeting in one step: hold a paper, withdraw it, postpone the meeting."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from phonghop.source.nodes import Plain
from phonghop.text.folding import slug

Data = dict[str, Plain]

_MOVED = frozenset({"sessions", "venue"})
_OF_ITS_TIME = frozenset({"start", "end", "hour", "lunar"})


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


class Announcement(NamedTuple):
    """What is to be announced of a meeting; what is empty changes nothing.

    Attributes:
        state: one of `model.status.Status`, or "scheduled".
        reason: in words.
        when: the new time of each session.
        where: the new place.
    """

    state: str
    reason: str = ""
    when: Sequence[str] = ()
    where: str = ""


def put_off(data: Data, published: Data | None, new: Announcement) -> Data:
    """Return `data` with the meeting moved, postponed, cancelled, or held as people were told.

    The former times are those that people were told last: a move that is not published yet is taken back before.
    `published` is what the file holds that was published last, None where none was.
    """
    is_told = published is not None and published.get("status") == data.get("status")
    changed = (
        copy.deepcopy(data) if is_told and new.state != "scheduled" else _as_invited(data, published, is_told)
    )
    changed.pop("status", None)
    if new.state == "scheduled":
        return changed
    status: Data = {"state": new.state}
    if new.reason:
        status["reason"] = new.reason
    if new.state == "moved":
        was: Data = {}
        sessions = as_list(changed.get("sessions"))
        if new.when:
            was["sessions"] = [_time(session) for session in sessions]
            changed["sessions"] = _at(sessions, new.when)
        if new.where:
            venue = changed.get("venue")
            was["venue"] = str(venue.get("name") or "") if isinstance(venue, dict) else venue
            changed["venue"] = new.where
        status["was"] = {key: value for key, value in was.items() if value}
    changed["status"] = status
    return changed


def times(data: Data) -> list[str]:
    """Return when each session begins, as it is written."""
    starts = (
        session.get("start") if isinstance(session, dict) else session
        for session in as_list(data.get("sessions"))
    )
    return [str(start or "") for start in starts]


def _as_invited(data: Data, published: Data | None, is_told: bool) -> Data:
    """Return `data` with the times and the place from before its move: as published, or as the move itself tells."""
    changed = copy.deepcopy(data)
    status = data.get("status")
    if not isinstance(status, dict) or status.get("state") != "moved":
        return changed
    if published is not None and not is_told:
        stays = {key: value for key, value in changed.items() if key not in _MOVED}
        return stays | {key: copy.deepcopy(value) for key, value in published.items() if key in _MOVED}
    was = status.get("was")
    record = was if isinstance(was, dict) else {"sessions": was}
    if former := as_list(record.get("sessions")):
        changed["sessions"] = _at(as_list(data.get("sessions")), former)
    if record.get("venue"):
        changed["venue"] = record["venue"]
    return changed


def _at(sessions: Sequence[Plain], times: Sequence[Plain]) -> list[Plain]:
    """Return `sessions` at other times; what belongs to the former day goes."""
    if len(sessions) != len(times):
        return [*times]
    return [
        {
            **{k: v for k, v in session.items() if k not in _OF_ITS_TIME},
            **(time if isinstance(time, dict) else {"start": time}),
        }
        if isinstance(session, dict) and set(session) - _OF_ITS_TIME
        else time
        for session, time in zip(sessions, times, strict=True)
    ]


def _time(session: Plain) -> Plain:
    """Return a session's time alone."""
    if not isinstance(session, dict):
        return session
    return (
        {key: session[key] for key in ("start", "end") if key in session}
        if "end" in session
        else session.get("start")
    )


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
    return {**({} if "id" in record else {"id": slug(Path(str(record.get("file") or "")).stem)}), **record}
