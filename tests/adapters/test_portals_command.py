"""``phonghop portals``: many portals on one server, and one page that joins what they publish."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from icalendar import Calendar

from driver import PORTAL, SITE_SETTINGS, PortalCase
from phonghop.site.publishing import publish


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def commune(root: Path, name: str, title: str) -> PortalCase:
    case = PortalCase(root / name)
    case.write("mkdocs.yml", SITE_SETTINGS.replace("hop.example", f"{name}.example")).write(
        "content/index.md", "# Xã\n"
    )
    case.write("meetings/portal.yml", PORTAL.replace("name: Cổng thử", f"name: Cổng {name}"))
    text = f"title: {title}\norganizer: vp\nform: in-person\nsessions: 01/7/2026 8 giờ\n"
    return case.write(f"meetings/2026-07-01-{name}/meeting.yml", text)


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782000000")  # 21 June 2026
    # Published once before: what a process of its own publishes then is what has changed, not the theme.
    before = commune(tmp_path, "xa-a", "Họp giao ban")
    assert before.build("--quiet").exit_code == 0
    publish(before.root / "site", tmp_path / "www/xa-a")
    commune(tmp_path, "xa-a", "Họp giao ban xã A")
    commune(tmp_path, "xa-b", "Họp giao ban xã B").write("meetings/portal.yml", "name: [\n")
    elsewhere = commune(tmp_path, "xa-c", "Hội nghị xã C")
    assert elsewhere.build("--quiet").exit_code == 0
    handler = partial(_Silent, directory=str(elsewhere.root / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    (tmp_path / "cac-cong.txt").write_text(
        f"# cổng, nơi công bố\nxa-a www/xa-a\nxa-b www/xa-b\nhttp://127.0.0.1:{server.server_port}\n", "utf-8"
    )
    yield tmp_path
    server.shutdown()
    server.server_close()


def test_one_broken_portal_stops_no_other_and_all_stand_on_one_page(three: Path) -> None:
    answer = PortalCase(three).run(
        "portals", str(three / "cac-cong.txt"), "--page", str(three / "chung"), "--name", "Các xã của tỉnh"
    )
    assert answer.exit_code == 1
    assert "meetings/portal.yml" in answer.output
    assert "3 cổng, 1 cổng không trả lời." in answer.output
    assert (three / "www/xa-a/live/index.html").is_file()
    page = (three / "chung/index.html").read_text("utf-8")
    for words in (
        "Các xã của tỉnh",
        "Họp giao ban xã A",
        "Hội nghị xã C",
        "Cổng này chưa trả lời.",
        "08 giờ 00 phút",
    ):
        assert words in page, words
    assert 'href="https://xa-c.example.gov.vn/hop/2026-07-01-xa-c/"' in page
    events = Calendar.from_ical((three / "chung/calendar.ics").read_bytes()).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {"Hội nghị xã C", "Họp giao ban xã A"}
    joined = json.loads((three / "chung/hop.json").read_text("utf-8"))
    assert [portal["name"] for portal in joined["portals"]] == ["Cổng xa-a", "Cổng xa-c"]
    assert {meeting["portal"] for meeting in joined["meetings"]} == {"Cổng xa-a", "Cổng xa-c"}


def test_what_is_no_portal_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "list.txt").write_text("http://127.0.0.1:9/\n", "utf-8")
    answer = PortalCase(tmp_path).run("portals", str(tmp_path / "list.txt"))
    assert answer.exit_code == 1
    assert "PH908" in answer.output
