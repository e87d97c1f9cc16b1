"""A build that has nothing to do says so and does nothing; whatever has changed, it builds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from driver import MEETING, MEETING_ID, PortalCase
from phonghop.adapters import mkdocs_build, standing
from phonghop.adapters.mkdocs_build import Built
from sample_files import pdf

FILE = f"meetings/{MEETING_ID}/meeting.yml"
PAPER = f"meetings/{MEETING_ID}/bao-cao.pdf"
RELEASED = "documents:\n- {title: Báo cáo, file: bao-cao.pdf, release: 01/7/2026 17 giờ}\n"
STANDS = "Không có gì thay đổi"


class Office:
    """A portal that stands as it was built; `builds` counts how often MkDocs was asked since."""

    def __init__(self, portal: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
        self.portal = portal.with_settings().meeting(RELEASED).write(PAPER, pdf("Bao cao"))
        self.builds = 0
        self.meanwhile: Callable[[], object] = lambda: None
        build_site = mkdocs_build.build_site

        def counted(*asked: Path, strict: bool) -> Built:
            self.builds += 1
            self.meanwhile()
            return build_site(*asked, strict=strict)  # type: ignore[arg-type]

        monkeypatch.setattr(mkdocs_build, "build_site", counted)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782867600")  # 01/7/2026 8:00

    def settle(self) -> Office:
        """Build twice: files that were written within the same tick as the first build began are not trusted yet."""
        for _ in range(2):
            assert self.portal.build().exit_code == 0
        self.builds = 0
        return self

    def rebuilds(self, *options: str) -> bool:
        """Build; return whether MkDocs was asked."""
        before = self.builds
        result = self.portal.build(*options)
        assert result.exit_code == 0, result.output
        assert (STANDS not in result.output) == (self.builds > before)
        return self.builds > before


@pytest.fixture
def office(portal: PortalCase, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(portal, monkeypatch)


def test_a_site_that_stands_is_not_built_again(office: Office) -> None:
    site = office.settle().portal.site()
    result = office.portal.build()
    assert str(result) == f"{STANDS}: bản trong ROOT/site vẫn đúng, không cần dựng lại.\n[exit 0]\n"
    assert office.builds == 0
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


def test_the_hour_of_release_is_not_slept_through(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    held = f"hop/{MEETING_ID}/tai-lieu/bao-cao.pdf"
    assert held not in office.settle().portal.site()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782900000")  # 01/7/2026 17:00
    assert office.rebuilds()
    assert held in office.portal.site()


def test_a_site_stands_until_its_moment_and_no_longer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[standing.Standing] = []
    monkeypatch.setattr(standing.StandingSites, "keep", lambda _, site, __: kept.append(site))
    office.settle()
    site = kept[-1]
    assert site.until.isoformat() == "2026-07-01T09:00:00+07:00"
    assert site.holds(site.made_by, site.until.replace(hour=8, minute=59))
    assert not site.holds(site.made_by, site.until)


def test_warnings_are_told_as_long_as_they_hold(office: Office) -> None:
    office.portal.write(f"meetings/{MEETING_ID}/thua.txt", "Thừa\n")
    first = office.settle().portal.build().output.splitlines()
    assert office.builds == 0
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
    for record in (office.portal.root / ".cache/phonghop/standing").iterdir():
        record.write_bytes(record.read_bytes()[::-1])
    assert office.rebuilds()


def test_a_failed_build_is_tried_again(office: Office) -> None:
    office.settle()
    good = office.portal.read(FILE)
    office.portal.append(FILE, "la: la\n")
    assert office.portal.build().exit_code == 1
    assert office.portal.build().exit_code == 1
    assert office.builds == 2
    office.portal.write(FILE, good)
    assert office.rebuilds()


def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(office: Office) -> None:
    office.portal.write(".cache", "một tệp\n")
    office.settle()
    assert office.rebuilds()
