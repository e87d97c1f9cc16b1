"""The gate: a canary planted in each kind of output is caught, and our own portal is let through."""

from __future__ import annotations

import gzip
import html
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from docx import Document
from hypothesis import assume, given
from hypothesis import strategies as st

from driver import INSPECTED, SAMPLES, PortalCase, inspected
from phonghop.adapters.environment import build_moment
from phonghop.documents.reading import PAGES
from phonghop.documents.records import Contents
from phonghop.portal import load
from phonghop.site import gate, prescan
from phonghop.site.canaries import Canaries, canaries
from phonghop.site.checksums import files_below
from phonghop.site.unpacking import LIMIT, Content, folded_words
from phonghop.text.phone_numbers import national
from phonghop.text.problems import Problem, catalogue
from phonghop.text.region import VIETNAM
from phonghop.text.strings import strings
from sample_files import pdf, vietnamese_pdf

NOW = datetime(2026, 6, 1, tzinfo=VIETNAM)
PAGE = "hop/2026-07-01-hop/index.html"
ELSEWHERE = "tai-lieu/index.html"
MEETING_FILE = "meetings/2026-07-01-hop/meeting.yml"

NUMBER = "0900.000.001"
NAME = "Trần Thị Kiểm Thử"
TITLE = "Phương án nhân sự khóa mới"
STEM = "pa-nhan-su-k17"
HELD_WORDS = " ".join(f"Câu thứ {n} nói về việc chưa được phép công bố." for n in range(60))

PORTAL = f"""\
contacts:
  - id: dau-moi
    unit: Văn phòng
    name: {NAME}
    phone: {NUMBER}
documents:
  - title: {TITLE}
    file: {STEM}.pdf
    release: 30/6/2026 17 giờ
"""


@pytest.fixture(scope="module")
def held_file() -> bytes:
    return vietnamese_pdf(f'#set text(font: "Libertinus Serif")\n{HELD_WORDS}')


@pytest.fixture
def case(portal: PortalCase, held_file: bytes) -> PortalCase:
    return portal.meeting(PORTAL).write(f"meetings/2026-07-01-hop/{STEM}.pdf", held_file)


def forbidden_in(case: PortalCase, now: datetime = NOW) -> Canaries:
    portal = case.load()
    return canaries(portal, inspected(portal), now, case.root)


@pytest.fixture
def forbidden(case: PortalCase) -> Canaries:
    return forbidden_in(case)


@pytest.fixture
def look(tmp_path: Path, forbidden: Canaries) -> Callable[[str, bytes], list[Problem]]:
    def look(name: str, data: bytes) -> list[Problem]:
        return looked(name, data, forbidden, tmp_path)

    return look


def leaks(site: Path, forbidden: Canaries, cache: Path) -> Iterator[Problem]:
    for _, _, problems in gate.looks(site, forbidden, cache, files_below(site)):
        yield from problems


def looked(name: str, data: bytes, forbidden: Canaries, folder: Path) -> list[Problem]:
    site = folder / "site"
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = list(leaks(site, forbidden, folder / "cache"))
    path.unlink()
    return found


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return stream.getvalue()


def word_file(words: str) -> bytes:
    """Return a DOCX whose words are cut into runs of three letters, as Word does while they are edited."""
    document = Document()
    paragraph = document.add_paragraph("Kính gửi: ")
    for n in range(0, len(words), 3):
        paragraph.add_run(words[n : n + 3])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page(words: str) -> bytes:
    return f"<!doctype html><p>{words}</p>".encode()


def index(words: str, **how: bool) -> bytes:
    return json.dumps({"docs": [{"location": "", "text": f"trước {words} sau"}]}, **how).encode()


CARRIERS: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "HTML": lambda w: (PAGE, page(w)),
    "HTML entities": lambda w: (PAGE, page("".join(f"&#{ord(c)};" for c in w))),
    "HTML attribute": lambda w: (PAGE, f'<a href="." title="{html.escape(w)}">x</a>'.encode()),
    "HTML with tags between words": lambda w: (PAGE, page(w.replace(" ", "</b> <b>").replace(".", "<i>.</i>"))),
    "HTML with other spaces": lambda w: (PAGE, page(w.replace(" ", "\u00a0\n").replace(".", " "))),
    "HTML in capitals": lambda w: (PAGE, page(w.upper())),
    "NFD": lambda w: (PAGE, page(unicodedata.normalize("NFD", w))),
    "without marks": lambda w: (PAGE, page(" ".join(folded_words(w)))),
    "address": lambda w: (PAGE, f'<a href="x/{quote(w)}">x</a>'.encode()),
    "slug": lambda w: (PAGE, f'<a href="tai-lieu/{"-".join(folded_words(w))}.pdf">x</a>'.encode()),
    "file name": lambda w: (f"hop/2026-07-01-hop/tai-lieu/{'-'.join(folded_words(w))}.png", b"\x89PNG"),
    "JSON": lambda w: ("hop.json", index(w, ensure_ascii=False)),
    "JSON escaped": lambda w: ("search/search_index.json", index(w)),
    "JSON of HTML": lambda w: ("search/search_index.json", index("".join(f"&#{ord(c)};" for c in w))),
    "JSON-LD": lambda w: (PAGE, b'<script type="application/ld+json">' + index(w) + b"</script>"),
    "script": lambda w: ("assets/javascripts/x.js", f"const a='{w}';".encode()),
    "style": lambda w: ("assets/x.css", f"p::after{{content:'{w}'}}".encode()),
    "feed": lambda w: ("tin.xml", f"<feed><title>{w}</title></feed>".encode()),
    "picture": lambda w: ("q/a/a.svg", f"<svg><title>{w}</title><path d='M0 0h7v7'/></svg>".encode()),
    "calendar": lambda w: ("lich.ics", f"BEGIN:VEVENT\r\nSUMMARY:{w}\r\nEND:VEVENT\r\n".encode()),
    "calendar, folded lines": lambda w: ("lich.ics", f"SUMMARY:{w[:6]}\r\n {w[6:9]}\r\n {w[9:]}\r\n".encode()),
    "text": lambda w: ("robots.txt", w.encode()),
    "table": lambda w: ("x.tsv", f"a\t{w}\n".encode()),
    "no ending": lambda w: ("_headers", f"/*\n  X-Note: {w}\n".encode()),
    "UTF-16": lambda w: ("x.txt", w.encode("utf-16")),
    "source map": lambda w: ("x.js.map", index(w)),
    "gzip": lambda w: ("hop.json.gz", gzip.compress(index(w))),
    "ZIP": lambda w: ("hop/2026-07-01-hop/tron-bo.zip", zipped(doc_txt=w.encode())),
    "ZIP in ZIP": lambda w: ("tron-bo.zip", zipped(inner_zip=zipped(doc_html=page(w)))),
    "name in ZIP": lambda w: ("tron-bo.zip", zipped(**{f"{'-'.join(folded_words(w))}_png": b""})),
    "DOCX": lambda w: ("x.docx", word_file(w)),
    "DOCX in ZIP": lambda w: ("tron-bo.zip", zipped(giay_docx=word_file(w))),
    "PDF": lambda w: ("hop/2026-07-01-hop/tron-bo.pdf", vietnamese_pdf(f"Kính mời {w} dự họp.")),
    "letter": lambda w: ("hop/2026-07-01-hop/giay-moi.pdf", vietnamese_pdf(f"Kính mời {w} dự họp.")),
    "PDF in ZIP": lambda w: ("tron-bo.zip", zipped(doc_pdf=vietnamese_pdf(w))),
    "page that stands alone": lambda w: ("q/abc/index.html", page(w)),
}  # fmt: skip

CANARIES = {
    "number": (NUMBER, 9),
    "name": (NAME, 8),
    "title": (TITLE, 11),
    "file": (STEM, 12),
}
"""Each canary with its line, counted from 1, in the meeting's file."""


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("canary", CANARIES)
def test_canary_is_caught(carrier: str, canary: str, look: Callable[[str, bytes], list[Problem]]) -> None:
    words, line = CANARIES[canary]
    name, data = CARRIERS[carrier](words)
    found = look(name, data)
    code = "PH802" if canary in ("title", "file") else "PH801"
    assert {(p.code, p.place.file, p.place.line) for p in found} == {(code, MEETING_FILE, line)}
    assert all(str(p.values["output"]).startswith(name) for p in found)


@pytest.mark.parametrize(
    "written",
    ["0900000001", "0900 000 001", "090 000 0001", "(0900) 000-001", "+84 900 000 001", "84900000001",
     "tel:+84900000001", "0 9 0 0 0 0 0 0 0 1", "0900\u2011000\u2013001", "sdt0900000001x"],
)  # fmt: skip
def test_number_is_caught_however_it_is_grouped(
    written: str, look: Callable[[str, bytes], list[Problem]]
) -> None:
    assert [p.code for p in look(PAGE, page(f"Gọi {written}."))] == ["PH801"]


@pytest.mark.parametrize("innocent", ["1900000001", "09000000012", "0900.000.002", "90 000 0001 2"])
def test_other_number_is_none(innocent: str, look: Callable[[str, bytes], list[Problem]]) -> None:
    assert look(PAGE, page(innocent)) == []


def test_a_find_does_not_repeat_the_secret(look: Callable[[str, bytes], list[Problem]]) -> None:
    """Logs of a build are often public."""
    for problem in look(PAGE, page(f"{NUMBER} {NAME} {TITLE}")):
        for language in ("vi", "en"):
            line = problem.line(strings(language))
            assert not any(secret in line for secret in (NUMBER, NAME, TITLE))


@pytest.mark.parametrize(
    "carried",
    [
        lambda data: ("hop/2026-07-01-hop/tai-lieu/x.pdf", data),
        lambda data: ("tron-bo.zip", zipped(doc_bin=data)),
        lambda data: ("x.bin", b"in front" + data + b"behind"),
        lambda data: ("x.gz", gzip.compress(data)),
        lambda _: (PAGE, page(HELD_WORDS)),
        lambda _: ("search/search_index.json", index(HELD_WORDS)),
        lambda _: (PAGE, page(HELD_WORDS[800:1800])),
        lambda _: ("tron-bo.pdf", vietnamese_pdf(HELD_WORDS)),
    ],
    ids=[
        "the file",
        "zipped",
        "within another",
        "gzipped",
        "its words",
        "indexed",
        "some words",
        "set again",
    ],
)
def test_contents_of_a_held_file_are_caught(
    carried: Callable[[bytes], tuple[str, bytes]],
    held_file: bytes,
    look: Callable[[str, bytes], list[Problem]],
) -> None:
    found = look(*carried(held_file))
    assert {(p.code, p.place.line) for p in found} == {("PH802", 11)}


def test_from_its_hour_on_a_document_may_be_seen(case: PortalCase, tmp_path: Path, held_file: bytes) -> None:
    later = forbidden_in(case, datetime(2026, 6, 30, 17, tzinfo=VIETNAM))
    assert looked("x.pdf", held_file, later, tmp_path) == []
    assert looked(PAGE, page(TITLE), later, tmp_path) == []


def test_announced_title_may_be_said_but_not_the_words_of_its_file(case: PortalCase, tmp_path: Path) -> None:
    case.write(MEETING_FILE, case.read(MEETING_FILE) + "    announce: có\n")
    announced = forbidden_in(case)
    assert looked(PAGE, page(TITLE), announced, tmp_path) == []
    assert [p.code for p in looked(PAGE, page(HELD_WORDS), announced, tmp_path)] == ["PH802"]


def test_title_that_another_meeting_bears_is_refused_only_where_the_held_one_would_stand(
    case: PortalCase, tmp_path: Path
) -> None:
    """The report of every month has one name."""
    case.meeting(f"agenda:\n  - {TITLE}\n", "2026-06-01-hop-truoc")
    monthly = forbidden_in(case)
    assert looked(ELSEWHERE, page(TITLE), monthly, tmp_path) == []
    assert [p.code for p in looked(PAGE, page(TITLE), monthly, tmp_path)] == ["PH802"]


@pytest.mark.parametrize(
    "words", [pytest.param("Chương trình", id="interface"), pytest.param("Báo cáo", id="search")]
)
def test_title_of_words_that_every_site_says_is_none(case: PortalCase, words: str, tmp_path: Path) -> None:
    case.write(MEETING_FILE, case.read(MEETING_FILE).replace(TITLE, words))
    assert looked(PAGE, page(words), forbidden_in(case), tmp_path) == []


@pytest.mark.parametrize(
    "more",
    [
        f"points:\n  - name: Hội trường\n    attendees:\n      - {NAME}, Chánh Văn phòng\n",
        f"letter:\n  signature: {{post: CHÁNH VĂN PHÒNG, name: {NAME}}}\n",
    ],
    ids=["attends", "signs"],
)
def test_name_that_the_meeting_says_in_public_is_none(more: str, case: PortalCase, tmp_path: Path) -> None:
    case.append(MEETING_FILE, more)
    assert looked(PAGE, page(NAME), forbidden_in(case), tmp_path) == []


def test_name_within_a_published_document_is_none(case: PortalCase, tmp_path: Path) -> None:
    case.write("meetings/2026-07-01-hop/danh-sach.pdf", vietnamese_pdf(f"1. Đồng chí {NAME}"))
    case.append(MEETING_FILE, "  - danh-sach.pdf\n")
    assert looked(PAGE, page(NAME), forbidden_in(case), tmp_path) == []


@pytest.mark.parametrize(("accepted", "codes"), [("", ["PH801"]), ("    accepted: PH707\n", [])])
def test_number_within_a_document_is_none_once_it_is_accepted(
    accepted: str, codes: list[str], case: PortalCase, tmp_path: Path
) -> None:
    case.write("meetings/2026-07-01-hop/danh-sach.pdf", pdf("DT: 0900.000.001"))
    number = forbidden_in(case.append(MEETING_FILE, f"  - file: danh-sach.pdf\n{accepted}"))
    found = looked("hop/2026-07-01-hop/tai-lieu/danh-sach.pdf", pdf("DT: 0900.000.001"), number, tmp_path)
    assert [p.code for p in found] == codes


def test_number_that_a_meeting_makes_public_is_none(case: PortalCase, tmp_path: Path) -> None:
    case.meeting(
        f"contacts:\n  - {{id: a, unit: Văn phòng, phone: '{NUMBER}', visibility: public}}\n",
        "2026-06-01-hop-truoc",
    )
    assert looked(PAGE, page(NUMBER), forbidden_in(case), tmp_path) == []


def test_new_version_of_a_public_document_is_told_from_the_old(case: PortalCase, tmp_path: Path) -> None:
    """Two versions of one file share most of their bytes; the old one stays published."""
    old = bytes(n * 31 % 251 for n in range(20_000))
    folder = "meetings/2026-07-01-hop"
    case.write(f"{folder}/cu.png", b"\x89PNG" + old).write(
        f"{folder}/{STEM}.png", b"\x89PNG" + old + old[::-1]
    )
    case.write(MEETING_FILE, case.read(MEETING_FILE).replace(f"{STEM}.pdf", f"{STEM}.png"))
    case.append(MEETING_FILE, "  - cu.png\n")
    forbidden = forbidden_in(case)
    assert looked("hop/2026-07-01-hop/tai-lieu/cu.png", b"\x89PNG" + old, forbidden, tmp_path) == []
    found = looked("x.png", b"\x89PNG" + old + old[::-1], forbidden, tmp_path)
    assert [p.code for p in found] == ["PH802"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("index.html", page("</p><p>TỐI MẬT</p><p>")),
        ("index.html", page("Độ mật: Mật").replace(b"<p>", b"<p>\n")),
        ("index.html", page("</p><p>M&#7852;T</p><p>")),
        ("index.html", unicodedata.normalize("NFD", "<p>MẬT</p>").encode()),
        ("hop.json", json.dumps({"title": "TUYỆT MẬT"}).encode()),
        ("x.docx", word_file("x\nMẬT\n")),
        ("x.pdf", vietnamese_pdf("MẬT\n\nBáo cáo")),
    ],
)
def test_secrecy_mark_is_caught(name: str, data: bytes, look: Callable[[str, bytes], list[Problem]]) -> None:
    found = look(name, data)
    assert [p.code for p in found] == ["PH803"]
    assert found[0].place.file.startswith(name)


@pytest.mark.parametrize(
    "words", ["MẬT ĐỘ DÂN SỐ", "Bảo mật thông tin", "đóng dấu MẬT lên văn bản", "MẶT TRẬN"]
)
def test_words_that_only_hold_a_mark_are_none(
    words: str, look: Callable[[str, bytes], list[Problem]]
) -> None:
    assert look(PAGE, page(words)) == []


def test_no_words_are_read_out_of_our_own_pictures(
    forbidden: Canaries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packed pixels may look like the beginning of words; a picture from outside is opened then."""
    opened: list[bytes] = []
    monkeypatch.setattr(gate, "inspect_bytes", lambda data, *_: opened.append(data) or Contents(pages=1))
    for name in ("hop/2026-07-01-hop/the.png", "q/rwcjhw6/rwcjhw6.png"):
        assert looked(name, b"\x89PNG\xff\xfe", forbidden, tmp_path) == []
    assert not opened
    looked("hop/2026-07-01-hop/tai-lieu/the.png", b"\x89PNG\xff\xfe", forbidden, tmp_path)
    assert opened


@pytest.mark.parametrize("name", ["index.html", "x.js.map", "hop/a/the.png", "tron-bo.zip", "sitemap.xml"])
def test_path_of_this_machine_is_caught(
    name: str, case: PortalCase, look: Callable[[str, bytes], list[Problem]]
) -> None:
    written = f"from {case.root}/content/index.md".encode()
    data = zipped(a_txt=written) if name.endswith(".zip") else b"\x89PNG" + written
    assert {p.code for p in look(name, data)} == {"PH804"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.gz", b"\x1f\x8b damaged"),
        ("x.zip", zipped(a_txt=b"a" * 1000)[:-400] + zipped(a_txt=b"a")[-90:]),
        ("x.pdf", b"no PDF"),
        ("x.br", b"\xff\xff\xff"),
        ("x.zip", zipped(a_zip=zipped(b_zip=zipped(c_zip=zipped(d_zip=zipped(e_zip=b"")))))),
    ],
    ids=["gzip", "ZIP", "PDF", "Brotli", "nested too deeply"],
)
def test_what_cannot_be_looked_into_is_not_published(
    name: str, data: bytes, look: Callable[[str, bytes], list[Problem]]
) -> None:
    found = look(name, data)
    assert [p.code for p in found] == ["PH805"]
    assert str(found[0].values["output"]).startswith(name)


def test_bomb_is_not_unpacked(
    look: Callable[[str, bytes], list[Problem]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LIMIT >= 500 << 20
    monkeypatch.setattr("phonghop.site.unpacking.LIMIT", 1 << 20)
    assert [p.code for p in look("x.zip", zipped(a_txt=bytes(2 << 20)))] == ["PH805"]
    assert [p.code for p in look("x.gz", gzip.compress(bytes(2 << 20)))] == ["PH805"]


def test_a_pack_may_hold_as_much_as_its_documents(tmp_path: Path) -> None:
    """Each of its documents kept to the bounds; together they may have more pages, words and bytes than one may."""
    pages = pikepdf.new()
    for _ in range(PAGES + 1):
        pages.add_blank_page(page_size=(100, 100))
    pages.Root.Filler = pikepdf.Stream(pages, bytes(1 << 20))
    file = tmp_path / "a.pdf"
    pages.save(file, compress_streams=False)
    pack, document = "hop/x/tron-bo.pdf", "hop/x/tai-lieu/a.pdf"
    assert gate.reader_of_documents({pack: file}, tmp_path)(pack, file.read_bytes()) is not None
    assert gate.reader_of_documents({document: file}, tmp_path)(document, file.read_bytes()) is None


def test_a_pack_may_unpack_to_what_it_is(
    look: Callable[[str, bytes], list[Problem]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its documents lie in it as they are, so it may be larger than anything that has to be unpacked."""
    monkeypatch.setattr("phonghop.site.unpacking.LIMIT", 1 << 10)
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a.txt", bytes(1 << 20))
    assert look("hop/x/tron-bo.zip", stored.getvalue()) == []


def test_many_canaries_cost_no_more_than_one(case: PortalCase, tmp_path: Path) -> None:
    """A file is read once, not once for each canary: nothing is asked of a canary whose words are not there."""
    contacts = "".join(
        f"  - {{id: a{n}, unit: Văn phòng, name: Người Số A{n}, phone: '0900.{n:06}'}}\n"
        for n in range(2, 900)
    )
    case.write(MEETING_FILE, case.read(MEETING_FILE).replace("documents:", f"{contacts}documents:"))
    many = forbidden_in(case)
    content = Content(PAGE, page(f"Người Số A7, {NAME}"), lambda *_: None)
    grams = set(zip(content.words, content.words[1:], content.words[2:], strict=False))
    assert len(many.each) > 1700
    assert sum(len(many.grams[3][gram]) for gram in many.grams[3].keys() & grams) == 2
    assert len(looked(PAGE, content.data, many, tmp_path)) == 2


def test_several_processes_find_what_one_finds(
    case: PortalCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another meeting says in public looks like a leak to them, and is none."""
    case.meeting(f"agenda:\n  - {TITLE}\n", "2026-06-01-hop-truoc")
    forbidden = forbidden_in(case)
    for name, data in {
        "a.html": page("Không có gì"),
        "b.html": page(f"Gọi {NUMBER}"),
        ELSEWHERE: page(TITLE),
        PAGE: page(TITLE),
        "goi.zip": zipped(a_html=page(NAME)),
    }.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(data)
    looks = []
    look = gate.leaks_in
    monkeypatch.setattr(gate, "leaks_in", lambda name, *rest: looks.append(name) or look(name, *rest))
    one = list(leaks(tmp_path / "site", forbidden, tmp_path / "cache"))
    monkeypatch.setattr(prescan, "WORTHWHILE", 1)
    monkeypatch.setattr(prescan, "processors", lambda: 2)
    looks.clear()
    assert list(leaks(tmp_path / "site", forbidden, tmp_path / "cache")) == one
    assert {problem.place.file for problem in one} == {"meetings/2026-07-01-hop/meeting.yml"}
    assert len(one) == 3
    assert set(looks) == {"b.html", ELSEWHERE, PAGE, "goi.zip"}


def test_our_own_portal_has_no_leak(built_site: Path) -> None:
    """It has internal contacts with numbers and names, so this is no empty promise."""
    portal, _ = load(SAMPLES)
    assert portal is not None
    forbidden = canaries(portal, inspected(portal), build_moment(), SAMPLES)
    assert forbidden.numbers
    assert list(leaks(built_site, forbidden, INSPECTED)) == []


def test_every_gate_code_stops_the_build() -> None:
    assert all(catalogue()[code].value == "error" for code in catalogue() if code.startswith("PH80"))


@given(st.lists(st.sampled_from("0123456789"), min_size=9, max_size=9), st.data())
def test_any_grouping_of_any_number_is_read(digits: list[str], data: st.DataObject) -> None:
    assume(digits[:2] != ["0", "0"])  # nobody dials three zeros first
    number = "0" + "".join(digits)
    separators = data.draw(
        st.lists(st.sampled_from(["", " ", ".", "-", ") ", " (", "\u00a0"]), min_size=9, max_size=9)
    )
    written = number[0] + "".join(s + d for s, d in zip(separators, number[1:], strict=True))
    content = Content("x.txt", f"Số {written}, hết".encode(), lambda *_: None)
    assert national(number) in content.numbers
