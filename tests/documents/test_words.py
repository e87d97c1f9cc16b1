"""What is looked for in a document's words."""

import unicodedata

import pytest

from phonghop.documents.records import Passage
from phonghop.documents.words import findings
from phonghop.text.characters import clean


def found(text: str, *links: str) -> dict[str, object]:
    passages = [Passage("page", clean(text)), *(Passage("link", link) for link in links)]
    return {finding.code: next(iter(finding.values.values())) for finding in findings(passages)}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("TỈNH ỦY\nMẬT\nSố 5-BC/TU", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("  «TUYỆT MẬT»  ", "TUYỆT MẬT"),
        (unicodedata.normalize("NFD", "Báo cáo\nMẬT\n"), "MẬT"),
        ("Báo cáo\r\nMẬT\r\nNội dung", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("ĐỘ MẬT: MẬT (sao 05 bản)", "MẬT"),
    ],
)
def test_a_secrecy_mark_stands_on_a_line_of_its_own(text: str, mark: str) -> None:
    assert found(text) == {"PH708": mark}


@pytest.mark.parametrize(
    "text",
    [
        "MẶT",
        "MẶT TRẬN TỔ QUỐC",
        "MẬT ĐỘ DÂN SỐ",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Đổi mật khẩu trước ngày 01/7",
        "mật",
        "Độ mật: không",
    ],
)
def test_other_words_are_no_secrecy_mark(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "number",
    ["0912345678", "0912.345.678", "0912 345 678", "+84912345678", "+84 912 345 678", "0388-888-888"],
)
def test_a_mobile_number_is_found_however_it_is_grouped(number: str) -> None:
    assert found(f"Đồng chí A, điện thoại {number}.") == {"PH707": [number]}


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại cơ quan: 0215.3825.409",
        "024 3733 0131",
        "Số tiền 84.912.345.678 đồng",
        "mã hồ sơ 091234567890",
        "ngày 09/12/2026",
        "tỷ lệ 0,912345678",
    ],
)
def test_numbers_of_offices_and_sums_are_not_personal(text: str) -> None:
    assert found(text) == {}


def test_a_number_is_told_once() -> None:
    assert found("0912345678\n0912345678\n0987654321") == {"PH707": ["0912345678", "0987654321"]}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://drive.google.com/file/d/1", "drive.google.com"),
        ("https://docs.google.com/document/d/1", "docs.google.com"),
        ("https://www.dropbox.com/s/1", "dropbox.com"),
        ("https://1drv.ms/w/1", "1drv.ms"),
        ("https://tinhuy-my.sharepoint.com/x", "tinhuy-my.sharepoint.com"),
    ],
)
def test_private_storage_is_found_in_words_and_behind_links(address: str, host: str) -> None:
    assert found(f"Tải tại {address}") == {"PH709": [host]}
    assert found("Tải tại đây", address) == {"PH709": [host]}


@pytest.mark.parametrize(
    "address",
    ["https://docs.google.com/forms/d/1", "https://dienbien.gov.vn/a.pdf", "https://notdropbox.example"],
)
def test_forms_and_other_sites_are_not_storage(address: str) -> None:
    assert found(address, address) == {}


def test_clean_text_is_composed_and_has_one_kind_of_line_break() -> None:
    assert clean(unicodedata.normalize("NFD", "Điện\r\nBiên\x00\ufffe\ud800 ")) == "Điện\nBiên"
