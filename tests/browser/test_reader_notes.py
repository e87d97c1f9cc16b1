"""Notes in a real browser: kept here, following a replaced document, taken along, and never sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from accessibility import OF_LOOK, violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reader_portal import PAGES, REPORT, SCAN, Live, built, report

SECRET = "Xin hỏi lại kinh phí"
READY = ".is-ready"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site, and the one after it: a page stands before the third, and a figure of the second has changed."""
    after = [PAGES[0], PAGES[1].replace("ba", "bốn"), "Trang mới thêm vào", PAGES[2], PAGES[3]]
    folder = tmp_path_factory.mktemp("notes")
    two = built(folder / "two", report(after, headings=(1, 2, 9, 3, 4)), minutes=1)
    return built(folder / "one"), two


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(READY).wait_for()


def write(page: Page, number: int, text: str) -> None:
    page.evaluate(f"location.hash = '#p={number}'")
    expect(page.locator("#page")).to_have_value(str(number))
    if not page.locator("#note-text").is_visible():
        page.locator("button[data-section=notes]").click()
    before = page.locator("#notes-list li").count()
    page.locator("#note-text").fill(text)
    page.locator("#note-form [type=submit]").click()
    expect(page.locator("#notes-list li")).to_have_count(before + 1)


def mark(page: Page, number: int, words: str) -> None:
    """Select `words` on a page, as a finger does, and press the button that appears."""
    if page.locator("#panel").is_visible():
        page.locator("[data-close]").click()
    page.evaluate(f"location.hash = '#p={number}'")
    layer = f".page[data-page-number='{number}'] .textLayer"
    page.wait_for_function(
        f'() => document.querySelector("{layer}")?.textContent.includes({json.dumps(words)})'
    )
    page.evaluate(
        """([layer, words]) => {
          for (const span of document.querySelectorAll(`${layer} span`)) {
            const node = [...span.childNodes].find(child => child.nodeType === 3 && child.data.includes(words))
            if (!node) continue
            const start = node.data.indexOf(words)
            getSelection().setBaseAndExtent(node, start, node, start + words.length)
            return
          }
        }""",
        [layer, words],
    )
    page.locator("#mark").click()
    page.wait_for_function(
        f"() => [...CSS.highlights.get('ph-note') ?? []].map(String).includes({json.dumps(words)})"
    )


def test_notes_and_marks_are_kept_and_shown_again(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    opened(page, url + REPORT)
    write(page, 2, SECRET)
    mark(page, 3, "lưu động")
    page.reload()
    page.locator(READY).wait_for()
    page.wait_for_function("() => CSS.highlights.has('ph-note')")
    page.locator("button[data-section=notes]").click()
    assert page.locator("#notes-list li").count() == 2
    page.locator("#notes-list li").first.get_by_text("Sửa").click()
    page.locator("#note-text").fill("Đã hỏi")
    page.locator("#note-form [type=submit]").click()
    expect(page.locator("#notes-list li").first).to_contain_text("Đã hỏi")
    page.locator("#notes-list li").first.get_by_text("Xóa").click()
    expect(page.locator("#notes-list li")).to_have_count(1)


def test_notes_follow_a_replaced_document_or_wait_to_be_looked_at(
    context: BrowserContext, url: str, live: Live, sites: tuple[Path, Path]
) -> None:
    page = context.new_page()
    opened(page, url + REPORT)
    write(page, 1, "Trang không đổi")
    write(page, 2, SECRET)
    write(page, 3, "Trang dời đi")
    mark(page, 4, "kinh phí")
    live.become(sites[1])
    opened(page, url + REPORT)
    expect(page.locator("#notice")).to_contain_text("3 ghi chú đã chuyển sang bản mới, 1 ghi chú cần xem lại")
    page.locator("#notice button").click()
    places = page.locator("#notes-list .rd-where").all_inner_texts()
    assert places == ["Trang 1", "Trang 4", "Trang 5"]
    expect(page.locator("#review-list li")).to_have_count(1)
    expect(page.locator("#review-list li")).to_contain_text(SECRET)
    page.reload()
    page.locator(READY).wait_for()
    expect(page.locator("#notice")).to_contain_text("1 ghi chú cần xem lại")
    page.locator("#notice button").click()
    page.evaluate("location.hash = '#p=2'")
    page.locator("#review-list").get_by_text("Giữ ở trang đang mở (trang 2)").click()
    expect(page.locator("#review")).to_be_hidden()
    expect(page.locator("#notes-list li")).to_have_count(4)


def test_notes_go_to_another_phone_as_text_that_is_pasted(
    context: BrowserContext, browser: Browser, url: str
) -> None:
    page = context.new_page()
    opened(page, url + REPORT)
    write(page, 2, SECRET)
    page.locator("#notes-copy").click()
    expect(page.locator("#notes-text")).to_have_value(f"Báo cáo sơ kết (Họp giao ban)\nTrang 2: {SECRET}")
    page.locator("#notes-move").click()
    expect(page.locator("#notes-text")).to_have_value(re.compile(r"^\s*[\[{]"))
    file = page.locator("#notes-text").input_value()
    assert page.locator("#notes-file").get_attribute("href").startswith("blob:")
    with browser.new_context() as other:
        there = other.new_page()
        opened(there, url + REPORT)
        there.locator("button[data-section=notes]").click()
        there.locator("#notes-part summary").click()
        there.locator("#notes-paste").fill(file)
        expect(there.locator("#notes-told")).to_contain_text("Đã nhận 1/1")
        expect(there.locator("#notes-list")).to_contain_text(SECRET)
        there.locator("#notes-read").set_input_files(
            {"name": "ghi-chu.json", "mimeType": "application/json", "buffer": b"{}"}
        )
        expect(there.locator("#notes-told")).to_have_text("Tệp này không phải tệp ghi chú của cổng.")


def test_the_notes_of_the_meeting_are_printed_and_nothing_else(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.add_init_script(
        "window.print = () => { window.printed = document.getElementById('notes-paper').innerText }"
    )
    opened(page, url + SCAN)
    write(page, 1, "Phụ lục thiếu bảng 3")
    opened(page, url + REPORT)
    write(page, 2, SECRET)
    page.emulate_media(media="print")
    page.evaluate("document.getElementById('notes-print').click()")
    page.wait_for_function("() => window.printed")
    printed = page.evaluate("printed")
    assert "Phụ lục quét" in printed
    assert SECRET in printed
    assert page.locator("#notes-paper").is_visible()
    assert not page.locator("#pages").is_visible()


def test_no_note_leaves_the_device(context: BrowserContext, url: str) -> None:
    """Whatever a reader does with notes, no request carries a word of them, and none but GET is made."""
    sent: list[str] = []
    context.on(
        "request", lambda r: sent.append(f"{r.method} {r.url} {r.post_data or ''} {json.dumps(r.headers)}")
    )
    page = context.new_page()
    page.on("websocket", lambda socket: sent.append(f"POST {socket.url}"))
    opened(page, url + REPORT)
    write(page, 2, "bimatrieng")
    mark(page, 3, "lưu động")
    page.locator("button[data-section=notes]").click()
    page.locator("#notes-copy").click()
    page.locator("#notes-move").click()
    page.reload()
    page.locator(READY).wait_for()
    assert len(sent) > 10
    assert [line for line in sent if "bimatrieng" in line] == []
    assert {line.split()[0] for line in sent} == {"GET"}
    assert all(line.split()[1].startswith((url, "blob:")) for line in sent)


def test_a_browser_that_keeps_nothing_says_so(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }")
    opened(page, url + REPORT)
    write(page, 2, SECRET)
    expect(page.locator("#notes-kept")).to_contain_text("mất khi đóng trang")


@pytest.mark.parametrize(
    ("width", "scheme", "rules"), [(390, "light", ()), (1440, "dark", None), (320, "dark", OF_LOOK)]
)
def test_notes_are_accessible_and_fit(
    width: int, scheme: str, rules: tuple[str, ...] | None, browser: Browser, url: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        opened(page, url + REPORT)
        write(page, 2, SECRET)
        page.locator("#notes-part summary").click()
        page.locator("#notes-move").click()
        assert rules is None or violations(page, rules=rules) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
