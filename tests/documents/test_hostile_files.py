"""Files made to do harm: each ends within its limits, with a problem, and leaves the next one alone."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from phonghop.documents.inspect import inspect_all
from phonghop.documents.reading import UNPACKED
from sample_files import CATALOG, bomb, docx, packed_spaces, pdf, pdf_of, stream


def codes(tmp_path: Path, **files: bytes) -> dict[str, list[str]]:
    """Return the codes found in each file, the names' last part being the ending."""
    paths = []
    for name, content in files.items():
        path = tmp_path / ".".join(name.rsplit("_", 1))
        path.write_bytes(content)
        paths.append(path)
    known = inspect_all(paths, tmp_path / "cache")
    return {path.stem: [f.code for f in known[path].contents.findings] for path in paths}


def kids(count: int, *, own: bool) -> bytes:
    """Return a PDF of `count` pages, each an object of its own or all the same one."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    numbers = (b"%d 0 R" % (n + 3 if own else 3) for n in range(count))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(numbers), count)
    return pdf_of([CATALOG, tree, *[page] * (count if own else 1)])


def test_a_page_that_unpacks_to_four_gigabytes(tmp_path: Path) -> None:
    hostile = bomb(4 << 30)
    assert len(hostile) < 12_000
    assert codes(tmp_path, bom_pdf=hostile) == {"bom": ["PH710"]}


def test_an_object_stream_that_unpacks_to_two_gigabytes(tmp_path: Path) -> None:
    """The catalogue is said to be inside, so nothing can be read without unpacking."""
    packed = packed_spaces(2 << 30)
    head = b"%PDF-1.7\n"
    inside = b"2 0 obj\n" + stream(packed, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode") + b"\nendobj\n"
    at = len(head) + len(inside)
    rows = b"\0\0\0\0\0\0" + b"\2" + (2).to_bytes(4) + b"\0" + b"\1" + len(head).to_bytes(4) + b"\0"
    rows += b"\1" + at.to_bytes(4) + b"\0"
    table = stream(rows, b"/Type/XRef/Size 4/W[1 4 1]/Root 1 0 R")
    hostile = head + inside + b"3 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    assert codes(tmp_path, bom_pdf=hostile)["bom"] in (["PH710"], ["PH701"])


def test_pages_that_lead_back_to_themselves(tmp_path: Path) -> None:
    loop = pdf_of(
        [
            CATALOG,
            b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 3>>",
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 2>>",
        ]
    )
    assert codes(tmp_path, vong_pdf=loop) == {"vong": ["PH701"]}


@pytest.mark.parametrize("own", [True, False])
def test_two_hundred_thousand_pages(tmp_path: Path, own: bool) -> None:
    assert codes(tmp_path, dai_pdf=kids(200_000, own=own)) == {"dai": ["PH710"]}


def test_more_pages_than_there_are(tmp_path: Path) -> None:
    lie = pdf_of([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000>>", b"<</Type/Page/Parent 2 0 R>>"])
    assert codes(tmp_path, doi_pdf=lie) == {"doi": ["PH701"]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7\n%%EOF\n",
        b"%PDF-1.7\n" + b"(" * 100_000 + b"\n%%EOF",
        b"%PDF-1.7\n" + bytes(range(256)) * 99,
    ],
)
def test_what_is_hardly_a_pdf(tmp_path: Path, content: bytes) -> None:
    assert codes(tmp_path, rac_pdf=content)["rac"] in (["PH416"], ["PH701"])


def test_nesting_without_end(tmp_path: Path) -> None:
    deep = pdf(catalog=CATALOG[:-2] + b"/Deep" + b"[" * 100_000 + b"]" * 100_000 + b">>")
    assert codes(tmp_path, sau_pdf=deep)["sau"] in (["PH701"], ["PH710"])


def test_a_file_of_another_kind_under_the_name_of_a_pdf(tmp_path: Path) -> None:
    assert codes(tmp_path, trang_pdf=b"<html>", word_pdf=docx(), giay_docx=pdf()) == {
        "trang": ["PH416"],
        "word": ["PH416"],
        "giay": ["PH416"],
    }


def test_a_docx_that_unpacks_to_more_than_any_honest_one(tmp_path: Path) -> None:
    hostile = tmp_path / "bom.docx"
    with ZipFile(hostile, "w", ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", ZipFile(io.BytesIO(docx())).read("[Content_Types].xml"))
        with package.open("word/document.xml", "w") as part:
            for _ in range((UNPACKED >> 20) + 1):
                part.write(b" " * (1 << 20))
    assert codes(tmp_path, bom_docx=hostile.read_bytes()) == {"bom": ["PH710"]}


def test_a_docx_that_lies_about_what_it_unpacks_to(tmp_path: Path) -> None:
    size = 5_000_011
    honest = docx(parts={"word/document.xml": "<a>" + " " * (size - 7) + "</a>"})
    assert honest.count(size.to_bytes(4, "little")) == 2
    lie = honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert codes(tmp_path, doi_docx=lie) == {"doi": ["PH701"]}


def test_entities_that_grow(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    part = f"<!DOCTYPE w [{names}]><w:document><t>&e11;</t></w:document>"
    assert codes(tmp_path, no_docx=docx(parts={"word/document.xml": part}))["no"] in (["PH701"], ["PH710"])


def test_a_hostile_file_leaves_the_others_alone(tmp_path: Path) -> None:
    found = codes(tmp_path, a_pdf=bomb(2 << 30), b_pdf=pdf(), c_docx=docx(), d_pdf=pdf("khac"))
    assert found == {"a": ["PH710"], "b": [], "c": [], "d": []}
