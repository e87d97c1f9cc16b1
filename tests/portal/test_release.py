"""A document before and after its hour of release."""

from datetime import datetime
from pathlib import Path

import pytest

from driver import inspected
from phonghop.portal import Portal, load
from phonghop.portal.release import as_of, next_release
from phonghop.site.build import Options, build
from phonghop.site.outputs import Asset, Joined
from phonghop.text.region import VIETNAM
from phonghop.theme_files import templates_folder

SECRET_TITLE = "Phương án nhân sự chủ chốt"
BYTES = b"%PDF-1.4\n" + b"".join(b"line %d of the held document\n" % n for n in range(200))
BEFORE = datetime(2026, 7, 5, 16, 59, tzinfo=VIETNAM)
AFTER = datetime(2026, 7, 5, 17, 0, tzinfo=VIETNAM)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    folder = tmp_path / "meetings" / "2026-07-06-giao-ban"
    folder.mkdir(parents=True)
    (folder / "phuong-an-nhan-su.pdf").write_bytes(BYTES)
    (folder / "chuong-trinh.pdf").write_bytes(b"%PDF-1.4\nopen")
    (tmp_path / "meetings" / "portal.yml").write_text(
        "name: Cổng\npublisher: Văn phòng\nbodies:\n  - {id: tinh-uy, name: Tỉnh ủy, letters: party-hd05, symbol: TU}\n",
        encoding="utf-8",
    )
    (folder / "meeting.yml").write_text(
        "title: Hội nghị giao ban\norganizer: tinh-uy\nform: in-person\nsessions: 06/7/2026 8 giờ\n"
        "agenda:\n  - {title: Công tác cán bộ, documents: [phuong-an-nhan-su]}\n"
        f"documents:\n  - chuong-trinh.pdf\n  - title: {SECRET_TITLE}\n    file: phuong-an-nhan-su.pdf\n"
        "    release: 05/7/2026 17 giờ\n",
        encoding="utf-8",
    )
    found, problems = load(tmp_path)
    assert found is not None
    assert not problems
    return found


def everything(portal: Portal, now: datetime) -> bytes:
    options = Options("https://hop.example.gov.vn/", "vi", templates_folder(), now)
    parts: list[bytes] = []
    for output in build(portal, inspected(portal), options):
        if isinstance(output, Asset) and isinstance(output.content, Path):
            parts.append(output.content.read_bytes())
        if isinstance(output, Joined):
            parts.extend(output.pieces)
        parts.append(
            output.content if isinstance(output, Asset) and isinstance(output.content, bytes) else b""
        )
        parts.append(repr(output).encode())
    return b"\n".join(parts)


def test_nothing_of_a_held_document_is_in_any_output(portal: Portal) -> None:
    made = everything(portal, BEFORE)
    for trace in (SECRET_TITLE.encode(), b"phuong-an-nhan-su", b"line 100 of the held"):
        assert trace not in made
    assert "Phát hành lúc 17 giờ 00 phút, Chủ nhật, ngày 05/7/2026".encode() in made


def test_it_is_there_from_its_hour_on(portal: Portal) -> None:
    made = everything(portal, AFTER)
    for trace in (SECRET_TITLE.encode(), b"tai-lieu/phuong-an-nhan-su.pdf", b"line 100 of the held"):
        assert trace in made


def test_next_release_is_when_to_build_again(portal: Portal) -> None:
    assert next_release(portal, BEFORE) == AFTER
    assert next_release(portal, AFTER) is None


def test_portal_without_held_documents_is_left_as_it_is(portal: Portal) -> None:
    assert as_of(portal, AFTER).folders == portal.folders


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    ("withdrawn", "now", "is_seen"),
    [
        ("{reason: Thay phương án}", BEFORE, False),
        ("{reason: Thay phương án, at: 04/7/2026}", BEFORE, False),
        ("{reason: Thay phương án, at: 04/7/2026}", AFTER, False),
        ("{reason: Thay phương án, at: 06/7/2026}", AFTER, True),
    ],
)
def test_what_is_withdrawn_before_its_hour_is_never_named(
    tmp_path: Path, withdrawn: str, now: datetime, is_seen: bool
) -> None:
    file = tmp_path / "meetings" / "2026-07-06-giao-ban" / "meeting.yml"
    file.write_text(file.read_text("utf-8") + f"    withdrawn: {withdrawn}\n", encoding="utf-8")
    changed, problems = load(tmp_path)
    assert changed is not None
    assert not problems
    made = everything(changed, now)
    assert (SECRET_TITLE.encode() in made) is is_seen
    assert b"phuong-an-nhan-su" not in made or is_seen
    assert next_release(changed, now) is None
    assert "Thay phương án".encode() in made
