"""When a meeting sits, put together from its paragraphs of time, its opening sentences, its parts and its programme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from phonghop.importing import people, sentences, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import PLACE_NOUN
from phonghop.importing.paragraphs import Body
from phonghop.importing.points import seated
from phonghop.importing.programme import Programme
from phonghop.importing.structure import Node
from phonghop.importing.words import Tree, Value, Words, certain, concluded, join, review, tidy
from phonghop.text.dates import Moment, read_moment, read_span
from phonghop.text.problems import Unreadable

_CITES = re.compile(r"\bsố\s[^,;.]*$|\bđến\s+(?:hết\s+)?(?:ngày\s+)?$")
"""What stands before the date of a document, or before the end of a stretch of days."""
_PRESENT = re.compile(r"có mặt|\bđến\b")
_LATEST = 10**9


def read_part(body: Body, node: Node) -> bool:
    """Take a heading that names a part of the meeting with its hour, and what stands under it; False where it names no hour."""
    words = node.words
    label, rest = (node.label, node.rest) if node.label else (words, Words())
    told = times.told_sessions(words, body.year)
    clock = times.clock_in(label.text) or times.clock_in(words.text[:120])
    if told:
        start: Value = concluded(told[0].text, words, told[0].why)
    elif clock and body.day:
        start = concluded(f"{clock} ngày {tidy(body.day.text)}", join((words, body.day)), "day")
    else:
        return False
    found = body.found
    found.form_only(node.marker, node.colon)
    session: dict[str, Tree] = {"start": start, "label": review(label.strip(",.;"), "sentence")}
    notes: list[Tree] = [review(rest, "sentence")] if rest else []
    for below in node.below:
        found.form_only(below.marker)
        notes += _below(session, below, found)
    if "venue" not in session and (venue := sentences.place(words)):
        session["venue"] = concluded(tidy(venue.text), words, "sentence")
    if notes:
        session["notes"] = notes
    body.sessions.append(session)
    return True


def read_activity(body: Body, node: Node) -> bool:
    """Take a heading without an hour over paragraphs of which one tells the hour: one of several activities."""
    hours = [below for below in node.below if below.key == "time" and below.rest]
    if len(hours) != 1 or node.key or node.words.text.endswith((".", ";")):
        return False
    words = hours[0].rest
    before = next((other for other in reversed(body.sessions) if _moment(other)), None)
    moment = _moment(before) if before is not None else None
    told = times.told_sessions(words, body.year)
    clock = times.clock_in(words.text)
    if told:
        start: Value = review(words.strip(".;"), "several", told[0].text)
    elif clock and moment and "cùng ngày" in words.text:
        start = review(words.strip(".;"), "same-day", f"{clock} ngày {moment.day:%d/%m/%Y}")
    else:
        return False
    body.found.form_only(node.marker, hours[0].marker, hours[0].label, hours[0].colon)
    session: dict[str, Tree] = {"start": start, "title": review(node.words.strip(":"), "several")}
    notes: list[Tree] = []
    for below in node.below:
        body.found.form_only(below.marker)
        if below is not hours[0]:
            notes += _below(session, below, body.found)
    if notes:
        session["notes"] = notes
    body.sessions.append(session)
    return True


def read_inline(body: Body, words: Words) -> bool:
    """Take a paragraph that tells one activity whole: "Họp Hội đồng thuốc: ngay sau giao ban, phòng họp 2. Chủ trì: …"."""
    first, *more = sentences.sentences(words)
    told = times.told_sessions(first, body.year)
    after = _AFTER.search(first.text)
    before = next((moment for other in reversed(body.sessions) if (moment := _moment(other))), None)
    label = re.match(r"(?P<label>[^:;.]{3,80}?)\s*:\s+", first.text)
    if label is None or times.clock_in(label["label"]) or (not told and not (after and before)):
        return False
    session: dict[str, Tree] = {}
    if told:
        session["start"] = concluded(told[0].text, first, told[0].why)
    elif after and before:
        session["start"] = concluded(f"{before.day:%d/%m/%Y}", first, "same-day")
        session["hour"] = concluded(tidy(after[0]), first, "same-day")
    session["title"] = review(first[: label.end("label")], "several")
    rest = first[label.end() :]
    place = sentences.place(rest) or sentences.room(rest)
    if place:
        session["venue"] = concluded(tidy(place.text), first, "sentence")
    seats, left = seated(join(more), body.found)
    session |= {key: part for key, part in seats.items() if key not in session}
    session["notes"] = [review(rest, "sentence"), *(review(part, "sentence") for part in left)]
    body.found.form_only(first[label.end("label") : label.end()])
    body.sessions.append(session)
    return True


_AFTER = re.compile(
    r"ngay sau [^,.;:()]{3,40}|sau (?:khi )?(?:giao ban|phần [^,.;:]{1,20}|buổi [^,.;:]{1,20}|lễ)"
)


def _below(session: dict[str, Tree], node: Node, found: Findings) -> list[Tree]:
    """Take a line under a part of the meeting into its session; return what only is a note of it."""
    invites = re.match(r"(?:Kính |Trân trọng kính )?[Mm]ời\s*:?\s+", node.words.text)
    if node.key == "chair" and node.rest and "chair" not in session:
        found.form_only(node.label, node.colon)
        session["chair"] = people.chair(node.rest, found)
    elif node.key == "place" and node.rest and "venue" not in session:
        found.form_only(node.label, node.colon)
        session["venue"] = certain(node.rest.strip(".;"))
    elif (node.key == "people" and node.rest) or invites:
        rest = node.words[invites.end() :] if invites else node.rest
        found.form_only(node.words[: len(node.words.text) - len(rest.text)])
        attendees = session.setdefault("attendees", [])
        assert isinstance(attendees, list)
        attendees += [people.attendee(part, found)[0] for part in rest.split(r";\s+")]
    else:
        return [review(join(each.words for each in node.walk()), "sentence")]
    return [review(below.words, "sentence") for below in node.below]


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
    elif not body.sessions and programme.items and body.day:
        body.sessions.append(_whole(programme, body.day))
    body.agenda[:0] = list(programme.items)
    if not day_sessions:
        body.sessions.sort(key=_order)


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
            session = {
                "start": concluded(on, seen, "programme"),
                "hour": concluded(hour, seen, "programme"),
            }
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


def _moment(session: Tree) -> Moment | None:
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
    return _moment(session)


def _day(session: Tree) -> str:
    moment = _moment(session)
    return moment.day.isoformat() if moment else ""


def _order(session: Tree) -> float:
    moment = _moment(session)
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
