"""Calendars (iCalendar, RFC 5545): one of a meeting, one of a body, one of all.

Every session is an event, and so is every date to keep: phones and Outlook show events everywhere, to-dos hardly
anywhere. There is no METHOD: these are files to import and to subscribe to, not invitations to answer (RFC 5546).

An event keeps its UID whatever happens to it. When a meeting is not held at its time, its events stay and say so:
CANCELLED if it is cancelled or another takes its place, TENTATIVE while it is postponed without a new date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from phonghop import wording
from phonghop.feeds.publication import EPOCH, Publication
from phonghop.model import AgendaItem, Meeting, Point, Session
from phonghop.model.programme import agenda_by_session, dispersed
from phonghop.pages.due import Due, dues, keys
from phonghop.pages.labels import ASSUMED_SITTING, link_label, remark_label, session_end
from phonghop.pages.status import standing
from phonghop.portal import MeetingFolder, routes
from phonghop.text.dates import hour_and_minute, next_month
from phonghop.text.region import VIETNAM_NAME, here
from phonghop.text.runs import plain_text

_PRODUCT = "-//phonghop//phonghop//EN"
_FIRST, _LAST = date(2020, 1, 1), date(2038, 1, 1)
"""The days between which a calendar lists changes to summer time and back."""
HELD = 300
"""How many meetings a calendar has, the latest."""
_LARGEST = 2**31 - 1
"""The largest integer of RFC 5545 (3.3.8); a document dated far ahead by mistake must not stop the build."""
_STATES = ("scheduled", "postponed", "moved", "cancelled")
"""States of a meeting in the order in which one follows another."""
_REFRESH = timedelta(hours=1)
_TO_GET_READY = timedelta(minutes=30)
_DUE_SHOWN = timedelta(minutes=30)
_TRIAL = timedelta(hours=1)
_DAY_AHEAD = timedelta(days=1)
_NINE_THE_DAY_BEFORE = timedelta(hours=15)


def calendar(name: str, page: str, meetings: Sequence[bytes], site: Publication) -> bytes:
    """Return a calendar that applications can subscribe to, and people read at the address `page`.

    Of `meetings`, the events of each from first to last, the latest 300 are held, as phones fetch the whole file each time.
    """
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    # RFC 7986, 5.1, 5.7 and 5.5, each beside the older name that Outlook and Google read.
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    made.add("url", site.url(page))
    made.add("x-wr-timezone", here().time_zone)
    made.add_component(_zone())
    data: bytes = made.to_ical()
    head, end, _ = data.rpartition(b"END:VCALENDAR")
    return b"".join((head, *meetings[-HELD:], end, b"\r\n"))


def events(folder: MeetingFolder, site: Publication) -> bytes:
    """Return the events of a meeting, which are the same in every calendar that contains them."""
    return b"".join(event.to_ical() for event in _events(folder, site))


def own_calendar(folder: MeetingFolder, own: bytes, site: Publication) -> bytes:
    """Return the calendar of one meeting, whose events are `own`.

    Where another meeting takes its place, its events are added: readers of the file learn both that
    nothing happens at the old time, and what happens instead.
    """
    other = site.portal.replacement(folder.id)
    parts = (own, events(other, site)) if other else (own,)
    return calendar(folder.meeting.name, routes.meeting(folder.id), parts, site)


def point_calendar(folder: MeetingFolder, point: Point, site: Publication) -> bytes:
    """Return the calendar of a meeting for those at `point`: its place, and no dates of other connection points.

    Its events are those of the meeting's calendar, so readers who have added both see each once.
    """
    meeting = folder.meeting
    deadlines = tuple(due for due in meeting.deadlines if not due.points or point.key in due.points)
    seen = meeting.model_copy(update={"points": (point,), "deadlines": deadlines})
    own = folder.showing(seen)
    return own_calendar(own, events(own, site), site)


def _zone() -> Timezone:
    """Return the time zone (RFC 5545, 3.6.5); Vietnam's is UTC+7 without summer time since 13 June 1975."""
    name = here().time_zone
    if name != VIETNAM_NAME:
        return Timezone.from_tzid(name, first_date=_FIRST, last_date=_LAST)
    zone = Timezone()
    zone.add("tzid", name)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1975, 6, 13))  # noqa: DTZ001 - local by definition
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _events(folder: MeetingFolder, site: Publication) -> Iterator[Event]:
    for key, session in zip(_session_keys(folder), folder.meeting.sessions, strict=True):
        yield _session(folder, key, session, site)
    kept_dates = dues(folder.meeting, site.t)
    for key, due in zip(keys(kept_dates), kept_dates, strict=True):
        yield _due(folder, key, due, site)


def _session_keys(folder: MeetingFolder) -> Iterator[str]:
    """Yield a name for each session that stays when its hour changes, it is moved, or another is added on another day.

    Sessions are counted within their day, the one that letters told before a move; sessions on the day of the folder's
    name have only their number. A session's own id is for those that must outlive another one put before them.
    """
    meeting = folder.meeting
    former = meeting.status.was.sessions if meeting.status.was else ()
    seen: Counter[date] = Counter()
    for n, session in enumerate(meeting.sessions):
        day = former[n].start.day if n < len(former) else session.start.day
        seen[day] += 1
        is_first_day = len(meeting.sessions) == 1 or folder.id.startswith(day.isoformat())
        yield session.id or (str(seen[day]) if is_first_day else f"{day.isoformat()}-{seen[day]}")


def _session(folder: MeetingFolder, key: str, session: Session, site: Publication) -> Event:
    """Return the event of a session; without a stated end it lasts half a working day."""
    meeting = folder.meeting
    name = session.title or (f"{meeting.name} ({session.label})" if session.label else meeting.name)
    event = _event(folder, key, _headline(meeting, name, site), site)
    if session.start.clock is None:
        event.add("dtstart", session.start.day)
        if session.start.is_month:
            event.add("dtend", next_month(session.start.day))
    else:
        _set_time(event, session.start.latest, session_end(session))
    place = _place(meeting, session, site)
    if place:
        event.add("location", place)
    event.add("description", "\n".join(_session_words(folder, session, site)))
    is_sure = _is_held(meeting) and not session.start.is_month
    event.add("transp", "OPAQUE" if is_sure else "TRANSPARENT")
    if meeting.arrive_early and is_sure:
        early = timedelta(minutes=meeting.arrive_early.minutes)
        event.add_component(_alarm(_arrive_early(meeting, site), early + _TO_GET_READY))
    return event


def _due(folder: MeetingFolder, key: str, due: Due, site: Publication) -> Event:
    """Return the event of a date to keep: it ends when something is due, and begins when a trial does.

    A date without a time is an event of the whole day. None of them makes its reader busy.
    """
    name = due.what if due.is_trial else site.t("calendar.due", what=due.what)
    event = _event(
        folder, key, name if _is_held(folder.meeting) else _headline(folder.meeting, name, site), site
    )
    ahead = _TO_GET_READY if due.is_trial else _DAY_AHEAD
    if due.at.clock is None:
        event.add("dtstart", due.at.day)
        ahead = _NINE_THE_DAY_BEFORE
    elif due.is_trial:
        _set_time(event, due.at.latest, due.at.latest + _TRIAL)
    else:
        _set_time(event, due.at.latest - _DUE_SHOWN, due.at.latest)
    event.add("description", "\n".join(_due_words(folder, due, site)))
    event.add("transp", "TRANSPARENT")
    if _is_held(folder.meeting):
        event.add_component(_alarm(name, ahead))
    return event


def _event(folder: MeetingFolder, key: str, summary: str, site: Publication) -> Event:
    """Return an event with what all of a meeting share.

    SEQUENCE (RFC 5545, 3.8.7.4) has to grow with every change, and no earlier build is there to count from: it is
    the number of seconds from 2020 to the last change, so that it fits 31 bits until 2088, and a few more for a state that may be
    published before it is committed. It also grows when something else in the meeting's file was changed, which makes readers look
    again and harms nothing.
    """
    changed = site.changed(folder)
    seconds = int((changed - EPOCH).total_seconds()) + _STATES.index(folder.meeting.status.state)
    event = Event()
    event.add("uid", f"{folder.id}-{key}@{site.host}")
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", min(max(0, seconds), _LARGEST))
    event.add("status", _status(folder.meeting))
    event.add("summary", summary)
    event.add("url", site.url(routes.meeting(folder.id)))
    return event


def _status(meeting: Meeting) -> str:
    """Return the status of a meeting's events (RFC 5545, 3.8.1.11).

    A meeting that was moved without another in its place is held at the time that its file now gives.
    """
    state = meeting.status.state
    if state == "cancelled" or (state != "scheduled" and meeting.status.replacement):
        return "CANCELLED"
    return "TENTATIVE" if state == "postponed" else "CONFIRMED"


def _is_held(meeting: Meeting) -> bool:
    """Return whether the dates to keep hold as the file gives them, which was written for the time it gives."""
    return _status(meeting) == "CONFIRMED"


def _headline(meeting: Meeting, name: str, site: Publication) -> str:
    """Return `name` behind the words of a state that every reader has to see, even where STATUS is not shown."""
    state = meeting.status.state
    return name if state == "scheduled" else f"{site.t(f'status.{state}')}: {name}"


def _set_time(event: Event, start: datetime, end: datetime) -> None:
    for name, moment in (("dtstart", start), ("dtend", end)):
        event.add(name, moment.replace(tzinfo=None), parameters={"TZID": here().time_zone})


def _place(meeting: Meeting, session: Session, site: Publication) -> str:
    """Return where a session sits, with the address; delegates of other points find theirs behind the link."""
    own = meeting.model_copy(update={"sessions": (session,)})
    if not session.venue and meeting.sessions.index(session) in dispersed(meeting):
        return ""
    if own.venues:
        return wording.venue(own.venues[0])
    return site.t("form.online") if meeting.form == "online" else ""


def _session_words(folder: MeetingFolder, session: Session, site: Publication) -> Iterator[str]:
    meeting, t = folder.meeting, site.t
    yield from _standing(folder, site)
    if session.title:
        yield meeting.name
    yield from (
        f"{words}, {wording.venue(item.venue)}" if item.venue else words
        for words, item in _programme(meeting, session)
    )
    if meeting.arrive_early:
        yield _arrive_early(meeting, site)
    if meeting.form:
        yield f"{t('meeting.form')}: {t(f'form.{meeting.form}')}"
    if session.start.clock is None or session.lunar:
        yield wording.session_time(session)
    for group in (session, meeting):
        if group.chair:
            line = plain_text(wording.chair_line(group.chair))
            yield f"{wording.chair_label(group.chair)}: {line}"
    yield from session.notes
    yield from (f"{remark_label(remark, t)}: {remark.text}" for remark in meeting.remarks)
    yield from (f"{link_label(link, t)}: {link.url}" for link in meeting.links)
    if not session.end and session.start.clock:
        yield t("calendar.end_assumed", hours=ASSUMED_SITTING // timedelta(hours=1))
    yield t("calendar.page", url=site.url(routes.meeting(folder.id)))


def _programme(meeting: Meeting, session: Session) -> Iterator[tuple[str, AgendaItem]]:
    """Yield what happens where on the day of a session: the items of the agenda that have an hour or a place."""
    number = meeting.sessions.index(session) + 1
    for own, items in agenda_by_session(meeting.agenda):
        if own == number or len(meeting.sessions) == 1:
            for item in (part for top in items for part in (top, *top.items) if part.time or part.venue):
                clocks = " - ".join(
                    "{:02d}:{:02d}".format(*hour_and_minute(clock))
                    for clock in (item.time, item.until)
                    if clock
                )
                yield " ".join(filter(None, (clocks, item.title))), item


def _due_words(folder: MeetingFolder, due: Due, site: Publication) -> Iterator[str]:
    if not _is_held(folder.meeting):
        yield from _standing(folder, site)
    yield from filter(None, (due.who, due.link))
    yield folder.meeting.name
    yield site.t("calendar.page", url=site.url(routes.meeting(folder.id)))


def _standing(folder: MeetingFolder, site: Publication) -> Iterator[str]:
    """Yield what has happened to the meeting, and where the one is that takes its place."""
    meeting = folder.meeting
    yield from filter(None, (standing(folder, site.portal, site.t), meeting.status.notice))
    if other := site.portal.replacement(folder.id):
        yield f"{site.t('meeting.replacement')}: {other.facts.name}, {site.url(routes.meeting(other.id))}"


def _arrive_early(meeting: Meeting, site: Publication) -> str:
    assert meeting.arrive_early is not None
    words = site.t("meeting.arrive_early", minutes=meeting.arrive_early.minutes)
    return " ".join(filter(None, (words, meeting.arrive_early.reason)))


def _alarm(words: str, ahead: timedelta) -> Alarm:
    """Return a reminder shown `ahead` of the event's start (RFC 5545, 3.6.6)."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -ahead)
    return alarm
