"""The pack as ZIP: what is in it, in which order, and that the same documents give the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from driver import PortalCase
from packs.pack_samples import FOLDER, lively, pack, pages
from phonghop.packs.archive import archive, index_page

NAMES = [
    "index.html",
    "01 Báo cáo sơ kết.pdf",
    "02 Phụ lục.docx",
    "03 Tham luận.pdf",
    "05 Chương trình- sáng-chiều.pdf",
    "SHA256SUMS",
]


def whole(portal: PortalCase) -> bytes:
    made = pack(portal)
    return archive(made, made.present, index_page(made, made.present, pages()))


@pytest.fixture
def made(portal: PortalCase) -> bytes:
    return whole(lively(portal))


@pytest.fixture
def opened(made: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made))


def test_files_stand_in_programme_order_under_readable_names(opened: zipfile.ZipFile) -> None:
    assert opened.namelist() == NAMES
    assert opened.testzip() is None
    assert all(m.flag_bits & 0x800 for m in opened.infolist() if not m.filename.isascii())


def test_a_file_bears_the_time_of_its_publication(opened: zipfile.ZipFile) -> None:
    assert opened.getinfo("01 Báo cáo sơ kết.pdf").date_time == (2026, 6, 29, 16, 30, 0)
    assert opened.getinfo("SHA256SUMS").date_time == (2026, 6, 29, 18, 0, 0)


def test_checksums_hold(opened: zipfile.ZipFile) -> None:
    lines = opened.read("SHA256SUMS").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert told == {name: hashlib.sha256(opened.read(name)).hexdigest() for name in NAMES[:-1]}


def test_same_documents_give_the_same_bytes(portal: PortalCase, made: bytes) -> None:
    os.utime(portal.root / FOLDER / "bc.pdf", (1, 1))
    assert whole(portal) == made


@pytest.mark.skipif(shutil.which("unzip") is None, reason="no unzip on this machine")
def test_another_program_reads_it(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "bo.zip").write_bytes(made)
    listed = subprocess.run(
        ["unzip", "-Z1", "bo.zip"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert listed.stdout.decode().splitlines() == NAMES
    subprocess.run(["unzip", "-tq", "bo.zip"], cwd=tmp_path, capture_output=True, check=True)


def test_index_links_the_files_and_says_what_is_missing(opened: zipfile.ZipFile) -> None:
    index = unescape(opened.read("index.html").decode())
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', index) if "://" not in link]
    assert links == NAMES[1:-1]
    for words in (
        "Gồm các tài liệu đăng đến 18 giờ 00 phút, thứ Hai, ngày 29/6/2026",
        "<h1>Họp giao ban</h1>",
        "<span>1</span> Khai mạc",
        "08 giờ 15 phút · Chánh Văn phòng",
        "Chờ phát hành. Chờ Trung ương phát hành",
        "Đã thu hồi. Đã thu hồi: Nhầm tệp",
        "https://example.vn/nq",
        "Phát hành lúc 08 giờ 00 phút",
    ):
        assert words in index
