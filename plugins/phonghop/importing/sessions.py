"""When a meeting sits, put together from its paragraphs of time, its opening sentences, its parts and its programme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from phonghop.importing import sentences, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import PLACE_NOUN
from phonghop.importing.paragraphs import Body
from phonghop.importing.programme import Programme
from phonghop.importing.words import Tree, Value, Words, concluded, join, review, tidy
from phonghop.text.dates import Moment, read_moment, read_span
from phonghop.text.folding import fold
from phonghop.text.problems import Unreadable

_CITES = re.compile(r"\bsố\s[^,;.]*$|\bđến\s+(?:hết\s+)?(?:ngày\s+)?$")
"""What stands before the date of a document, or before the end of a stretch of days."""
_PRESENT = re.compile(r"có mặt|\bđến\b")
_LATEST = 10**9


def conclude_sessions(body: Body, programme: Programme, is_schedule: bool) -> None:
    """Put the sessions of `body` and the items of `programme` into their order, items beside the session that they belong to."""
    if programme.items and is_schedule:
        _schedule(body, programme)
        return
    opening = join(body.opening)
    if not body.sessions:
        body.sessions += _told_in_the_opening(body, opening)
    day_sessions = _of_days(programme, body.year)
    if day_sessions:
        days = {day for session in day_sessions.values() if (day := _day(session))}
        kept = [session for session in body.sessions if _day(session) not in days]
        body.sessions[:] = sorted([*kept, *day_sessions.values()], key=_order)
        numbers = {
            n: next(i for i, other in enumerate(body.sessions, 1) if other is session)
            for n, session in day_sessions.items()
        }
        last = 0
        for item, n in zip(programme.items, programme.of_day, strict=True):
            if n in numbers and numbers[n] != last:
                last = numbers[n]
                item["session"] = concluded(str(last), Words(), "", "certain")
    elif not body.sessions and programme.items and (on := body.day or _day_of_heading(body)):
        body.sessions.append(_whole(programme, on))
    body.agenda[:0] = list(programme.items)
    if not day_sessions:
        body.sessions.sort(key=_order)


def _day_of_heading(body: Body) -> Words:
    """Return the day that a heading of time tells beside its label: "THỜI GIAN, HÀNH TRÌNH (ngày 21/11/2024)"."""
    return day_told([words for words in body.found.told() if fold(words.text).startswith("thoi gian")])


def mark_late_deadlines(body: Body) -> None:
    """Tell of each deadline after the last session that it is meant to be after the meeting; that is to be reviewed."""
    last = max((end.latest for session in body.sessions if (end := _end(session))), default=None)
    for deadline in body.deadlines:
        at = deadline.get("at") if isinstance(deadline, dict) else None
        if last is None or not isinstance(deadline, dict) or not isinstance(at, Value):
            continue
        with suppress(Unreadable):
            if read_moment(at.text).begin > last:
                deadline["after_meeting"] = concluded("có", at.source, "deadline-told")


_PART_NAMED = re.compile(
    r"(?P<label>(?:Phiên|Buổi|Đợt|Ca|Lớp|Khối|Ngày|Phần)\s[\w ]{1,20}?)[\s,:(]*(?:từ|lúc|vào|bắt đầu|diễn ra|\s)*$"
)
"""How a part of a meeting is named right before its hour."""


def _told_in_the_opening(body: Body, opening: Words) -> list[Tree]:
    told = times.told_sessions(opening, body.year)
    told = [one for one in told if one.text not in body.former]
    if body.is_put_off:
        told = told[:1]
    if (
        not told
        and (bound := times.DEADLINE.search(opening.text))
        and _PRESENT.search(opening.text)
        and times.is_session(tidy(bound[0]))
    ):
        return [concluded(tidy(bound[0]), opening, "sentence")]
    if len(told) == 1:
        return [concluded(told[0].text, opening, told[0].why)]
    sessions: list[Tree] = []
    for n, one in enumerate(told):
        after = opening[one.end : told[n + 1].start if n + 1 < len(told) else len(opening.text)]
        session: dict[str, Tree] = {"start": concluded(one.text, opening, "several")}
        if venue := sentences.place(after):
            session["venue"] = concluded(tidy(venue.text), opening, "several")
        if label := _PART_NAMED.search(opening.text[: one.start]):
            session["label"] = concluded(tidy(label["label"]), opening, "several")
        sessions.append(session if len(session) > 1 else session["start"])
    return sessions


def _of_days(programme: Programme, year: int | None) -> dict[int, dict[str, Tree]]:
    """Return a session for each day or half day whose date a heading tells."""
    sessions: dict[int, dict[str, Tree]] = {}
    for n, day in enumerate(programme.days, 1):
        on = day.date if re.search(r"\d{4}", day.date) else f"{day.date}/{year}" if year and day.date else ""
        on = re.sub(r"\s+tháng\s+(\d+)/", r"/\1/", on)
        clock = times.clock_in(day.first.text) if day.first else day.part
        start = f"{clock} ngày {on}".strip()
        if not on or n not in programme.of_day or not times.is_session(start):
            continue
        seen = join((day.words, day.half, day.first))
        why = "programme" if re.search(r"\d{4}", day.date) else "year"
        name = ", ".join(filter(None, (tidy(day.words.text), tidy(day.half.text).lower())))
        named_before = day.words in [other.words for other in programme.days[: n - 1]]
        sessions[n] = {
            "start": concluded(start, seen, why),
            "label": concluded(name, seen, "programme")
            if named_before
            else review(join((day.words, day.half)), "programme", name),
            **({"venue": review(day.place, "programme")} if day.place else {}),
        }
    return sessions


def _whole(programme: Programme, day: Words) -> Tree:
    """Return the session from a programme's first hour to its last, on the one day that the letter names."""
    first, last = programme.items[0].get("time"), programme.items[-1].get("until")
    if not isinstance(first, Value):
        return Value("…")
    start = f"{first.text} ngày {tidy(day.text)}"
    seen = [day, first.words]
    if isinstance(last, Value):
        both = f"{first.text} - {last.text} ngày {tidy(day.text)}"
        start, seen = (both, [*seen, last.source]) if times.is_session(both) else (start, seen)
    return concluded(start, join(seen), "programme")


def _schedule(body: Body, programme: Programme) -> None:
    """Take each item of a schedule as a session of its own: it lists many meetings, not the course of one."""
    for item, n in zip(programme.items, programme.of_day, strict=True):
        day = programme.days[n - 1] if n else None
        on = day.date if day else tidy(body.day.text)
        if on and not re.search(r"\d{4}", on):
            on = f"{on}/{body.year}" if body.year else ""
        clock, until = item.pop("time", None), item.pop("until", None)
        seen = clock.words if isinstance(clock, Value) else Words()
        span = f"{clock.text} - {until.text}" if isinstance(clock, Value) and isinstance(until, Value) else ""
        hour = span or (clock.text if isinstance(clock, Value) else (day.part if day else ""))
        session: dict[str, Tree] = {}
        if hour == "cả ngày":
            seen = day.words if day else Words()
            session = {"start": concluded(on, seen, "programme"), "hour": concluded(hour, seen, "programme")}
        else:
            session = {
                "start": concluded(
                    f"{hour} ngày {on}".strip(),
                    join((day.words, day.half, seen) if day else (seen,)),
                    "programme",
                )
            }
            body.found.form_only(seen)
        title = item.pop("title", None)
        if isinstance(title, Value):
            _cut(session, title.words, body.found)
        under = item.get("items", [])
        below = (
            [part["title"] for part in under if isinstance(part, dict) and "title" in part]
            if isinstance(under, list)
            else []
        )
        note = item.pop("note", None)
        if day:
            body.found.form_only(day.words)
        body.sessions.append({**session, **{k: v for k, v in item.items() if k in ("venue", "chair")}})
        extra = [part for part in (note, item.get("presenter"), *below) if isinstance(part, Value)]
        if extra:
            session["notes"] = list(extra)


def _cut(session: dict[str, Tree], words: Words, found: Findings) -> None:
    """Cut an entry of a schedule into what, where and who."""
    first, *more = sentences.sentences(words)
    session["title"] = review(first.strip(".;"), "programme")
    for part in more:
        kept = part.strip(".;")
        chairs = re.search(r"\s+chủ trì$", kept.text)
        if chairs and "chair" not in session:
            session["chair"] = review(kept[: chairs.start()], "programme")
            found.form_only(kept[chairs.start() :])
        elif "venue" not in session and re.match(rf"(?:[Tt]ại\s+)?{PLACE_NOUN}", kept.text):
            session["venue"] = review(kept, "programme")
        else:
            attendees = session.setdefault("attendees", [])
            assert isinstance(attendees, list)
            attendees.append(review(kept, "programme"))


def moment_of(session: Tree) -> Moment | None:
    """Return when a session begins; nothing where its start is not read."""
    start = session.get("start") if isinstance(session, dict) else session
    if not isinstance(start, Value):
        return None
    for read in (read_moment, lambda text: read_span(text)[0]):
        try:
            return read(start.text)
        except Unreadable:
            continue
    return None


def _end(session: Tree) -> Moment | None:
    start = session.get("start") if isinstance(session, dict) else session
    if isinstance(start, Value):
        with suppress(Unreadable):
            return read_span(start.text)[1]
    return moment_of(session)


def _day(session: Tree) -> str:
    moment = moment_of(session)
    return moment.day.isoformat() if moment else ""


def _order(session: Tree) -> float:
    moment = moment_of(session)
    return moment.begin.timestamp() if moment else _LATEST


def day_told(paragraphs: Sequence[Words]) -> Words:
    """Return the one day that sentences name, as the reader of dates takes it; empty for none or several."""
    days: dict[date, Words] = {}
    for words in paragraphs:
        for match in re.finditer(times.DATE, words.text):
            before = words.text[max(0, match.start() - 40) : match.start()]
            if _CITES.search(before):
                continue
            with suppress(Unreadable):
                days[read_moment(match[0]).day] = words[match.start() : match.end()]
    return next(iter(days.values())) if len(days) == 1 else Words()
