"""The words of a DOCX as a page of their own."""

from datetime import datetime
from pathlib import Path

import pytest

from driver import MEETING_ID, PortalCase, inspected
from phonghop.documents.inspect import inspect
from phonghop.documents.inspect import safe_html as clean
from phonghop.portal import routes
from phonghop.site.build import Options, build
from phonghop.site.outputs import Asset, Joined, Page
from phonghop.text.region import VIETNAM
from phonghop.theme_files import templates_folder
from sample_files import docx, link_to, pdf

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOW = datetime(2026, 7, 1, tzinfo=VIETNAM)
ADDRESS = f"hop/{MEETING_ID}/doc/bao-cao/index.html"


def copy_of(tmp_path: Path, content: bytes) -> str:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(content)
    return inspect(file, tmp_path / "cache").contents.reading_copy


def outputs(portal: PortalCase) -> dict[str, str]:
    loaded = portal.load()
    options = Options("https://hop.example.gov.vn/", "vi", templates_folder(), NOW)
    made = build(loaded, inspected(loaded), options)
    return {output.address: _text(output) for output in made if isinstance(output, Page | Asset | Joined)}


def _text(output: Page | Asset | Joined) -> str:
    if isinstance(output, Joined):
        return b"".join(output.pieces).decode()
    if isinstance(output, Page):
        return output.html
    return output.content.decode("utf-8", "replace") if isinstance(output.content, bytes) else ""


def test_words_lists_and_tables(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>Ô</w:t></w:r></w:p></w:tc>"
    body = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Báo &lt;b&gt;</w:t></w:r></w:p><w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    made = copy_of(tmp_path, docx(body))
    assert "<p><strong>Báo &lt;b&gt;</strong></p>" in made
    assert "<td><p>Ô</p></td>" in made


def test_tracked_deletions_and_comments_are_left_out(tmp_path: Path) -> None:
    body = "<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    assert copy_of(tmp_path, docx(body)) == "<p>mới</p>"


def test_a_link_that_runs_a_script_is_only_words(tmp_path: Path) -> None:
    relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = (
        f'<w:p><w:hyperlink xmlns:r="{relationships}" r:id="r9"><w:r><w:t>bấm</w:t></w:r></w:hyperlink></w:p>'
    )
    parts = link_to("javascript:alert(1)")
    parts = {
        name: text.replace('"hyperlink"', f'"{relationships}/hyperlink"') for name, text in parts.items()
    }
    made = copy_of(tmp_path, docx(body, parts))
    assert "bấm" in made
    assert "javascript" not in made


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=https://a.example/x.png onerror=alert(1)>",
        "<p style='background:url(//a.example)' onclick=a()></p>",
        "<iframe src=//a.example></iframe>",
        "<a href='//a.example'></a>",
        "<a href='../../secret.html'></a>",
        "<a href='data:text/html,x'></a>",
        "<svg><use href=//a.example></svg>",
        "<form action=//a.example><input autofocus onfocus=a()></form>",
    ],
)
def test_nothing_that_acts_or_asks_survives(html: str) -> None:
    made = clean(html)
    for trace in ("script", "src", "style", "on", "//", "..", "data:", "form", "svg"):
        assert trace not in made.replace("noopener noreferrer", "")


def test_anchors_and_whole_addresses_stay() -> None:
    assert 'href="#doc-1"' in clean('<a href="#doc-1">1</a>')
    assert 'href="https://a.example/"' in clean('<a href="https://a.example/">a</a>')


def test_a_docx_is_read_as_words_and_a_pdf_is_not(portal: PortalCase) -> None:
    portal.meeting("documents: [bao-cao.docx, khac.pdf]\n")
    portal.write(f"meetings/{MEETING_ID}/bao-cao.docx", docx()).write(
        f"meetings/{MEETING_ID}/khac.pdf", pdf()
    )
    made = outputs(portal)
    page = made[ADDRESS]
    assert "Bản này chỉ có chữ" in page
    assert 'href="../../tai-lieu/bao-cao.docx"' in page
    assert "<p>Báo cáo</p>" in page
    for request in ("<script", "<img", "url(", "http:"):
        assert request not in page
    assert "rd-words" not in made[f"hop/{MEETING_ID}/doc/khac/index.html"]
    assert 'href="doc/bao-cao/"' in made[routes.meeting(MEETING_ID)]
    assert 'href="tai-lieu/khac.pdf"' in made[routes.meeting(MEETING_ID)]


def test_headings_stand_below_the_title_of_the_page(portal: PortalCase) -> None:
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="Heading1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>'
    )
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>I. Đánh giá</w:t></w:r></w:p>'
    portal.meeting("documents: [bao-cao.docx]\n")
    portal.write(f"meetings/{MEETING_ID}/bao-cao.docx", docx(heading, {"word/styles.xml": styles}))
    page = outputs(portal)[ADDRESS]
    assert "<h2>I. Đánh giá</h2>" in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("state", ["withdrawn: Nhầm bản", "release: 05/7/2026 17 giờ"])
def test_a_document_that_is_not_open_has_no_page(portal: PortalCase, state: str) -> None:
    portal.meeting(f"documents:\n  - file: bao-cao.docx\n    {state}\n")
    portal.write(f"meetings/{MEETING_ID}/bao-cao.docx", docx())
    assert not any("/doc/" in address for address in outputs(portal))


def test_a_title_is_text_and_not_html(portal: PortalCase) -> None:
    portal.meeting("documents:\n  - title: Báo cáo <b>\n    file: bao-cao.docx\n    id: bao-cao\n")
    portal.write(f"meetings/{MEETING_ID}/bao-cao.docx", docx())
    page = outputs(portal)[ADDRESS]
    assert "Báo cáo &lt;b&gt;" in page
    assert "<b>" not in page
