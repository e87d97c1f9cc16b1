"""Names of files in a pack."""

import unicodedata

import pytest

from phonghop.packs.contents import LONGEST, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Báo cáo sơ kết", "02 Báo cáo sơ kết.pdf"),
        (unicodedata.normalize("NFD", "Báo cáo sơ kết"), "02 Báo cáo sơ kết.pdf"),
        ("Chương trình: sáng/chiều?", "02 Chương trình- sáng-chiều.pdf"),
        ('"Nghị quyết" <số 57>', "02 Nghị quyết- -số 57.pdf"),
        ("CON", "02 CON.pdf"),
        ("Dự thảo.", "02 Dự thảo.pdf"),
        ("a\\b\tc  d", "02 a-b-c d.pdf"),
    ],
)
def test_name_is_valid_everywhere(title: str, name: str) -> None:
    assert file_name(2, 9, title, "PDF") == name


def test_long_title_loses_its_last_words() -> None:
    name = file_name(1, 1, "Báo cáo " * 40, "pdf")
    assert name.endswith(" Báo cáo Báo….pdf")
    assert len(name) <= LONGEST + len("01 ….pdf")


def test_longest_name_fits_every_file_system() -> None:
    name = file_name(100, 100, "ế" * 300, "docx")
    assert name == f"100 {'ế' * LONGEST}….docx"
    assert len(name.encode()) <= 255


def test_numbers_sort_as_the_programme_does() -> None:
    names = [file_name(number, 120, "Tham luận", "pdf") for number in (1, 9, 10, 99, 100)]
    assert names == sorted(names)
