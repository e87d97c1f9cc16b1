"""Letters to be printed from the editor are those that `phonghop letter` makes: one for all, or one for each addressee, with keys."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from clerks import Clerk, editor

from driver import MEETING_ID, PortalCase
from phonghop.adapters.edit_command import issue, printed_letters, unissued_words
from phonghop.adapters.environment import Invocation
from phonghop.adapters.project import Project
from phonghop.editing import publishing

HERE = f"/cuoc-hop/{MEETING_ID}"
LETTER = """\
letter:
  number: "12"
  date: 20/6/2026
  addressees:
    - Sở Tài chính
    - Sở Xây dựng, Sở Y tế
links:
  - kind: attendance
    url: https://form.example.gov.vn/x
"""


@pytest.fixture
def office(portal: PortalCase) -> Iterator[tuple[PortalCase, Clerk]]:
    """A meeting with a letter, and a clerk before the editor as `phonghop edit` starts it."""
    portal.with_settings().meeting(LETTER).write(".gitignore", "/in/\n.cache/\n").commit()
    project = Project(Invocation(portal.root, "vi"))
    with editor(
        portal.root,
        lambda name: unissued_words(project, name),
        lambda name: issue(project, name),
        lambda name, listed: printed_letters(project, name, listed),
    ) as address:
        yield portal, Clerk(address)


def texts(packed: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(packed)) as package:
        return {name: text_of(package.read(name)) for name in package.namelist()}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_a_letter_for_each_addressee(office: tuple[PortalCase, Clerk]) -> None:
    _, clerk = office
    assert "Những mã sau chưa cấp" in clerk.post(f"{HERE}/in/giay")
    page = clerk.post(f"{HERE}/in")
    assert "Sở Tài chính\nSở Xây dựng, Sở Y tế</textarea>" in page
    one = clerk.take(f"{HERE}/in/giay")
    assert one[:5] == b"%PDF-"
    assert "Sở Xây dựng" in text_of(one)
    letters = texts(clerk.take(f"{HERE}/in/giay", addressees="Sở Tài chính\r\nSở Xây dựng, Sở Y tế\r\n"))
    assert list(letters) == [
        f"{MEETING_ID}-001-so-tai-chinh.pdf",
        f"{MEETING_ID}-002-so-xay-dung-so-y-te.pdf",
    ]
    first, second = letters.values()
    assert "Sở Tài chính" in first
    assert "Sở Xây dựng" not in first
    assert "Sở Tài chính" not in second


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [("Tên;Mã\nSở Nội vụ", ""), ("Sở Y tế\nSở Tài chính\nSở Y tế", "«Sở Y tế» đã có ở dòng trên")],
)
def test_a_list_with_something_wrong_is_told_and_kept(
    office: tuple[PortalCase, Clerk], listed: str, sentence: str
) -> None:
    _, clerk = office
    clerk.post(f"{HERE}/in")
    page = clerk.post(f"{HERE}/in/giay", addressees=listed)
    assert 'class="wrong"' in page
    assert sentence in page
    assert f"{listed}</textarea>" in page


def test_a_locked_meeting_gets_a_key_for_each(
    office: tuple[PortalCase, Clerk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal, clerk = office
    monkeypatch.setenv("PHONGHOP_KEYS", str(tmp_path / "keys.json"))
    portal.append(f"meetings/{MEETING_ID}/meeting.yml", "locked: internal\n")
    clerk.post(f"{HERE}/in")
    assert "phonghop keys new" in clerk.post(f"{HERE}/in/giay", addressees="Sở A\nSở B")
    assert portal.run("keys", "new", MEETING_ID).exit_code == 0
    letters = texts(clerk.take(f"{HERE}/in/giay", addressees="Sở A\nSở B"))
    again = texts(clerk.take(f"{HERE}/in/giay", addressees="Sở A\nSở B"))
    assert len(set(letters.values())) == 2
    assert letters == again
    keys = (tmp_path / "keys.json").read_text("utf-8")
    assert "Sở A" in keys
    assert "Sở B" in keys


def test_codes_that_are_issued_after_publishing_are_published(office: tuple[PortalCase, Clerk]) -> None:
    portal, clerk = office
    portal.git("config", "user.name", "Văn thư")
    portal.git("config", "user.email", "van-thu@example.invalid")
    clerk.post(f"{HERE}/in")
    assert "Mã QR vừa cấp" in clerk.get(f"{HERE}/dang")
    assert "Đã ghi nhận" in clerk.post(f"{HERE}/dang")
    assert publishing.changes(portal.root, MEETING_ID) == []
    assert "Không có gì mới" in clerk.get(f"{HERE}/dang")
