"""JSON-LD of a meeting: what it says, and that no text can leave its block."""

import json
import re

import pytest

from phonghop.feeds import event_data
from phonghop.feeds.publication import Publication

MEETING_ID = "2026-12-17-mau"
PAGE = f"https://hop.example.gov.vn/hop/{MEETING_ID}/"


def block(site: Publication) -> str:
    found = re.fullmatch(
        r'<script type="application/ld\+json">(.*)</script>', event_data.script(site.portal.folders[0], site)
    )
    assert found
    return found[1]


def data(site: Publication) -> dict[str, object]:
    return json.loads(block(site))


def test_meeting_is_an_event(publish):
    assert data(publish()) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": PAGE,
        "url": PAGE,
        "name": "Hội nghị mẫu",
        "inLanguage": "vi",
        "startDate": "2026-12-17T08:00:00+07:00",
        "endDate": "2026-12-17T11:30:00+07:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Hội trường tầng 5", "address": "Số 1, đường Mẫu"},
            {"@type": "VirtualLocation", "url": PAGE},
        ],
        "organizer": {
            "@type": "Organization",
            "name": "Tỉnh ủy Mẫu",
            "url": "https://hop.example.gov.vn/co-quan/tinh-uy/",
        },
        "image": f"{PAGE}the.png",
    }


def test_end_that_nobody_stated_is_not_made_up(publish):
    assert "endDate" not in data(publish(sessions=["17/12/2026 8 giờ"]))


def test_several_sessions_are_events_of_their_own(publish):
    sessions = [{"start": "17/12/2026 8 giờ", "label": "Buổi sáng"}, "17/12/2026 14 giờ"]
    assert data(publish(sessions=sessions))["subEvent"] == [
        {"@type": "Event", "name": "Buổi sáng", "startDate": "2026-12-17T08:00:00+07:00"},
        {"@type": "Event", "name": "Hội nghị mẫu", "startDate": "2026-12-17T14:00:00+07:00"},
    ]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("postponed", "EventPostponed"),
        ({"state": "moved", "was": "10/12/2026 9 giờ"}, "EventRescheduled"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_state_is_told(publish, state, status):
    assert data(publish(status=state))["eventStatus"] == f"https://schema.org/{status}"


def test_the_time_before_a_move_is_told(publish):
    moved = data(publish(status={"state": "moved", "was": "10/12/2026 9 giờ"}))
    assert moved["previousStartDate"] == "2026-12-10T09:00:00+07:00"
    assert moved["startDate"] == "2026-12-17T08:00:00+07:00"


def test_meeting_in_one_room_has_no_virtual_place(publish):
    found = data(publish(form="in-person", points=[]))
    assert found["location"] == []
    assert found["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"


def test_no_text_ends_the_block(publish):
    title = "Hội nghị </script><script>alert(1)</script> <!-- & ]]>"
    site = publish(title=title)
    assert not set("<>&") & set(block(site))
    assert data(site)["name"] == title
