"""Narrowing a list down: by words as people type them, by properties, with a keyboard; and that it is only an addition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from made_lists import made_document, made_meeting, pages_of
from phonghop.pages.look import Look
from phonghop.site.theme_assets import theme_assets
from phonghop.text.strings import strings
from phonghop.theme_files import theme_folder
from theme.test_folding_in_scripts import cases

SCRIPT = theme_assets([str(theme_folder())], strings("vi"), Look()).script.content
TITLES = (
    "Giao ban khối nội chính", "Sơ kết Nghị quyết số 57-NQ/TW", "Họp Đảng ủy", "Họp Đảng uỷ mở rộng", "Chuyển đổi số",
    "Tổng kết năm", "Giảm nghèo bền vững", "Phòng, chống thiên tai", "Chuyển giao công nghệ",
)  # fmt: skip
FORMS = ("Trực tiếp", "Trực tuyến")


def opened(page: Page, html: str) -> Page:
    page.set_content(f'<html lang="vi"><body class="md-typeset">{html}</body></html>')
    page.add_script_tag(content=SCRIPT)
    return page


@pytest.fixture
def year(shared: Page) -> Page:
    """The page of a year: nine meetings in two months, two bodies, two forms, one state."""
    made = [
        made_meeting(date(2026, 1 + n // 5, 1 + n), n, body=f"co-quan-{n % 2}") for n in range(len(TITLES))
    ]
    meetings = [
        replace(m, card=replace(m.card, title=title, form=FORMS[n % 3 == 0]))
        for n, (m, title) in enumerate(zip(made, TITLES, strict=True))
    ]
    return opened(shared, pages_of(meetings)["nam/2026/"].html)


def shown(page: Page) -> list[str]:
    return page.locator(".ph-card:visible .ph-card__title").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dang uy", ["Họp Đảng uỷ mở rộng", "Họp Đảng ủy"]),
        ("Đảng ủy", ["Họp Đảng uỷ mở rộng", "Họp Đảng ủy"]),
        ("chuy", ["Chuyển giao công nghệ", "Chuyển đổi số"]),
        ("57-nq/tw", ["Sơ kết Nghị quyết số 57-NQ/TW"]),
        ("  giao   ban ", ["Giao ban khối nội chính"]),
        ("chinh", ["Giao ban khối nội chính"]),
        ("inh", []),
        ("tháng 02 đổi", []),
        ("phong chong", ["Phòng, chống thiên tai"]),
        ("", list(reversed(TITLES))),
    ],
)
def test_words_are_found_as_people_type_them(typed: str, found: list[str], year: Page) -> None:
    year.get_by_label("Tìm trong danh sách").fill(typed)
    assert shown(year) == found


def test_what_is_left_is_said(year: Page) -> None:
    told = year.get_by_role("status")
    assert told.inner_text() == ""
    year.get_by_label("Tìm trong danh sách").fill("dang uy")
    assert told.inner_text() == "2/9 cuộc họp"
    year.get_by_label("Tìm trong danh sách").fill("khong he co")
    assert told.inner_text() == "0/9 cuộc họp. Không có dòng nào khớp. Bớt chữ hoặc bỏ một điều kiện."


def test_only_what_tells_meetings_apart_can_be_chosen(year: Page) -> None:
    assert year.get_by_role("combobox").count() == 2
    assert year.get_by_role("combobox", name="Tình trạng").count() == 0
    options = year.get_by_role("combobox", name="Cơ quan").locator("option").all_inner_texts()
    assert options == ["Tất cả", "co-quan-0", "co-quan-1"]


def test_conditions_add_up_and_empty_months_leave(year: Page) -> None:
    year.get_by_role("combobox", name="Hình thức").select_option("Trực tuyến")
    year.get_by_role("combobox", name="Cơ quan").select_option("co-quan-1")
    assert shown(year) == ["Họp Đảng uỷ mở rộng"]
    assert year.locator("section h2:visible").all_inner_texts() == ["Tháng 01/2026"]


def test_the_keyboard_is_enough(year: Page) -> None:
    year.get_by_label("Tìm trong danh sách").focus()
    year.keyboard.type("nghèo")
    year.keyboard.press("Enter")
    assert shown(year) == ["Giảm nghèo bền vững"]
    for _ in range(3):
        year.keyboard.press("Tab")
    year.keyboard.press("Enter")
    assert len(shown(year)) == len(TITLES)
    assert year.get_by_label("Tìm trong danh sách").evaluate("field => field === document.activeElement")
    assert not year.get_by_role("button", name="Bỏ lọc").is_visible()


def test_documents_are_found_by_their_own_words_and_their_meeting(shared: Page) -> None:
    meetings = [
        made_meeting(date(2026, 1, n), n, documents=[made_document(f"m{n}", f"tep-{k}") for k in range(5)])
        for n in (7, 9)
    ]
    documents = opened(shared, pages_of(meetings)["tai-lieu/"].html)
    documents.get_by_label("Tìm trong danh sách").fill("tep 4")
    assert documents.get_by_role("status").inner_text() == "2/10 tài liệu"
    documents.get_by_label("Tìm trong danh sách").fill("lan thu 9")
    assert documents.locator(".ph-doc:visible").count() == 5
    assert documents.locator("section:visible").count() == 1


def test_a_short_list_has_no_filter(shared: Page) -> None:
    short = opened(shared, pages_of([made_meeting(date(2026, 1, n), n) for n in (1, 2)])["nam/2026/"].html)
    assert short.locator("form").count() == 0


def test_without_javascript_the_whole_list_is_there_and_no_filter(browser: Browser, site_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site_url}tai-lieu/")
        assert page.locator(".ph-doc").count() == page.locator(".ph-doc:visible").count() > 7
        assert not page.locator(".ph-filter").is_visible()


def test_the_list_folds_as_the_core_does(shared: Page) -> None:
    """Every text of the shared table is found by its folded letters, and no other spelling of them is needed."""
    table = [(text, folded) for text, folded, _ in cases() if any(c.isalnum() for c in folded)]
    made = [made_meeting(date(2026, 1, 1), n) for n in range(len(table))]
    meetings = [
        replace(m, card=replace(m.card, title=text)) for m, (text, _) in zip(made, table, strict=True)
    ]
    listed = opened(shared, pages_of(meetings)["nam/2026/"].html)
    cards = listed.locator(".ph-card")
    assert len(table) > 10
    for n, (text, folded) in enumerate(reversed(table)):
        listed.get_by_label("Tìm trong danh sách").fill(folded)
        assert cards.nth(n).is_visible(), text
