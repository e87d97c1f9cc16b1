"""What `mkdocs serve` shows: the bytes that a build would publish, brought up to date without MkDocs where that suffices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from mkdocs.commands.serve import serve
from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileClosedNoWriteEvent,
    FileModifiedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from driver import MEETING_ID, PORTAL, SETTINGS, PortalCase
from phonghop.adapters import preview
from phonghop.adapters.environment import cache_folder
from phonghop.adapters.hosting import Hosting
from phonghop.portal import remembered
from phonghop.site import exchange
from phonghop.site.meetings import MeetingMaker
from phonghop.site.survey import Survey

MEETING_FILE = f"meetings/{MEETING_ID}/meeting.yml"
OTHER = "2026-08-03-giao-ban-thang-8"
_LONGEST = 60
"""Seconds after which a test gives up that would otherwise wait forever."""


@pytest.fixture
def portal(tmp_path: Path) -> PortalCase:
    portal = PortalCase(tmp_path / "cong").portal_file().meeting().meeting(meeting_id=OTHER)
    for path, content in SETTINGS.items():
        portal.write(path, content)
    return portal


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Has an entry for each time that MkDocs was asked to render."""
    times: list[str] = []
    hosted = Hosting.hosted
    monkeypatch.setattr(Hosting, "hosted", lambda own, folder: times.append("MkDocs") or hosted(own, folder))
    return times


class Served:
    """A preview that runs, but for its threads: changes are told to it by the test."""

    def __init__(self, portal: PortalCase, server: LiveReloadServer) -> None:
        self.portal, self.server = portal, server

    def after(self, path: str, text: str) -> dict[str, bytes]:
        """Return every file that is shown after `text` was written into the file at `path`."""
        self.portal.write(path, text)
        self.server.builder()
        return self.site()

    def site(self) -> dict[str, bytes]:
        folder = Path(self.server.root)
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def meeting(self, more: str = "") -> str:
        return self.portal.read(MEETING_FILE) + more


def run(
    portal: PortalCase,
    monkeypatch: pytest.MonkeyPatch,
    steps: Callable[[Served], object] = lambda _: None,
    port: int = 8000,
) -> None:
    """Run `mkdocs serve`, and `steps` in the place of what waits for changes and browsers."""
    monkeypatch.setattr(LiveReloadServer, "serve", lambda server, **_: steps(Served(portal, server)))
    serve(str(portal.root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")


def test_a_changed_meeting_is_shown_as_a_build_publishes_it_and_mkdocs_is_not_asked(
    portal: PortalCase, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, bytes]] = []

    def steps(served: Served) -> None:
        shown.append(served.site())
        shown.append(served.after(MEETING_FILE, served.meeting("notes: Mang theo giấy mời.\n")))
        shown.append(served.after(f"meetings/{OTHER}/tep.txt", "Không thuộc tài liệu nào."))
        shown.append(served.after("meetings/2026-09-07-giao-ban/meeting.yml", served.meeting()))

    run(portal, monkeypatch, steps)
    assert rendered == ["MkDocs"]
    assert "Mang theo giấy mời" in shown[1][f"hop/{MEETING_ID}/index.html"].decode()
    assert shown[1] != shown[0]
    portal.build()
    assert shown[3] == portal.site()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/index.md", "# Lời chào\n"),
        ("content/them.md", "# Lời chào\n"),
        ("mkdocs.yml", SETTINGS["mkdocs.yml"].replace("Cổng thử", "Lời chào")),
        ("meetings/portal.yml", PORTAL.replace("publisher: ", "publisher: Lời chào ")),
    ],
)
def test_mkdocs_is_asked_where_it_would_render_something_else(
    portal: PortalCase, rendered: list[str], monkeypatch: pytest.MonkeyPatch, path: str, text: str
) -> None:
    shown: list[dict[str, bytes]] = []
    run(portal, monkeypatch, lambda served: shown.append(served.after(path, text)))
    assert rendered == ["MkDocs", "MkDocs"]
    assert any("Lời chào" in shown[0][a].decode() for a in ("index.html", "them/index.html") if a in shown[0])
    portal.build()
    assert shown[0] == portal.site()


def test_what_is_known_of_an_unchanged_folder_is_not_read_again(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    unpacked = remembered.unpacked
    monkeypatch.setattr(remembered, "unpacked", lambda kind, text: read.append(kind) or unpacked(kind, text))

    def steps(served: Served) -> None:
        served.after(MEETING_FILE, served.meeting("notes: Một.\n"))
        read.clear()
        served.after(MEETING_FILE, served.meeting("footnotes: Hai.\n"))
        assert read == []

    run(portal, monkeypatch, steps)


def test_the_files_of_a_preview_are_looked_at_when_it_starts(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveys: list[Survey] = []
    monkeypatch.setattr(
        exchange, "Survey", lambda *of, **how: surveys.append(Survey(*of, **how)) or surveys[-1]
    )

    def steps(served: Served) -> None:
        served.after(MEETING_FILE, served.meeting("notes: Thêm.\n"))
        (Path(served.server.root) / "hop" / MEETING_ID / "index.html").write_text("Tay khác\n", "utf-8")

    run(portal, monkeypatch, steps)
    assert len(surveys) == 1
    shown: list[dict[str, bytes]] = []
    run(portal, monkeypatch, lambda served: shown.append(served.site()))
    portal.build()
    assert shown == [portal.site()]


def test_what_is_wrong_is_shown_until_it_is_mended(
    portal: PortalCase, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps(served: Served) -> None:
        good, before = served.meeting(), served.site()
        broken = served.after(MEETING_FILE, good.replace("form:", "from:"))
        for page in ("index.html", f"hop/{MEETING_ID}/index.html"):
            assert f"{MEETING_FILE}:3:1" in broken[page].decode()
            assert "PH201" in broken[page].decode()
        assert f"hop/{OTHER}/index.html" in broken
        # It is the first page of its kind.
        assert rendered == ["MkDocs"] * 2
        worse = served.after(f"meetings/{OTHER}/meeting.yml", good.replace("8 giờ", "25 giờ"))
        assert f"{MEETING_FILE}:3:1" in worse["index.html"].decode()
        assert f"meetings/{OTHER}/meeting.yml:4:" in worse["index.html"].decode()
        served.after(f"meetings/{OTHER}/meeting.yml", good)
        assert served.after(MEETING_FILE, good) == before
        assert rendered == ["MkDocs"] * 2

    run(portal, monkeypatch, steps)


def test_what_is_wrong_with_what_all_meetings_share_is_shown(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps(served: Served) -> None:
        good, before = served.portal.read("meetings/portal.yml"), served.site()
        page = served.after("meetings/portal.yml", good.replace("name:", "nam:"))["index.html"].decode()
        assert "meetings/portal.yml:1:1" in page
        assert served.after("meetings/portal.yml", good) == before

    run(portal, monkeypatch, steps)


def test_something_internal_is_not_shown(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    contact = "contacts: [{id: dau-moi, unit: Văn phòng, phone: 0900.000.001}]\n"
    portal.write("content/index.md", "Gọi 0900 000 001 để hỏi.\n")

    def steps(served: Served) -> None:
        before = served.site()
        with pytest.raises(SystemExit):
            served.after(MEETING_FILE, served.meeting(contact))
        assert f"{MEETING_FILE}:5:" in caplog.text
        assert "PH801" in caplog.text
        assert served.site() == before

    run(portal, monkeypatch, steps)


def test_a_new_meeting_at_the_address_of_a_page_written_by_hand_is_refused(portal: PortalCase) -> None:
    later = "2026-07-01-hop-sau"
    portal.write(f"content/hop/{later}.md", "# Viết tay\n").build()
    before = portal.site()
    answer = portal.meeting(meeting_id=later).build()
    assert f"content/hop/{later}.md:1:1: PH407" in answer.output
    assert portal.site() == before


def test_a_preview_at_another_port_makes_nothing_anew(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a preview drive out what a build has made."""
    portal.build()
    run(portal, monkeypatch)
    made: list[object] = []
    monkeypatch.setattr(MeetingMaker, "outputs", lambda *asked: made.append(asked))
    portal.build()
    run(portal, monkeypatch, port=8001)
    assert made == []


def test_a_portal_without_an_address_has_one_in_its_preview(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SETTINGS["mkdocs.yml"].replace("site_url: https://hop.example.gov.vn/\n", "")
    portal.write("mkdocs.yml", settings)
    run(portal, monkeypatch, port=8001)
    page = cache_folder(portal.root, kind="preview") / "site" / "hop" / MEETING_ID / "index.html"
    assert f'"http://127.0.0.1:8000/hop/{MEETING_ID}/"' in page.read_text("utf-8")


def test_a_change_is_noticed(portal: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the system, or by going through the folders: on any disk."""

    def steps(served: Served) -> None:
        server = served.server
        server.observer.start()
        portal.meeting("notes: Thêm.\n")
        with server._rebuild_cond:
            assert server._rebuild_cond.wait_for(lambda: server._want_rebuild, _LONGEST)

    run(portal, monkeypatch, steps)


class _Told:
    """A system that tells what a test says."""

    handler: FileSystemEventHandler
    wanted: ClassVar[list[type[FileSystemEvent]]]

    def schedule(
        self, handler: FileSystemEventHandler, *_: str, event_filter: list[type[FileSystemEvent]], **__: bool
    ) -> None:
        type(self).handler, type(self).wanted = handler, event_filter

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass


class _Full(_Told):
    """A system that watches too much already."""

    def start(self) -> None:
        raise OSError(28, "inotify watch limit reached")


def folders_gone_through(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch, system: type[_Told]
) -> set[str]:
    """Return the folders through which MkDocs goes twice a second."""
    found: set[str] = set()
    monkeypatch.setattr(preview, "Observer", system)

    def steps(served: Served) -> None:
        found.update(Path(each.watch.path).name for each in served.server.observer.emitters)

    run(portal, monkeypatch, steps)
    return found


def test_nobody_goes_through_folders_of_which_the_system_tells(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "_is_on_a_disk", lambda _: True)
    portal.write("locales/vi.toml", "")
    folders = folders_gone_through(portal, monkeypatch, _Told)
    assert "meetings" not in folders
    assert "locales" in folders
    # A build opens thousands of files and folders, and to be told of each drowns the changes.
    assert not {FileOpenedEvent, FileClosedNoWriteEvent} & {*_Told.wanted}

    def steps(served: Served) -> None:
        assert not served.server._want_rebuild
        _Told.handler.dispatch(FileModifiedEvent(str(portal.root / MEETING_FILE)))
        assert served.server._want_rebuild

    run(portal, monkeypatch, steps)


@pytest.mark.parametrize(("system", "is_on_a_disk"), [(_Told, False), (_Full, True)])
def test_folders_are_gone_through_where_the_system_may_not_tell(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch, system: type[_Told], is_on_a_disk: bool
) -> None:
    monkeypatch.setattr(preview, "_is_on_a_disk", lambda _: is_on_a_disk)
    assert "meetings" in folders_gone_through(portal, monkeypatch, system)


@pytest.mark.parametrize(
    ("answer", "is_on_a_disk"),
    [
        ("ext4", True),
        ("overlay\ntmpfs", True),
        ("nfs4", False),
        ("ext4\n9p", False),
        ("", False),
        (None, False),
    ],
)
def test_disks_are_told_from_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, is_on_a_disk: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if answer is not None:
        (tmp_path / "findmnt").write_text(f"#!/bin/sh\necho '{answer}'\n", "utf-8")
        (tmp_path / "findmnt").chmod(0o755)
    assert preview._is_on_a_disk(tmp_path) is is_on_a_disk
