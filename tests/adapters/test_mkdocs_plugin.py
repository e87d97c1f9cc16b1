"""Real builds through MkDocs: what is published, what stops it, and that the last good site stays."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

PORTAL = """\
name: Cổng thử
publisher: Văn phòng
bodies:
  - id: tinh-uy
    name: Tỉnh ủy
    letters: party-hd05
    honorific: Đồng chí
    symbol: VP
"""
MEETING = """\
title: Hội nghị giao ban tháng 7
organizer: tinh-uy
form: in-person
sessions:
  - 06/7/2026 8 giờ
points:
  - name: Phòng họp số 1
    venue: Trụ sở Tỉnh ủy
contacts:
  - id: dau-moi
    unit: Văn phòng Tỉnh ủy
    phone: 0900.000.001
"""
SETTINGS = """\
site_name: Cổng thử
site_url: https://hop.example.gov.vn/
docs_dir: content
theme: {name: material, language: LANGUAGE, font: false}
plugins: [search, phonghop]
nav: [index.md, nam/index.md]
"""
MEETING_FILE = "meetings/2026-07-06-giao-ban/meeting.yml"


class Project:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("mkdocs.yml", SETTINGS.replace("LANGUAGE", "vi"))
        self.write("content/index.md", "# Trang chủ\n")
        self.write("meetings/portal.yml", PORTAL)
        self.write(MEETING_FILE, MEETING)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, *, strict: bool = True) -> None:
        config = load_config(str(self.root / "mkdocs.yml"), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)

    def page(self, name: str) -> str:
        return (self.root / "site" / name / "index.html").read_text("utf-8")

    def fingerprint(self) -> dict[str, str]:
        files = sorted(p for p in (self.root / "site").rglob("*") if p.is_file())
        return {
            p.relative_to(self.root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
        }


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    yield Project(tmp_path)
    leftovers = [p.name for p in tmp_path.iterdir() if p.name.startswith("site.")]
    assert leftovers == []


def test_meeting_is_published_at_its_address(project: Project) -> None:
    project.build()
    assert "Hội nghị giao ban tháng 7" in project.page("hop/2026-07-06-giao-ban")
    assert "Hội nghị giao ban tháng 7" in project.page("nam/2026")
    assert "Hội nghị giao ban tháng 7" in project.page("")


def test_anchors_of_pages_written_by_hand_keep_every_letter(project: Project) -> None:
    project.write("content/index.md", "# Trang chủ\n\n## Đảng ủy và đại biểu\n")
    project.build()
    assert 'id="dang-uy-va-dai-bieu"' in project.page("")


def test_interface_speaks_the_language_of_the_theme(project: Project) -> None:
    project.write("mkdocs.yml", SETTINGS.replace("LANGUAGE", "en"))
    project.build()
    page = project.page("hop/2026-07-06-giao-ban")
    assert "Monday, 6 July 2026" in page
    assert ">Documents<" in page


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (MEETING_FILE, MEETING.replace("form:", "from:"), f"{MEETING_FILE}:3:1: PH201"),
        (MEETING_FILE, MEETING.replace("06/7", "30/2"), f"{MEETING_FILE}:5:5: PH302"),
        ("content/hop/2026-07-06-giao-ban.md", "# Trùng\n", "content/hop/2026-07-06-giao-ban.md:1:1: PH407"),
        ("content/them.md", "Gọi 0900 000 001 để hỏi.\n", f"{MEETING_FILE}:12:12: PH801"),
    ],
    ids=["misspelt key", "impossible date", "address taken", "internal number in a page"],
)
def test_bad_data_is_told_and_leaves_the_last_good_site(
    project: Project, file: str, text: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    project.build()
    before = project.fingerprint()
    project.write(file, text)
    with pytest.raises(MkDocsException):
        project.build(strict=False)
    assert told in caplog.text
    assert "Traceback" not in caplog.text
    assert project.fingerprint() == before


def test_broken_link_under_strict_leaves_the_last_good_site(project: Project) -> None:
    project.build()
    before = project.fingerprint()
    project.write("content/index.md", "[không có](khong-co.md)\n")
    with pytest.raises(MkDocsException):
        project.build()
    assert project.fingerprint() == before


def test_same_input_gives_the_same_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782864000")
    project.build()
    first = project.fingerprint()
    shutil.rmtree(project.root / "site")
    project.build()
    assert project.fingerprint() == first


def test_hostile_words_stay_words(project: Project) -> None:
    hostile = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"
    project.write(
        MEETING_FILE,
        MEETING.replace("Hội nghị giao ban tháng 7", f"'{hostile.replace(chr(39), chr(39) * 2)}'"),
    )
    project.build()
    for name in ("hop/2026-07-06-giao-ban", "nam/2026", "", "co-quan/tinh-uy"):
        page = project.page(name)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_site_built_in_an_earlier_one_is_as_one_from_nothing(project: Project, tmp_path: Path) -> None:
    second = MEETING.replace("tháng 7", "tháng 8").replace("06/7", "03/8")
    changes = (
        lambda: project.write("meetings/2026-08-03-giao-ban/meeting.yml", second),
        lambda: project.write("content/them.md", "# Thêm\n"),
        lambda: project.write(MEETING_FILE, MEETING.replace("giao ban", "sơ kết")),
        lambda: shutil.rmtree(project.root / "meetings/2026-08-03-giao-ban"),
        (project.root / "content/them.md").unlink,
        lambda: project.write("meetings/portal.yml", PORTAL.replace("Cổng thử", "Cổng khác")),
    )
    project.build()
    for number, change in enumerate(changes):
        change()
        project.build()
        anew = Project(tmp_path / f"anew-{number}")
        for part in ("content", "meetings"):
            shutil.rmtree(anew.root / part)
            shutil.copytree(project.root / part, anew.root / part)
        anew.build()
        assert project.fingerprint() == anew.fingerprint()


def test_a_build_that_is_stopped_late_leaves_every_byte(project: Project) -> None:
    """Most files of the site that is built are those of the site that stands, under a second name."""
    for title in ("một", "hai"):
        project.write(MEETING_FILE, MEETING.replace("tháng 7", title))
        project.build()
    before = project.fingerprint()
    project.write(MEETING_FILE, MEETING.replace("tháng 7", "ba"))
    project.write("content/lo.md", "# Gọi 0900.000.001\n")
    with pytest.raises(MkDocsException):
        project.build()
    assert project.fingerprint() == before


def test_site_without_an_address_is_refused(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    project.write(
        "mkdocs.yml",
        SETTINGS.replace("LANGUAGE", "vi").replace("site_url: https://hop.example.gov.vn/\n", ""),
    )
    with pytest.raises(MkDocsException):
        project.build()
    assert "mkdocs.yml:1:1: PH800" in caplog.text
    assert not (project.root / "site").exists()


def test_a_warning_under_strict_leaves_the_last_good_site(project: Project) -> None:
    project.build()
    before = project.fingerprint()
    project.write("meetings/2026-07-06-giao-ban/thua.txt", "không thuộc tài liệu nào")
    with pytest.raises(MkDocsException):
        project.build(strict=True)
    assert project.fingerprint() == before
    project.build(strict=False)
