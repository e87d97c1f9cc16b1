"""The news feed, read by an independent parser and held against what RFC 4287 demands."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import feedparser

from phonghop.feeds import atom
from phonghop.feeds.publication import Publication
from phonghop.portal.release import as_of

MEETING_ID = "2026-12-17-mau"
FILE = f"meetings/{MEETING_ID}/meeting.yml"
PDF = b"%PDF-1.4\n%%EOF\n"
REPORT = {"id": "bao-cao", "title": "Báo cáo <sơ kết> & phương hướng", "file": "bao-cao.pdf"}


def written(site: Publication) -> bytes:
    return atom.feed([news for folder in site.portal.folders for news in atom.news(folder, site)], site)


def feed(site: Publication) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(written(site))
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    return parsed


def test_meeting_is_announced_with_its_letter(publish):
    (entry,) = feed(publish(letter={"date": "01/12/2026"})).entries
    assert entry.id == f"tag:hop.example.gov.vn,2026:{MEETING_ID}"
    assert entry.title == "Hội nghị mẫu"
    assert entry.updated == "2026-12-01T00:00:00+07:00"
    assert entry.link == f"https://hop.example.gov.vn/hop/{MEETING_ID}/"
    assert "Hội trường tầng 5" in entry.summary


def test_change_of_state_moves_the_meeting_up_and_names_it(publish):
    status = {"state": "cancelled", "at": "10/12/2026 9 giờ", "notice": "Xin lỗi đại biểu."}
    (entry,) = feed(publish(letter={"date": "01/12/2026"}, status=status)).entries
    assert entry.title == "Không họp: Hội nghị mẫu"
    assert entry.updated == "2026-12-10T09:00:00+07:00"
    assert "Xin lỗi đại biểu." in entry.summary


def test_meeting_that_states_no_date_counts_from_its_commit_but_not_from_after_it_began(publish):
    before, after = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
    (entry,) = feed(publish(committed={FILE: before})).entries
    assert entry.updated == "2026-12-01T00:00:00+00:00"
    (entry,) = feed(publish(committed={FILE: after})).entries
    assert entry.updated == "2026-12-17T08:00:00+07:00"


def test_document_is_one_entry_that_moves_up_when_it_is_replaced(publish):
    first = {**REPORT, "published_at": "02/12/2026 8 giờ"}
    replaced = {
        **REPORT,
        "published_at": "02/12/2026 8 giờ",
        "versions": [{"file": "ban-1.pdf", "replaced_at": "05/12/2026 16 giờ", "note": "Sửa bảng 2"}],
    }
    files = {"bao-cao.pdf": PDF, "ban-1.pdf": PDF}
    letter = {"date": "01/12/2026"}
    old, _ = feed(publish(letter=letter, documents=[first], files=files)).entries
    new, _ = feed(publish(letter=letter, documents=[replaced], files=files)).entries
    assert old.id == new.id == f"tag:hop.example.gov.vn,2026:{MEETING_ID}/bao-cao"
    assert (old.updated, new.updated) == ("2026-12-02T08:00:00+07:00", "2026-12-05T16:00:00+07:00")
    assert "Sửa bảng 2" in new.summary
    assert new.title == "Báo cáo <sơ kết> & phương hướng"
    assert new.link.endswith(f"/hop/{MEETING_ID}/#tai-lieu-bao-cao")
    (file,) = new.enclosures
    assert file.href == f"https://hop.example.gov.vn/hop/{MEETING_ID}/tai-lieu/bao-cao.pdf"
    assert (file.type, file.length) == ("application/pdf", str(len(PDF)))


def test_only_what_can_be_opened_is_news(publish):
    documents = [
        {"id": "dang-cho", "title": "Đang chờ", "awaiting": "Sở Mẫu"},
        {**REPORT, "withdrawn": "Có sai sót"},
        {"title": "Ở nơi khác", "url": "https://example.gov.vn/bao-cao"},
    ]
    found = feed(publish(documents=documents, files={"bao-cao.pdf": PDF})).entries
    assert sorted(entry.title for entry in found) == ["Hội nghị mẫu", "Ở nơi khác"]
    assert all(entry.enclosures == [] for entry in found)


def test_document_is_no_news_before_its_hour_and_news_at_it(publish):
    site = publish(
        letter={"date": "01/12/2026"},
        documents=[{**REPORT, "release": "10/12/2026 8 giờ"}],
        files={"bao-cao.pdf": PDF},
    )
    before, after = (datetime(2026, 12, 10, hour, tzinfo=UTC) for hour in (0, 2))
    early, late = (replace(site, portal=as_of(site.portal, now)) for now in (before, after))
    assert [entry.title for entry in feed(early).entries] == ["Hội nghị mẫu"]
    assert feed(late).entries[0].updated == "2026-12-10T08:00:00+07:00"


def test_news_of_the_same_time_stand_in_the_order_of_their_ids(publish):
    documents = [{"id": key, "title": key, "url": "https://example.gov.vn/"} for key in ("b", "a")]
    found = feed(publish(documents=documents, letter={"date": "01/12/2026"})).entries
    assert [entry.id.rpartition(":")[2] for entry in found] == [
        MEETING_ID,
        f"{MEETING_ID}/a",
        f"{MEETING_ID}/b",
    ]


def test_feed_holds_the_latest_news(publish, monkeypatch):
    monkeypatch.setattr(atom, "HELD", 1)
    site = publish(
        letter={"date": "01/12/2026"},
        documents=[{**REPORT, "published_at": "02/12/2026"}],
        files={"bao-cao.pdf": PDF},
    )
    assert [entry.title for entry in feed(site).entries] == ["Báo cáo <sơ kết> & phương hướng"]


def test_real_feed_has_what_the_standard_demands(real):
    """RFC 4287: 4.1.1 and 4.1.2 (one id, title and updated each; an author; a link), 4.2.6 (ids unlike each other)."""
    data = written(real)
    assert data == written(real)
    root = ET.fromstring(data)
    name = f"{{{atom.NAMESPACE}}}".__add__
    entries = root.findall(name("entry"))
    assert root.tag == name("feed")
    assert root.find(f"{name('author')}/{name('name')}").text
    for element in (root, *entries):
        assert [len(element.findall(name(once))) for once in ("id", "title", "updated")] == [1, 1, 1]
        assert [link.get("rel") for link in element.findall(name("link"))].count("alternate") == 1
    times = [datetime.fromisoformat(entry.findtext(name("updated"))) for entry in entries]
    assert all(time.tzinfo for time in times)
    assert times == sorted(times, reverse=True)
    assert datetime.fromisoformat(root.findtext(name("updated"))) == times[0]
    ids = [element.findtext(name("id")) for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert len(feed(real).entries) == len(entries) > len(real.portal.folders)
