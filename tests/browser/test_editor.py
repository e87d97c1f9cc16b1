"""A clerk's way in a real browser: a letter comes in, a form is mended, the page is looked at, the meeting is published and built."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import OF_LOOK, violations
from playwright.sync_api import Browser, Page, expect

from driver import MEETING_ID, TESTS, PortalCase
from phonghop.editing.kept import keep_aside
from phonghop.importing import plain_text
from sample_files import pdf

sys.path[:0] = [str(TESTS / "editing"), str(TESTS / "importing")]

from clerks import TOKEN, editor  # noqa: E402
from word_habits import paragraph, write  # noqa: E402

LETTERS = TESTS / "importing" / "letters" / "real"


PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a phone, in which nothing goes wrong."""
    with browser.new_context(viewport=PHONE, locale="vi-VN") as context:
        page = context.new_page()
        messages: list[str] = []
        page.on("console", lambda message: messages.append(message.text) if message.type == "error" else None)
        page.on(
            "response",
            lambda answer: messages.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )
        page.on("pageerror", lambda error: messages.append(str(error)))
        yield page
        assert messages == []


LOADED = "() => [...document.querySelectorAll('iframe')].every(frame => frame.contentDocument?.readyState === 'complete')"

SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"
"""What is new on the page answers keys without a new page."""


def sound(page: Page) -> None:
    page.wait_for_function(LOADED)  # a preview that is just being replaced has no document to look into
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sound_on_both_screens(page: Page) -> None:
    """Of all rules on a desk; on a phone, which shows nothing more, in the dark of those whose answer depends on the look."""
    page.set_viewport_size(DESK)
    sound(page)
    page.set_viewport_size(PHONE)
    page.wait_for_function(LOADED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=OF_LOOK) == []
    page.emulate_media(color_scheme="light")


def test_a_letter_is_mended_looked_at_and_published(office: PortalCase, page: Page, tmp_path: Path) -> None:
    """On a phone; on a desk `test_clerks_way` goes the same way with each letter."""
    lines = plain_text.lines((LETTERS / "000-ninh-binh.txt").read_bytes())
    letter = write(tmp_path / "giay-moi.docx", "".join(map(paragraph, lines)))
    with editor(office.root) as address:
        page.goto(f"{address}/?token={TOKEN}")
        page.get_by_label("Kéo giấy mời Word vào đây, hoặc chọn tệp").set_input_files(letter)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hội nghị Tỉnh ủy sơ kết")
        expect(page.locator(".address")).to_contain_text("2026-06-01-")
        sound(page)
        title = page.get_by_label("Tên cuộc họp ●")
        expect(title).to_have_value(re.compile("Hội nghị Tỉnh ủy sơ kết 1 năm"))
        title.focus()
        expect(page.locator(".letter .lit").first).to_contain_text("Hội nghị Tỉnh ủy sơ kết")
        title.fill("Hội nghị sơ kết một năm")
        title.press("Tab")
        expect(page.locator("#unsaved")).to_contain_text("Chưa lưu")
        page.get_by_role("link", name="Trang cuộc họp").click()
        expect(page.frame_locator("iframe[name=preview]").locator("article").first).to_contain_text(
            "Hội nghị sơ kết một năm"
        )
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("chưa ai thấy")
        page.get_by_role("link", name="In giấy").click()
        page.get_by_role("link", name="Quay lại cuộc họp").click()
        page.get_by_role("link", name="Đăng").click()
        page.get_by_role("button", name="Đăng cuộc họp này").click()
        expect(page.locator("main")).to_contain_text("Đã ghi nhận")
    built = office.build()
    assert built.exit_code == 0, built.output
    pages = [*office.root.glob("site/hop/2026-06-01-*/index.html")]
    assert len(pages) == 1
    assert "Hội nghị sơ kết một năm" in pages[0].read_text("utf-8")


def test_every_part_and_step_is_sound(office: PortalCase, page: Page) -> None:
    """All parts, boxes and steps opened at once: no fault that axe knows, nothing wider than the screen."""
    office.meeting()
    other = office.read(f"meetings/{MEETING_ID}/meeting.yml").replace("8 giờ", "9 giờ")
    keep_aside(office.root, MEETING_ID, b"", other.encode(), {"bao-cao.pdf": b"%PDF"})
    with editor(office.root) as address:
        page.goto(f"{address}/?token={TOKEN}")
        sound_on_both_screens(page)
        page.goto(f"{address}/cuoc-hop/{MEETING_ID}")
        page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")
        sound_on_both_screens(page)
        for place in ("chu", "lich-su", "de-rieng", "in", "dang"):
            page.goto(f"{address}/cuoc-hop/{MEETING_ID}/{place}")
            sound_on_both_screens(page)


def test_a_letter_is_published_with_the_keyboard_alone(
    office: PortalCase, browser: Browser, tmp_path: Path
) -> None:
    """From the file to its publishing without a pointer: each thing is reached by Tab and done by a key."""
    lines = plain_text.lines((LETTERS / "003-quang-ngai.txt").read_bytes())
    letter = write(tmp_path / "giay-moi.docx", "".join(map(paragraph, lines)))
    with editor(office.root) as address, browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        # Whoever asks for the chooser only now may ask too late: the browser is told without waiting for its answer.
        page.on("filechooser", lambda _: None)
        page.goto(f"{address}/?token={TOKEN}")
        tab_to(page, "#letter")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(letter)
        page.wait_for_url("**/cuoc-hop/**")
        page.wait_for_load_state()
        while page.locator("#todo .wrong a").count():
            left = page.locator("#todo .wrong").count()
            tab_to(page, "#todo .wrong a")
            page.keyboard.press("Enter")
            page.wait_for_function("() => document.activeElement.matches('input, select, textarea')")
            page.wait_for_function(SETTLED)
            page.keyboard.type("Văn phòng")
            page.keyboard.press("Tab")
            expect(page.locator("#todo .wrong")).to_have_count(left - 1)
        page.goto(page.url.partition("#")[0])
        tab_to(page, "header form[action$='/luu'] button")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("chưa ai thấy")
        tab_to(page, "header a[href$='/dang']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/dang")
        tab_to(page, "form[action$='/dang'] button")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Đã ghi nhận")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what `selector` finds first."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.querySelector(wanted) === document.activeElement", selector):
            return
    raise AssertionError(f"never reached: {selector}")


def would_ask(page: Page) -> bool:
    """Return whether the browser would ask before it leaves the page."""
    asks: bool = page.evaluate("() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    return asks


def test_typed_words_are_lost_by_nothing(office: PortalCase, browser: Browser) -> None:
    """They are sent and shown while they are typed; without the editor they stay on the page, which says so and is not left."""
    file = f"meetings/{MEETING_ID}/meeting.yml"
    office.meeting()
    text = office.read(file).replace("organizer: vp", "organizer: tinh-uy-ninh-binh")
    office.write(file, text.replace("sessions: 01/7/2026 8 giờ", "sessions:\n  - 32/7/2026 8 giờ"))
    with editor(office.root) as address, browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(f"{address}/cuoc-hop/{MEETING_ID}")
        page.get_by_role("link", name="Phiên 1").click()
        page.wait_for_function("() => document.activeElement.name === 'sessions/0/start'")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.insert_text("01/7/2026 8 giờ")
        expect(page.locator("#todo .wrong")).to_have_count(0)
        expect(page.locator("#count-time")).to_have_text("")
        page.get_by_label("Tên cuộc họp ●").fill("Họp đang gõ")
        expect(page.frame_locator("iframe[name=preview]").locator("article").first).to_contain_text(
            "Họp đang gõ"
        )
        expect(page.get_by_role("heading", level=1)).to_have_text("Họp đang gõ")
        page.wait_for_function(SETTLED)
        assert not would_ask(page)
        context.set_offline(True)
        page.get_by_label("Tên cuộc họp ●").fill("Họp không tới nơi")
        expect(page.get_by_role("status")).to_contain_text("chưa được nhận")
        assert would_ask(page)
        page.get_by_role("button", name="Lưu").click()
        page.get_by_role("link", name="Đăng").click()
        expect(page.get_by_role("status")).to_be_focused()
        expect(page.get_by_label("Tên cuộc họp ●")).to_have_value("Họp không tới nơi")
        context.set_offline(False)
        page.get_by_label("Tên cuộc họp ●").focus()
        page.keyboard.press("ControlOrMeta+S")
        expect(page.get_by_role("status")).to_contain_text("chưa ai thấy")
        page.locator("#agenda > summary").click()
        page.locator("#part-agenda button[value='add:agenda']").click()
        page.wait_for_function("() => document.activeElement.name?.startsWith('agenda/0/')")
    assert "Họp không tới nơi" in office.read(file)


ORDERED = "agenda:\n  - Một\n  - Hai\n  - Ba\n"


def test_items_are_dragged_or_moved_with_keys(office: PortalCase, browser: Browser) -> None:
    """By the grip with a pointer; by ↑ and ↓ with keys, where the focus stays with the item that is moved."""
    office.meeting(ORDERED)
    with (
        editor(office.root) as address,
        browser.new_context(viewport={"width": 1280, "height": 3000}) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(f"{address}/cuoc-hop/{MEETING_ID}#agenda")
        titles = page.locator("#agenda [id$='/title']")
        expect(titles).to_have_count(3)
        rows = page.locator("#agenda [data-item]")
        rows.nth(2).locator(".grip").first.hover()
        page.mouse.down()
        rows.nth(1).hover(position={"x": 20, "y": 20})
        page.locator(".ordering").wait_for()
        for step in (20, 24):
            rows.nth(0).hover(position={"x": step, "y": step})
        page.mouse.up()
        expect(titles.nth(0)).to_have_value("Ba")
        page.locator("button[value='down:agenda/0']").focus()
        page.keyboard.press("Enter")
        expect(page.locator("button[value='down:agenda/1']")).to_be_focused()
        page.wait_for_function(SETTLED)
        page.keyboard.press("Enter")
        expect(page.locator("button[value='down:agenda/2']")).to_be_focused()
        expect(titles.nth(2)).to_have_value("Ba")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("chưa ai thấy")
    assert office.read(f"meetings/{MEETING_ID}/meeting.yml").endswith(ORDERED)


def test_a_button_that_is_pressed_right_after_typing_does_what_it_says(
    office: PortalCase, browser: Browser
) -> None:
    """What was typed is answered while the button is held, or has the focus: the answer takes neither from under the hand, nor closes «Thêm…»."""
    office.meeting(ORDERED)
    with editor(office.root) as address, browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(f"{address}/cuoc-hop/{MEETING_ID}#agenda")
        page.locator("#part-meeting > form > details > summary").click()
        page.locator("#inviter").fill("Chánh Văn phòng")
        with page.expect_response("**/muc/meeting"):
            page.keyboard.press("Tab")
        page.wait_for_function(SETTLED)
        expect(page.locator("#noun")).to_be_focused()
        page.locator("[id='agenda/2/title']").fill("Bốn")
        page.locator("button[value='add:agenda']").hover()
        with page.expect_response("**/muc/agenda"):
            page.mouse.down()
        page.wait_for_function(SETTLED)
        page.mouse.up()
        expect(page.locator("[id='agenda/3/title']")).to_be_focused()
        page.keyboard.type("Ba")
        with page.expect_response("**/muc/agenda"):
            page.locator("button[value='up:agenda/3']").focus()
        page.wait_for_function(SETTLED)
        expect(page.locator("button[value='up:agenda/3']")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("button[value='up:agenda/2']")).to_be_focused()
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("chưa ai thấy")
    lines = office.read(f"meetings/{MEETING_ID}/meeting.yml").splitlines()
    assert lines[-4:] == ["  - Một", "  - Hai", "  - Ba", "  - Bốn"]


def test_of_several_files_those_that_can_be_are_taken(office: PortalCase, browser: Browser) -> None:
    office.meeting()
    with editor(office.root) as address, browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(f"{address}/cuoc-hop/{MEETING_ID}#documents")
        names = ("mot.pdf", "chay.exe", "hai.pdf")
        page.locator("#file").set_input_files(
            [{"name": name, "mimeType": "", "buffer": pdf(name)} for name in names]
        )
        expect(page.locator("#documents [data-item$='/1'] > div > fieldset > legend")).to_contain_text(
            "hai.pdf"
        )
        expect(page.locator("#documents .drop .told")).to_contain_text("chay.exe")
        context.set_offline(True)
        page.locator("#file").set_input_files([{"name": "ba.pdf", "mimeType": "", "buffer": pdf("ba")}])
        expect(page.locator("#documents .drop .told")).to_contain_text("chưa được nhận")
