"""One letter for each addressee: lists as clerks save them, and codes that fill in the form."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from paper.letters.letter_samples import CODES, letter
from paper.letters.pdf_reading import ReadPdf
from phonghop.paper.letters.addressees import ListedAddressee, letters_for, prefilled, read_addressees
from phonghop.paper.letters.pdf import render_pdf
from phonghop.text.problems import Place


def told(data: str | bytes, file: str = "moi.csv") -> list[tuple[int, str]]:
    """Return line and code of each problem of the list `data`."""
    raw = data if isinstance(data, bytes) else data.encode()
    return [(problem.place.line, problem.code) for problem in read_addressees(raw, file)[1]]


@pytest.mark.parametrize(
    "data",
    [
        "name,entry.1\nSở Nội vụ,SNV\nĐảng ủy xã A,XA\n",
        "\ufeffname;entry.1\r\nSở Nội vụ;SNV\r\n\r\nĐảng ủy xã A;XA\r\n",
        "Tên\tentry.1\n Sở  Nội vụ \tSNV\nĐảng ủy xã A\tXA",
    ],
)
def test_reads_csv_as_spreadsheets_save_it(data: str) -> None:
    entries, problems = read_addressees(data.encode(), "moi.csv")
    assert not problems
    read = [(entry.name, dict(entry.parameters)) for entry in entries]
    assert read == [("Sở Nội vụ", {"entry.1": "SNV"}), ("Đảng ủy xã A", {"entry.1": "XA"})]


def test_reads_yaml() -> None:
    data = "addressees:\n  - Sở Nội vụ\n  - name: Đảng ủy xã A\n    entry.1: XA\n"
    entries, problems = read_addressees(data.encode(), "moi.yml")
    assert not problems
    assert [(e.name, dict(e.parameters), e.place.line) for e in entries] == [
        ("Sở Nội vụ", {}, 2),
        ("Đảng ủy xã A", {"entry.1": "XA"}, 3),
    ]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"name\nS\xe1\xbb\n", [(2, "PH101")]),
        ("", [(1, "PH610")]),
        ("unit,entry.1\nA,B\n", [(1, "PH610")]),
        ("name\n", [(1, "PH614")]),
        ("name,entry.1\nA,1\n,2\n", [(3, "PH611")]),
        ("name,entry.1\nA,1,2\n", [(2, "PH612")]),
        ('name,entry.1\n"Sở\nNội vụ",1\nA\n', [(4, "PH612")]),
        ("name\nSở Nội vụ\nSở nội vụ\n", [(3, "PH613")]),
        ("name\nAn 0912 345 678\n", [(2, "PH213")]),
        ("name\nTỐI MẬT\n", [(2, "PH214")]),
    ],
)
def test_tells_bad_csv_by_line(data: str | bytes, problems: list[tuple[int, str]]) -> None:
    assert told(data) == problems


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ("names:\n  - A\n", [(1, "PH610")]),
        ("addressees:\n  - A\n  - [B]\n", [(3, "PH615")]),
        ("addressees:\n  - name: A\n    entry: {b: c}\n", [(2, "PH615")]),
        ("addressees:\n  - entry.1: x\n", [(2, "PH611")]),
        ("addressees: &a\n  - A\n", [(1, "PH109")]),
    ],
)
def test_tells_bad_yaml_by_line(data: str, problems: list[tuple[int, str]]) -> None:
    assert told(data, "moi.yaml") == problems


def test_prefilled_address_keeps_what_it_had() -> None:
    address = prefilled("https://hop.example.gov.vn/q/qpvyz73/?a=1#b", {"entry.1": "Đảng ủy & xã A"})
    parts = urlsplit(address)
    assert parts.fragment == "b"
    assert parse_qs(parts.query) == {"a": ["1"], "entry.1": ["Đảng ủy & xã A"]}
    assert address.isascii()
    assert prefilled("https://a.vn/q/b/", {}) == "https://a.vn/q/b/"


def test_each_letter_has_its_own_addressee_and_code() -> None:
    form = CODES[1].address
    place = Place("moi.csv")
    entries = [
        ListedAddressee("Sở Nội vụ", place, {"entry.1": "SNV"}),
        ListedAddressee("Đảng ủy xã A", place, {"entry.1": "XA"}),
    ]
    made = list(letters_for(letter("giay-moi", blank_addressee="có"), entries, {form}))
    assert [each.addressees for each in made] == [("Sở Nội vụ",), ("Đảng ủy xã A",)]
    for each, parameter in zip(made, ("SNV", "XA"), strict=True):
        pdf = ReadPdf(render_pdf(each))
        assert f"{form}?entry.1={parameter}" in pdf.scanned()
        label, name = pdf.find("Kính gửi:"), pdf.find(each.addressees[0])
        assert label[0].baseline == pytest.approx(name[0].baseline, abs=0.1)
        assert pdf.find("hop.example.gov.vn/q/qpvyz73/")
