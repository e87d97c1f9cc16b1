"""The threat table of locked papers: each row has its test, and what is not defended is said to offices in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from driver import PROJECT, TESTS

PAGE = (PROJECT / "docs/developers/security.md").read_text("utf-8")
TABLE = PAGE.partition("## Locked papers\n")[2].partition("\n\n### Review")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")][1:]
TESTED = set(
    re.findall(r"def (test_\w+)\(", "\n".join(p.read_text("utf-8") for p in TESTS.rglob("test_*.py")))
)


def test_there_are_threats() -> None:
    assert len(ROWS) >= 14
    assert all(len(row) == 4 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_each_threat_has_a_test(row: list[str]) -> None:
    named = re.findall(r"`(test_\w+)(…?)`", row[3])
    assert named
    for name, cut in named:
        assert any(test == name or (cut and test.startswith(name)) for test in TESTED), name


@pytest.mark.parametrize(
    "said",
    [
        "Ai sửa được trang trên máy chủ, hoặc sửa được đường truyền của cổng không có https",
        "Chụp ảnh tờ giấy là trao chìa",
        "Ai đã mở và tải về thì không lấy lại được",
        "Ai giữ chìa trước khi đổi khóa",
        "Máy chủ đưa lại nguyên bộ tệp cũ",
        "Ai cầm máy đã bấm «Giữ chìa khóa»",
        "số tệp và cỡ tệp (làm tròn, sai đến 12%), số giấy đã cấp",
    ],
)
def test_what_is_not_defended_is_said_on_the_office_s_page(said: str) -> None:
    page = Path(PROJECT, "docs/staff/locked-papers.md").read_text("utf-8")
    assert said in " ".join(page.split())
