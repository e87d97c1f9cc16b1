"""A build that has nothing to do says so and does nothing; whatever has changed, it builds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from driver import MEETING, MEETING_ID, PORTAL, PortalCase
from phonghop.adapters import up_to_date
from phonghop.adapters.environment import cache_folder
from phonghop.adapters.up_to_date import Build
from phonghop.database import Database, close_databases
from phonghop.site.driver import Counts, Driver, Hosted
from phonghop.site.exchange import Tree
from phonghop.text.problems import Problem
from phonghop.text.region import VIETNAM
from sample_files import pdf

FILE = f"meetings/{MEETING_ID}/meeting.yml"
PAPER = f"meetings/{MEETING_ID}/bao-cao.pdf"
RELEASED = "documents:\n- {title: Báo cáo, file: bao-cao.pdf, release: 01/7/2026 17 giờ}\n"
STANDS = "Không có gì thay đổi"


class Office:
    """A portal that stands as it was built."""

    def __init__(self, portal: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
        self.portal = portal.with_settings().meeting(RELEASED).write(PAPER, pdf("Bao cao"))
        self.counts = Counts()
        self.meanwhile: Callable[[], object] = lambda: None
        finish = Driver.finish

        def counted(driver: Driver, hosted: Hosted | None) -> tuple[Problem, ...]:
            self.meanwhile()
            found = finish(driver, hosted)
            self.counts = driver.counts
            return found

        monkeypatch.setattr(Driver, "finish", counted)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782867600")  # 01/7/2026 8:00

    def settle(self) -> Office:
        """Build twice: files that were written within the same tick as the first build began are not trusted yet."""
        for _ in range(2):
            assert self.portal.build().exit_code == 0
        return self

    def rebuilds(self, *options: str) -> bool:
        """Build; return whether there was anything to do."""
        result = self.portal.build(*options)
        assert result.exit_code == 0, result.output
        return STANDS not in result.output


@pytest.fixture
def office(portal: PortalCase, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(portal, monkeypatch)


def test_a_site_that_stands_is_not_built_again(office: Office) -> None:
    site = office.settle().portal.site()
    result = office.portal.build()
    assert str(result) == f"{STANDS}: bản trong ROOT/site vẫn đúng, không cần dựng lại.\n[exit 0]\n"
    assert office.portal.site() == site


def in_place(path: str, content: str | bytes) -> Callable[[PortalCase], object]:
    """Return what changes a file and restores its times, as copying programs do."""

    def change(portal: PortalCase) -> None:
        file = portal.root / path
        times = file.stat()
        portal.write(path, content)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    return change


def without(path: str) -> Callable[[PortalCase], object]:
    return lambda portal: portal.remove(path)


def written(path: str, content: str) -> Callable[[PortalCase], object]:
    return lambda portal: portal.write(path, content)


CHANGES = {
    "a word of a meeting": in_place(FILE, MEETING.replace("ban", "bao") + RELEASED),
    "a document": in_place(PAPER, pdf("Bao cap")),
    "a further meeting": written("meetings/2026-07-02-hai/meeting.yml", MEETING.replace("01/7", "02/7")),
    "a page by hand": written("content/khac.md", "# Khác\n"),
    "words by hand": in_place("content/index.md", "# Trang chu\n"),
    "the settings": lambda portal: portal.append("mkdocs.yml", "copyright: Văn phòng\n"),
    "the list of bodies": lambda portal: portal.append(
        "meetings/portal.yml", "  - {id: hai, name: Hai, letters: plain}\n"
    ),
    "another file of the project": written("bang.csv", "a;b\n"),
    "a page of the site": written("site/index.html", "<p>Sửa tay\n"),
    "a page less in the site": without(f"site/hop/{MEETING_ID}/index.html"),
    "a page more in the site": written(f"site/hop/{MEETING_ID}/la.html", "<p>Lạ\n"),
    "a commit": lambda portal: portal.commit(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_built(office: Office, change: Callable[[PortalCase], object]) -> None:
    change(office.settle().portal)
    assert office.rebuilds()


def test_a_rule_of_a_language_is_kept_as_soon_as_the_portal_speaks_it(office: Office) -> None:
    settings = office.portal.read("mkdocs.yml")
    office.portal.portal_file(PORTAL.replace("    honorific: Đồng chí\n", ""))
    office.portal.append(FILE, "chair: {name: Lò Thị Kín, titles: Chánh Văn phòng}\n")
    office.portal.write("mkdocs.yml", settings.replace("language: vi", "language: en"))
    office.settle().portal.write("mkdocs.yml", settings)
    assert "PH228" in office.portal.build().output


@pytest.mark.parametrize("file", ["SHA256SUMS", "hop.json"])
def test_what_is_joined_from_the_site_that_stands_is_made_anew_where_other_hands_were_at_it(
    office: Office, file: str
) -> None:
    office.settle()
    office.portal.append(FILE, "notes: Thêm.\n").build()
    site = office.portal.site()
    office.portal.append(f"site/{file}", "\n")
    assert office.rebuilds()
    assert office.portal.site() == site


def test_the_hour_of_release_is_not_slept_through(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    held = f"hop/{MEETING_ID}/tai-lieu/bao-cao.pdf"
    assert held not in office.settle().portal.site()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782900000")  # 01/7/2026 17:00
    assert office.rebuilds()
    assert held in office.portal.site()


def test_a_site_stands_until_its_moment_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """One hour at the most: a document that was replaced is weighed against what stood an hour before."""
    now = datetime.fromtimestamp(1782867600, VIETNAM)
    build = Build("how", "read", "site", now.isoformat(), (now + timedelta(hours=1)).isoformat(), ())
    kept = Database(None)
    tree = Tree(kept, Path("site"))
    monkeypatch.setattr(tree, "is_as_written", lambda: True)
    up_to_date.keep(kept, build)
    for minutes, stands in ((-1, False), (0, True), (59, True), (60, False)):
        found = up_to_date.standing_build(kept, "how", "read", now + timedelta(minutes=minutes), tree)
        assert (found is not None) is stands
    assert up_to_date.standing_build(kept, "other", "read", now, tree) is None
    assert up_to_date.standing_build(kept, "how", "other", now, tree) is None


def test_warnings_are_told_as_long_as_they_hold(office: Office) -> None:
    office.portal.write(f"meetings/{MEETING_ID}/thua.txt", "Thừa\n")
    first = office.settle().portal.build().output.splitlines()
    assert f"meetings/{MEETING_ID}/thua.txt:1:1: PH412" in first[0]
    assert first[-1].startswith(STANDS)


def test_a_strict_build_is_another_one(office: Office) -> None:
    office.settle()
    assert office.rebuilds("--strict")


@pytest.mark.parametrize(
    "setting",
    [
        "hooks: [hook.py]\n",
        "markdown_extensions: [pymdownx.snippets]\n",
        "repo_name: !ENV [PORTAL, Kho]\n",
        "INHERIT: chung.yml\n",
    ],
)
def test_what_may_read_anything_is_always_built(office: Office, setting: str) -> None:
    office.portal.append("mkdocs.yml", setting).write("hook.py", "").write("chung.yml", "copyright: Chung\n")
    office.settle()
    assert office.rebuilds()


def test_a_linked_folder_is_always_built(office: Office, tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    office.portal.link("anh", str(tmp_path / "anh"))
    office.settle()
    assert office.rebuilds()


def test_a_file_that_changes_while_the_site_is_built_is_built_again(office: Office) -> None:
    office.settle()
    office.meanwhile = lambda: office.portal.append("mkdocs.yml", "copyright: Văn phòng\n")
    office.portal.append("meetings/portal.yml", "  - {id: hai, name: Hai, letters: plain}\n")
    assert office.rebuilds()
    office.meanwhile = lambda: None
    assert office.rebuilds()
    assert not office.rebuilds()


def test_what_is_remembered_is_not_trusted_when_it_is_damaged(office: Office) -> None:
    office.settle()
    close_databases()
    (file,) = cache_folder(office.portal.root).glob("*.sqlite")
    file.write_bytes(file.read_bytes()[::-1])
    result = office.portal.build()
    assert "bị hỏng" in result.output
    assert office.counts.made == 1


def test_what_comes_with_a_project_is_never_believed(office: Office) -> None:
    """A database in the project's tree, wherever it claims to be."""
    office.settle()
    close_databases()
    (file,) = cache_folder(office.portal.root).glob("*.sqlite")
    office.portal.write(".cache/phonghop/build.sqlite", file.read_bytes())
    shutil.rmtree(file.parent)
    office.portal.build()
    assert (office.counts.read, office.counts.made) == (1, 1)


def test_a_note_loads_no_host(office: Office) -> None:
    office.settle()
    office.portal.write(FILE, MEETING.replace("ban", "bao") + RELEASED)
    assert office.rebuilds()
    assert (office.counts.read, office.counts.made, office.counts.hosted) == (1, 1, False)


def test_words_by_hand_are_asked_of_the_host(office: Office) -> None:
    office.settle()
    office.portal.write("content/index.md", "# Trang chủ\n\nXin chào.\n")
    assert office.rebuilds()
    assert (office.counts.made, office.counts.hosted) == (0, True)
    assert "Xin chào" in office.portal.site()["index.html"].decode()


def test_a_page_by_hand_is_held_against_what_it_leads_to(office: Office) -> None:
    office.portal.write("content/index.md", f"# Trang chủ\n\n[Họp](hop/{MEETING_ID}/index.md)\n")
    other = MEETING.replace("01/7", "02/7")
    office.portal.write("meetings/2026-07-02-hai/meeting.yml", other)
    office.settle()
    shutil.rmtree(office.portal.root / "meetings" / MEETING_ID)
    result = office.portal.build()
    assert f"hop/{MEETING_ID}/index.md" in result.output
    assert office.counts.hosted


def test_a_failed_build_is_tried_again(office: Office) -> None:
    office.settle()
    good = office.portal.read(FILE)
    office.portal.append(FILE, "la: la\n")
    assert office.portal.build().exit_code == 1
    assert office.portal.build().exit_code == 1
    office.portal.write(FILE, good)
    assert office.rebuilds()


def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tep").write_text("một tệp")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "tep"))
    for _ in range(2):
        assert office.rebuilds()
        assert office.counts.made == 1
        close_databases()  # as each call of the command does by ending


def test_a_clock_that_was_ahead_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = f"hop/{MEETING_ID}/tai-lieu/bao-cao.pdf"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782900000")  # 01/7/2026 17:00
    assert held in office.settle().portal.site()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782867600")
    assert office.rebuilds()
    assert held not in office.portal.site()


def test_a_site_that_is_a_link_is_replaced_where_it_leads_to(office: Office, tmp_path: Path) -> None:
    root = tmp_path / "www" / "html"
    root.parent.mkdir()
    (office.portal.root / "site").rename(root)
    office.portal.link("site", str(root))
    result = office.portal.build()
    assert f"nơi nó trỏ tới: {root}" in result.output
    assert (office.portal.root / "site").is_symlink()
    assert (root / "hop" / MEETING_ID / "index.html").is_file()
