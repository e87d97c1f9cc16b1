"""Calendars, read by a parser other than the library that wrote them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from driver import MEETING_ID as DRIVER_MEETING
from driver import SETTINGS, PortalCase
from phonghop.feeds import calendars
from phonghop.feeds.publication import Publication
from phonghop.portal import routes
from phonghop.text.region import VIETNAM

MEETING_ID = "2026-12-17-mau"
FILE = f"meetings/{MEETING_ID}/meeting.yml"
PAGE = f"https://hop.example.gov.vn/hop/{MEETING_ID}/"
MOVED_HERE = {"state": "moved", "was": "10/12/2026 8 giờ"}
JUNE = datetime(2026, 6, 1, 2, 30, tzinfo=UTC)


def calendar(site: Publication) -> bytes:
    meetings = [calendars.events(folder, site) for folder in site.portal.folders]
    return calendars.calendar("Lịch mẫu", "", meetings, site)


def events(site: Publication) -> list[Event]:
    return IcsCalendarStream.calendar_from_ics(calendar(site).decode()).events


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=VIETNAM)


def test_session_says_when_where_and_where_to_read_on(publish):
    (event,) = events(publish())
    assert (event.start, event.end) == (local(17, 8), local(17, 11, 30))
    assert event.summary == "Hội nghị mẫu"
    assert event.location == "Hội trường tầng 5 (Số 1, đường Mẫu)"
    assert str(event.url) == PAGE
    assert PAGE in event.description
    assert event.status == "CONFIRMED"


def test_session_without_an_end_lasts_half_a_day_and_says_so(publish):
    (event,) = events(publish(sessions=["17/12/2026 8 giờ"]))
    assert event.end == local(17, 12)
    assert "không nêu giờ kết thúc" in event.description


def test_every_session_is_an_event_with_its_number_in_the_uid(publish):
    sessions = [{"start": "17/12/2026 8 giờ", "label": "Buổi sáng"}, {"start": "17/12/2026 14 giờ"}]
    found = events(publish(sessions=sessions))
    assert [event.uid for event in found] == [f"{MEETING_ID}-{n}@hop.example.gov.vn" for n in (1, 2)]
    assert found[0].summary == "Hội nghị mẫu (Buổi sáng)"


def test_online_meeting_without_a_hall_has_a_location(publish):
    (event,) = events(publish(form="online", points=[]))
    assert event.location == "Trực tuyến"


def test_uid_stays_whatever_else_changes(publish):
    deadlines = [{"what": "Báo số lượng", "who": "Các xã", "at": "15/12/2026 15 giờ"}]
    before = events(publish(deadlines=deadlines))
    deadlines[0]["at"] = "14/12/2026 10 giờ"
    deadlines.insert(0, {"what": "Gửi tham luận", "at": "10/12/2026"})
    after = events(
        publish(deadlines=deadlines, title="Tên mới", sessions=["18/12/2026 9 giờ"], status=MOVED_HERE)
    )
    assert {event.uid for event in before} < {event.uid for event in after}
    assert len({event.uid for event in after}) == len(after)


def test_dates_in_the_same_words_have_uids_of_their_own(publish):
    twice = [{"what": "Báo số lượng", "at": "10/12/2026"}, {"what": "Báo số lượng", "at": "15/12/2026"}]
    found = events(publish(deadlines=twice))
    assert len({event.uid for event in found}) == len(found) == 3


def test_sequence_grows_with_each_commit(publish):
    (before,) = events(publish(committed={FILE: JUNE}))
    (after,) = events(publish(committed={FILE: JUNE + timedelta(seconds=1)}))
    assert before.dtstamp == before.last_modified == JUNE
    assert 0 < before.sequence < after.sequence < 2**31


def test_outside_a_repository_the_dates_that_the_meeting_states_count(publish):
    (silent,) = events(publish())
    (told,) = events(publish(letter={"date": "01/6/2026"}))
    (moved,) = events(publish(letter={"date": "01/6/2026"}, status={**MOVED_HERE, "at": "02/6/2026 16 giờ"}))
    assert silent.sequence == told.sequence == 0, "a letter may be dated ahead"
    assert told.sequence < moved.sequence
    assert moved.last_modified == datetime(2026, 6, 2, 9, tzinfo=UTC)


def test_a_state_that_is_published_before_it_is_committed_counts(publish):
    states = ["scheduled", "postponed", MOVED_HERE, "cancelled"]
    sites = [publish(status=state, committed={FILE: JUNE}) for state in states]
    sequences = [event.sequence for site in sites for event in events(site)]
    assert sequences == sorted(set(sequences))


def test_dates_to_keep_of_a_meeting_that_was_moved_are_those_of_its_file(publish):
    deadlines = [{"what": "Gửi báo cáo", "at": "28/6/2026 17 giờ"}]
    (_, due) = events(publish(status=MOVED_HERE, deadlines=deadlines))
    assert due.summary == "Thời hạn: Gửi báo cáo"
    assert "Đã dời" not in due.description
    (_, off) = events(publish(status="postponed", deadlines=deadlines))
    assert off.summary == "Đã hoãn: Thời hạn: Gửi báo cáo"


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ({"state": "cancelled"}, "CANCELLED", "Không họp: "),
        ({"state": "postponed"}, "TENTATIVE", "Đã hoãn: "),
        (MOVED_HERE, "CONFIRMED", "Đã dời lịch: "),
    ],
)
def test_state_shows_in_status_and_in_words(publish, state, status, words):
    (event,) = events(publish(status={**state, "notice": "Xin lỗi đại biểu."}, arrive_early=15))
    assert event.uid == f"{MEETING_ID}-1@hop.example.gov.vn"
    assert event.status == status
    assert event.summary == f"{words}Hội nghị mẫu"
    assert event.description.startswith(("Không tổ chức.", "Đã hoãn,", "Đã dời sang "))
    assert "\nXin lỗi đại biểu.\n" in event.description
    assert bool(event.alarm) is (status == "CONFIRMED")


@pytest.mark.parametrize("state", ["moved", "postponed"])
def test_replaced_meeting_is_cancelled_and_names_the_other(publish, state):
    site = publish(
        {
            MEETING_ID: {"status": {"state": state, "replacement": "2026-12-20-thay"}},
            "2026-12-20-thay": {"title": "Hội nghị thay", "sessions": ["20/12/2026 8 giờ"]},
        }
    )
    old, new = events(site)
    assert (old.status, new.status) == ("CANCELLED", "CONFIRMED")
    assert "Hội nghị thay, https://hop.example.gov.vn/hop/2026-12-20-thay/" in old.description


def own(site: Publication, meeting_id: str = MEETING_ID) -> list[Event]:
    folder = site.portal.by_id[meeting_id]
    text = calendars.own_calendar(folder, calendars.events(folder, site), site).decode()
    return IcsCalendarStream.calendar_from_ics(text).events


def test_the_file_of_a_replaced_meeting_offers_the_one_in_its_place(publish):
    """Whoever has the old one in a phone gets it struck and the new one in the same tap, also after a second move."""
    site = publish(
        {
            MEETING_ID: {"status": {"state": "moved", "replacement": "2026-12-20-thay"}},
            "2026-12-20-thay": {
                "sessions": ["20/12/2026 8 giờ"],
                "status": {"state": "moved", "replacement": "2026-12-24-cuoi"},
            },
            "2026-12-24-cuoi": {"title": "Hội nghị cuối", "sessions": ["24/12/2026 8 giờ"]},
        }
    )
    old, new = own(site)
    assert (old.status, old.start) == ("CANCELLED", local(17, 8))
    assert (new.status, new.start, new.summary) == ("CONFIRMED", local(24, 8), "Hội nghị cuối")
    assert "Đã dời sang 08 giờ 00 phút, thứ Năm, ngày 24/12/2026." in old.description
    assert {event.uid for event in own(site)} <= {event.uid for event in events(site)}
    assert len(events(site)) == 3


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("postponed", "Đã hoãn, chưa có lịch mới."),
        ("cancelled", "Không tổ chức."),
        (MOVED_HERE, "Đã dời sang 08 giờ 00 phút, thứ Năm, ngày 17/12/2026."),
        ({"state": "moved", "was": {"venue": "Hội trường cũ"}}, "Đã chuyển địa điểm."),
    ],
)
def test_what_has_become_of_a_meeting_is_said_without_a_notice(publish, status, words):
    (event,) = events(publish(status=status))
    assert event.description.startswith(f"{words}\n")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("postponed", "lịch thay thế cũng đã hoãn"),
        ("cancelled", "lịch thay thế cũng không tổ chức"),
        ({"state": "moved", "replacement": MEETING_ID}, "Đã dời lịch.\n"),
    ],
)
def test_no_date_is_promised_where_the_other_meeting_is_off_too(publish, status, words):
    site = publish(
        {
            MEETING_ID: {"status": {"state": "moved", "replacement": "2026-12-20-thay"}},
            "2026-12-20-thay": {"sessions": ["20/12/2026 8 giờ"], "status": status},
        }
    )
    assert words in own(site)[0].description


def test_a_session_put_between_others_leaves_their_uids_alone(publish):
    days = ["17/12/2026 8 giờ", "17/12/2026 14 giờ", "19/12/2026 8 giờ"]
    before = [event.uid for event in events(publish(sessions=days))]
    days[2:2] = ["18/12/2026 8 giờ"]
    after = [event.uid for event in events(publish(sessions=days))]
    assert [uid for uid in after if uid in before] == before
    assert len(set(after)) == 4


def test_a_session_keeps_its_uid_when_it_is_moved_or_has_an_id(publish):
    named = [{"start": "17/12/2026 8 giờ", "id": "sang"}, {"start": "17/12/2026 14 giờ", "id": "chieu"}]
    before = [event.uid for event in events(publish(sessions=named))]
    named.insert(1, {"start": "17/12/2026 10 giờ"})
    after = [event.uid for event in events(publish(sessions=named))]
    assert [after[0], after[2]] == before
    old = [event.uid for event in events(publish(sessions=["17/12/2026 8 giờ", "18/12/2026 8 giờ"]))]
    was = {"state": "moved", "was": {"sessions": ["17/12/2026 8 giờ", "18/12/2026 8 giờ"]}}
    new = events(publish(sessions=["21/12/2026 9 giờ", "22/12/2026 9 giờ"], status=was))
    assert [event.uid for event in new] == old


def test_reminder_leaves_half_an_hour_to_be_there_early(publish):
    (event,) = events(publish(arrive_early={"minutes": 15, "reason": "để ổn định tổ chức"}))
    (alarm,) = event.alarm
    assert alarm.trigger == timedelta(minutes=-45)
    assert alarm.description == "Có mặt trước 15 phút để ổn định tổ chức"


def test_deadline_ends_when_it_is_due_and_reminds_a_day_ahead(publish):
    link = {
        "kind": "headcount",
        "url": "https://example.gov.vn/so-luong",
        "deadline": "15/12/2026 15 giờ",
        "who": "Các xã",
    }
    _, event = events(publish(links=[link]))
    assert (event.start, event.end) == (local(15, 14, 30), local(15, 15))
    assert event.summary == "Thời hạn: Xác nhận số lượng đại biểu"
    assert "Các xã\nhttps://example.gov.vn/so-luong\nHội nghị mẫu" in event.description
    assert [alarm.trigger for alarm in event.alarm] == [timedelta(days=-1)]


def test_deadline_without_a_time_takes_the_day_and_reminds_at_nine_the_day_before(publish):
    _, event = events(publish(deadlines=[{"what": "Gửi tham luận", "at": "15/12/2026"}]))
    assert event.start == date(2026, 12, 15)
    assert [alarm.trigger for alarm in event.alarm] == [timedelta(hours=-15)]


def test_line_test_begins_at_its_time(publish):
    _, event = events(publish(rehearsals=["15 giờ ngày 16/12/2026"]))
    assert (event.start, event.end) == (local(16, 15), local(16, 16))
    assert event.summary == "Kiểm tra đường truyền"


def test_dates_to_keep_make_nobody_busy(publish):
    session, deadline = events(publish(deadlines=[{"what": "Gửi tham luận", "at": "15/12/2026"}]))
    assert (session.transparency, deadline.transparency) == ("OPAQUE", "TRANSPARENT")


def test_lines_are_folded_between_characters(publish):
    long = "Hội nghị trực tuyến toàn tỉnh về chuyển đổi số, đổi mới sáng tạo và ứng dụng khoa học; " * 4
    data = calendar(publish(title=long.strip()))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    (event,) = events(publish(title=long.strip()))
    assert event.summary == long.strip()


def test_time_zone_is_declared_and_every_time_uses_it(publish):
    text = calendar(publish(rehearsals=["15 giờ ngày 16/12/2026"])).decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n" in text
    assert text.count("TZID=Asia/Ho_Chi_Minh:2026") == 4


def test_calendar_of_nobody_is_still_a_calendar(publish):
    site = publish()
    data = calendars.calendar("Cơ quan chưa họp", "co-quan/chua-hop/", (), site)
    assert IcsCalendarStream.calendar_from_ics(data.decode()).events == []


def test_shared_calendar_holds_the_latest_meetings(publish, monkeypatch):
    monkeypatch.setattr(calendars, "HELD", 1)
    site = publish({MEETING_ID: {}, "2026-12-20-sau": {"sessions": ["20/12/2026 8 giờ"]}})
    assert [event.uid for event in events(site)] == ["2026-12-20-sau-1@hop.example.gov.vn"]


def test_real_calendar_is_the_same_each_time_and_whole(real):
    assert calendar(real) == calendar(real)
    found = events(real)
    assert len({event.uid for event in found}) == len(found)
    assert len(found) > sum(len(folder.meeting.sessions) for folder in real.portal.folders)


def test_a_meeting_that_was_read_before_has_a_calendar_for_each_point(portal: PortalCase) -> None:
    """What an earlier run has read is read again only when it is asked for; made anew it has everything all the same."""
    for path, content in SETTINGS.items():
        portal.write(path, content)
    portal.meeting(
        "points: [{id: tinh, name: Tỉnh, venue: Hội trường tỉnh}, {id: xa, name: Xã, venue: Hội trường xã}]\n"
    )
    assert portal.run("check").exit_code == 0
    result = portal.build()
    assert result.exit_code == 0, result
    made = (portal.root / "site" / routes.point_calendar(DRIVER_MEETING, "xa")).read_text("utf-8")
    assert "LOCATION:Hội trường xã" in made
