"""A portal with locked papers: a meeting locked as a whole, and one of whose documents a single one is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from driver import SETTINGS, PortalCase
from phonghop.locked import spoken
from phonghop.locked.keyring import GENERAL, Keyring, read_keyring
from sample_files import vietnamese_pdf

WHOLE, PART = "2026-07-02-kiem-diem-ca-nhan", "2026-07-03-giao-ban-mo"
TITLE = "Hội nghị kiểm điểm trách nhiệm cá nhân"
PUBLIC_PAPER, LOCKED_PAPER = "Báo cáo công khai", "Tờ trình phương án nhân sự"
WORDS = "Phương án bố trí cán bộ chủ chốt nhiệm kỳ tới gồm ba bước lấy phiếu tín nhiệm rồi trình cấp trên quyết định"
WHOLE_YML = f"""\
title: {TITLE}
short_title: Kiểm điểm cá nhân
organizer: vp
form: in-person
locked: LOCKED
sessions: 02/7/2026 8 giờ
venue: Phòng họp số hai Nhà khách Mường Thanh
attendees: [Đồng chí Lò Văn Thử, Phó Chánh Văn phòng]
agenda:
  - title: Nghe báo cáo kiểm điểm của từng đồng chí
    documents: [kiem-diem]
documents:
  - {{id: kiem-diem, title: Bản kiểm điểm tổng hợp, file: kiem-diem.pdf, qr: có}}
  - {{id: bang-ke, title: Bảng kê tài sản, file: bang-ke.docx}}
links:
  - {{kind: attendance, url: "https://forms.example.org/xac-nhan-kiem-diem"}}
"""
PART_YML = f"""\
title: Hội nghị giao ban mở rộng
organizer: vp
form: in-person
sessions: 03/7/2026 8 giờ
agenda:
  - title: Nghe báo cáo
    documents: [cong-khai, nhan-su]
documents:
  - {{id: cong-khai, title: {PUBLIC_PAPER}, file: cong-khai.pdf}}
  - {{id: nhan-su, title: {LOCKED_PAPER}, file: nhan-su.pdf, locked: có, qr: có}}
"""


def paper(words: str, pages: int = 3) -> bytes:
    """Return a PDF that says `words` on each of its pages."""
    parts = (f"= Phần {n}\n\n{words} trang {n}.\n" for n in range(1, pages + 1))
    return vietnamese_pdf('#set text(lang: "vi")\n' + "#pagebreak()\n".join(parts))


def write_locked_portal(portal: PortalCase, public: str = "nothing") -> PortalCase:
    """Write the portal; `public` is what everybody sees of the locked meeting."""
    from sample_files import docx  # noqa: PLC0415

    for path, content in SETTINGS.items():
        portal.write(path, content)
    portal.portal_file()
    portal.write(f"meetings/{WHOLE}/meeting.yml", WHOLE_YML.replace("LOCKED", public))
    portal.write(f"meetings/{PART}/meeting.yml", PART_YML)
    portal.write(
        f"meetings/{WHOLE}/kiem-diem.pdf",
        paper("Tập thể đã thẳng thắn chỉ ra khuyết điểm của từng người trong năm qua"),
    )
    words = "<w:p><w:r><w:t>Bảng kê nhà đất xe cộ của từng đồng chí</w:t></w:r></w:p>"
    portal.write(f"meetings/{WHOLE}/bang-ke.docx", docx(words))
    portal.write(
        f"meetings/{PART}/cong-khai.pdf", paper("Tình hình chung trong quý vừa qua có nhiều chuyển biến")
    )
    portal.write(f"meetings/{PART}/nhan-su.pdf", paper(WORDS))
    return portal


class Office:
    """An office with its portal and its keys, in a folder of its own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, public: str = "nothing") -> None:
        """Make the office in a folder; where it stands already, take it as it is."""
        self.keys_file = root / "may" / "khoa.json"
        monkeypatch.setenv("PHONGHOP_KEYS", str(self.keys_file))
        self.portal = PortalCase(root / "cong")
        self.printed = root / "in"
        if not self.portal.root.exists():
            self.portal.root.mkdir(parents=True)
            write_locked_portal(self.portal, public)

    def run(self, *arguments: str) -> str:
        """Run the command, which must succeed; return what it said."""
        done = self.portal.run(*arguments)
        assert done.exit_code == 0, done
        return done.output

    def make_keys(self) -> None:
        for meeting in (WHOLE, PART):
            self.run("keys", "new", meeting, "--to", str(self.printed))
        self.run("codes", "issue")

    def built(self) -> Path:
        """Build, with keys and codes issued; return the site."""
        if not self.keys_file.exists():
            self.make_keys()
        self.run("build")
        return self.portal.root / "site"

    @property
    def keyring(self) -> Keyring:
        return read_keyring(self.keys_file)

    @property
    def paper(self) -> Path:
        """The locked document of the meeting that is open to all."""
        return self.portal.root / "meetings" / PART / "nhan-su.pdf"

    def set_id(self, meeting: str) -> str:
        return self.keyring[meeting].set_id.hex()

    def key(self, meeting: str, name: str = GENERAL) -> str:
        """Return the key on a letter, as it stands in the code."""
        lock = self.keyring[meeting]
        letter = lock.of(name)
        assert letter
        return spoken.as_text(lock.key_of(letter))

    def code(self, subject: str) -> str:
        """Return the code issued for `subject`."""
        return next(i.code for i in self.portal.load().ledger.codes.values() if str(i.subject) == subject)

    @property
    def secret_words(self) -> Sequence[str]:
        """What only the invited may read."""
        return (
            TITLE,
            "Kiểm điểm cá nhân",
            LOCKED_PAPER,
            "Bản kiểm điểm tổng hợp",
            "Bảng kê tài sản",
            WHOLE,
            "nhan-su",
            "kiem-diem",
            "Lò Văn Thử",
            "xac-nhan-kiem-diem",
            "Nhà khách Mường Thanh",
        )
