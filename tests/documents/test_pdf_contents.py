"""What is found in a PDF."""

import io
from pathlib import Path

import pikepdf
import pytest

from phonghop.documents.inspect import inspect
from phonghop.documents.records import Inspection
from sample_files import CATALOG, pdf, pdf_of, stream, vietnamese_pdf


def inspected(tmp_path: Path, content: bytes) -> Inspection:
    file = tmp_path / "tep.pdf"
    file.write_bytes(content)
    return inspect(file, tmp_path / "cache")


def codes(known: Inspection) -> list[str]:
    return [finding.code for finding in known.contents.findings]


def test_facts_of_a_whole_document(tmp_path: Path) -> None:
    source = "#set page(width: 210mm, height: 297mm)\nBáo cáo Điện Biên\n#pagebreak()\nTrang hai"
    known = inspected(tmp_path, vietnamese_pdf(source))
    assert known.size == (tmp_path / "tep.pdf").stat().st_size
    assert len(known.sha256) == 64
    assert (known.media_type, known.ending) == ("application/pdf", ".pdf")
    assert known.contents.pages == 2
    assert [page.split("\n")[0] for page in known.contents.text] == ["Báo cáo Điện Biên", "Trang hai"]
    assert codes(known) == []
    assert not known.contents.signed


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (b"<FEFF004E006700751EC5006E0020004100A0>", ["Nguễn A"]),
        (b"(may-tinh-01)", ["may-tinh-01"]),
        (b"( )", []),
    ],
)
def test_the_name_of_its_author(tmp_path: Path, said: bytes, names: list[str]) -> None:
    written = pdf(more=(b"<</Author %s/Creator(Word)>>" % said,))
    known = inspected(tmp_path, written.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Info 6 0 R>>"))
    assert [finding.values.get("names") for finding in known.contents.findings] == [names] * bool(names)


@pytest.mark.parametrize("info", [b"[(a)]", b"<</Author 4>>", b"<</Author[(a)]>>"])
def test_an_author_that_is_no_text_is_nobody(tmp_path: Path, info: bytes) -> None:
    written = pdf(more=(info,))
    assert codes(inspected(tmp_path, written.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Info 6 0 R>>"))) == []


def test_a_pdf_without_pages_is_damaged(tmp_path: Path) -> None:
    assert codes(inspected(tmp_path, pdf_of([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]))) == ["PH701"]


@pytest.mark.parametrize(
    ("catalog", "entries", "actions"),
    [
        (b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", b"", ["JavaScript"]),
        (b"/OpenAction<</S/J#61vaScript/JS(1)>>", b"", ["JavaScript"]),
        (b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>", b"", ["JavaScript"]),
        (b"/OpenAction<</S/Launch/F(cmd.exe)>>", b"", ["Launch"]),
        (b"/AcroForm<</XFA[(a)(b)]>>", b"", ["XFA"]),
        (b"", b"/AA<</O<</S/JavaScript/JS(1)>>>>", ["JavaScript"]),
        (b"", b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(a.exe)>>>>]", ["Launch"]),
    ],
)
def test_a_pdf_that_runs_something(
    tmp_path: Path, catalog: bytes, entries: bytes, actions: list[str]
) -> None:
    known = inspected(tmp_path, pdf(catalog=CATALOG[:-2] + catalog + b">>", entries=entries))
    assert [(f.code, f.values) for f in known.contents.findings] == [("PH703", {"actions": actions})]


def test_opening_at_a_page_runs_nothing(tmp_path: Path) -> None:
    assert codes(inspected(tmp_path, pdf(catalog=CATALOG[:-2] + b"/OpenAction[3 0 R/Fit]>>"))) == []


def test_a_link_to_private_storage_is_found_behind_its_words(tmp_path: Path) -> None:
    link = b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://drive.google.com/x)>>>>]"
    assert codes(inspected(tmp_path, pdf(entries=link))) == ["PH709"]


def test_words_are_looked_through(tmp_path: Path) -> None:
    known = inspected(tmp_path, vietnamese_pdf("TỈNH ỦY\n\nMẬT\n\nĐiện thoại 0912.345.678"))
    assert codes(known) == ["PH708", "PH707"]


def test_a_signed_pdf_is_known_as_one(tmp_path: Path) -> None:
    signature = b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 30]/Contents<00>>>"
    form = b"/AcroForm<</SigFlags 3/Fields[7 0 R]>>>>"
    field = b"<</FT/Sig/T(a)/V 6 0 R>>"
    known = inspected(tmp_path, pdf(catalog=CATALOG[:-2] + form, more=(signature, field)))
    assert known.contents.signed
    assert codes(known) == []


@pytest.mark.parametrize(("password", "expected"), [("mo-ra", ["PH702"]), ("", [])])
def test_only_a_password_to_open_is_in_the_way(tmp_path: Path, password: str, expected: list[str]) -> None:
    locked = tmp_path / "khoa.pdf"
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(locked, encryption=pikepdf.Encryption(user=password, owner="chu"))
    assert codes(inspect(locked, tmp_path / "cache")) == expected


def test_a_pdf_cut_short_is_damaged_even_where_a_viewer_would_mend_it(tmp_path: Path) -> None:
    whole = pdf()
    assert codes(inspected(tmp_path, whole[: whole.index(b"startxref")])) == ["PH701"]
    assert codes(inspected(tmp_path, whole[: len(whole) // 2])) == ["PH701"]


def test_padding_after_the_end_is_no_damage(tmp_path: Path) -> None:
    assert codes(inspected(tmp_path, pdf() + b"\0" * 3000)) == []


def test_a_page_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    missing = pdf_of([CATALOG, b"<</Type/Pages/Kids[9 0 R]/Count 1>>"])
    assert codes(inspected(tmp_path, missing)) == ["PH701"]


def test_of_a_typeface_names_are_read_and_outlines_are_not(tmp_path: Path) -> None:
    tables = {b"glyf": b"\1\2 net chu \3" * 9, b"name": b"Ten trong bang"}
    begin, head, body = 12 + 16 * len(tables), b"\0\1\0\0\0%c" % len(tables) + bytes(6), b""
    for name, content in tables.items():
        head += name + bytes(4) + (begin + len(body)).to_bytes(4) + len(content).to_bytes(4)
        body += content
    passages = inspected(tmp_path, pdf(more=[stream(head + body)])).contents.passages
    raw = "\n".join(passage.text for passage in passages if passage.where == "raw")
    assert "Ten trong bang" in raw
    assert "net chu" not in raw
