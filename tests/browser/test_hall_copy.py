"""A meeting saved for the hall: saved with one tap, read without a network, compared once there is one, deleted for good."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from accessibility import OF_LOOK, violations, without_transitions
from hall_server import (
    FRESH,
    MEETING,
    PACK,
    REPORT,
    UNCHECKED,
    Hall,
    replace_report,
    running,
    switch_off,
    withdraw_report,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect


@pytest.fixture
def hall(built_site: Path, tmp_path: Path) -> Iterator[Hall]:
    shutil.copytree(built_site, tmp_path / "site")
    with running(tmp_path / "site") as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context


def bar(page: Page) -> object:
    return page.locator("[data-ph-hall-bar]")


def saved(context: BrowserContext, hall: Hall, address: str = MEETING) -> Page:
    """Open a meeting and save it."""
    page = context.new_page()
    page.goto(hall.address + address)
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text(FRESH)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def fetched(page: Page, address: str, headers: dict[str, str] | None = None) -> dict:
    """Return what a page gets for an address: status, what range of the file, and its bytes' digest and number."""
    return page.evaluate(
        """async ([address, headers]) => {
            const answer = await fetch(address, { headers })
            const bytes = await answer.arrayBuffer()
            const digest = await crypto.subtle.digest("SHA-256", bytes)
            return { status: answer.status, range: answer.headers.get("content-range"), size: bytes.byteLength,
                     sha256: [...new Uint8Array(digest)].map(b => b.toString(16).padStart(2, "0")).join("") }
        }""",
        [address, headers or {}],
    )


def test_nothing_is_registered_or_loaded_before_the_tap(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.goto(hall.address + MEETING, wait_until="networkidle")
    expect(page.locator("[data-ph-save]")).to_contain_text("Lưu để xem trong hội trường (3 tài liệu · ")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert not [path for path in hall.asked if "hall" in path]


def test_a_saved_meeting_is_read_without_a_network(context: BrowserContext, hall: Hall) -> None:
    """One copy, for all that is done with it: read, asked for ranges, searched and noted, offline and where a network hangs."""
    page = saved(context, hall)
    original = (hall.folder / REPORT).read_bytes()
    hall.network = "down"
    page.reload()
    assert page.locator("h1").inner_text()
    expect(bar(page)).to_contain_text("3/3 tài liệu")
    expect(bar(page)).to_contain_text(UNCHECKED)
    assert "hôm nay" in bar(page).inner_text()
    got = fetched(page, hall.address + REPORT)
    assert (got["status"], got["sha256"]) == (200, hashlib.sha256(original).hexdigest())
    ranges_are_cut(page, hall.address + REPORT, original)
    page.goto(f"{hall.address}{MEETING}doc/du-thao-ket-luan/")
    assert "Nghị quyết" in page.locator("main").inner_text()
    page.goto(f"{hall.address}{MEETING}tron-bo/#p=5")
    page.locator(".pdfViewer canvas").first.wait_for()
    expect(page.locator("#page")).to_have_value("5")
    page.goto(f"{hall.address}{MEETING}hop.json")
    assert "không có trong bản lưu" in page.inner_text("body")
    page.get_by_role("link", name="Về trang cuộc họp").click()
    expect(bar(page)).to_contain_text(UNCHECKED)
    searched_and_noted(page, f"{hall.address}{MEETING}doc/bao-cao/")
    hall.network = "hanging"
    page.goto(hall.address + MEETING)
    assert page.locator("html").get_attribute("data-ph-copy")
    expect(bar(page)).to_contain_text(UNCHECKED)
    page.goto(f"{hall.address}{MEETING}doc/bao-cao/")
    page.locator(".pdfViewer canvas").first.wait_for()


def ranges_are_cut(page: Page, address: str, original: bytes) -> None:
    part = fetched(page, address, {"range": "bytes=100-299"})
    assert part["range"] == f"bytes 100-299/{len(original)}"
    assert part["sha256"] == hashlib.sha256(original[100:300]).hexdigest()
    assert part["status"] == 206
    assert fetched(page, address, {"range": "bytes=-50"})["size"] == 50
    assert fetched(page, address, {"range": f"bytes={len(original)}-"})["status"] == 416
    other = fetched(page, address, {"range": "bytes=0-9", "if-range": '"of the server"'})
    assert (other["status"], other["size"]) == (200, len(original))


def searched_and_noted(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".is-ready").wait_for()
    page.locator(".pdfViewer canvas").first.wait_for()
    page.locator("button[data-section=search]").click()
    page.locator("#search-part input").fill("bao cao")
    expect(page.locator("#search-part [role=status]")).to_contain_text("chỗ")
    page.locator("button[data-section=notes]").click()
    page.locator("#note-text").fill("Ghi khi mất mạng")
    page.locator("#note-form [type=submit]").click()
    expect(page.locator("#notes-list li")).to_have_count(1)
    page.reload()
    page.locator(".is-ready").wait_for()
    expect(page.locator("#notes-here")).to_have_text(" 1")


LOOKS: Mapping[tuple[int, str], tuple[str, ...] | None] = {
    (390, "light"): (),
    (320, "dark"): OF_LOOK,
    (1440, "dark"): None,
}
"""Widths and themes, with the rules of each: all of them once, in the dark those of look, in another width only what is measured here."""


def owed(page: Page, width: int, part: str | None = None, rules: tuple[str, ...] | None = ()) -> None:
    """Hold what a state owes: no violation in the page or a `part` of it, no overflow, targets of a thumb."""
    assert rules is None or violations(page, part, rules) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator(".ph-hall :is(button, a):visible, .ph-saved :is(button, a):visible").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert all(height >= 44 for height in heights), heights


def checked(page: Page, part: str | None = None) -> None:
    """Hold what a state owes in every look."""
    for (width, scheme), rules in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            "colours => document.body.dataset.mdColorScheme === colours"
            " && document.getAnimations().every(each => each.playState !== 'running')",
            arg={"light": "default", "dark": "slate"}[scheme],
        )
        owed(page, width, part, rules)


def test_every_state_of_the_bar_is_accessible_and_fits(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    without_transitions(page)
    page.goto(f"{hall.address}da-luu/")
    expect(page.locator("[data-ph-saved] > p")).to_contain_text("Chưa lưu")
    checked(page)
    page.goto(hall.address + MEETING)
    checked(page)  # offered
    page.route("**/bao-cao.pdf", lambda _: None)
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text("Đang lưu")
    checked(page, ".ph-hall")
    page.get_by_role("button", name="Dừng lưu").click()
    expect(bar(page)).to_contain_text("Đã dừng")
    checked(page, ".ph-hall")
    page.unroute("**/bao-cao.pdf")
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text(FRESH)
    checked(page, ".ph-hall")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    hall.network = "down"
    page.reload()
    expect(bar(page)).to_contain_text(UNCHECKED)
    checked(page, ".ph-hall")
    hall.network = "on"
    withdraw_report(hall)
    page.reload()
    expect(bar(page)).to_contain_text("đã thu hồi")
    checked(page, ".ph-hall")
    page.goto(f"{hall.address}da-luu/")
    expect(page.locator(".ph-saved > li")).to_have_count(1)
    checked(page, "[data-ph-saved]")


def test_the_keyboard_alone_saves_stops_lists_and_deletes(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.goto(hall.address + MEETING)
    page.route("**/bao-cao.pdf", lambda _: None)
    page.locator("[data-ph-save]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Dừng lưu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(bar(page)).to_contain_text("Đã dừng")
    expect(page.locator("[data-ph-save]")).to_be_focused()
    page.unroute("**/bao-cao.pdf")
    page.keyboard.press("Enter")
    expect(bar(page)).to_contain_text(FRESH)
    expect(page.get_by_role("button", name="Xóa bản lưu")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/da-luu/")
    page.locator(".ph-saved button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-ph-saved] > p")).to_have_text("Đã xóa bản lưu.")
    expect(page.locator("[data-ph-saved] > p")).to_be_focused()


def test_a_replaced_document_is_named_and_the_new_one_opened(context: BrowserContext, hall: Hall) -> None:
    page = saved(context, hall)
    replace_report(hall, b"%PDF-1.7 another version")
    page.reload()
    expect(bar(page)).to_contain_text("đã thay: Báo cáo sơ kết 01 năm 6 tháng")
    assert fetched(page, hall.address + REPORT)["size"] == len(b"%PDF-1.7 another version")
    page.get_by_role("button", name="Cập nhật bản lưu").click()
    expect(bar(page)).to_contain_text(FRESH)
    hall.network = "down"
    assert fetched(page, hall.address + REPORT)["size"] == len(b"%PDF-1.7 another version")
    assert page.evaluate("caches.keys().then(names => names.length)") == 1


def test_a_withdrawn_document_is_opened_no_more(context: BrowserContext, hall: Hall) -> None:
    page = saved(context, hall)
    withdraw_report(hall)
    page.reload()
    expect(bar(page)).to_contain_text("đã thu hồi: Báo cáo sơ kết")
    assert fetched(page, hall.address + REPORT)["status"] == 404
    hall.network = "down"
    for file in (REPORT, PACK):  # which holds it as well
        assert fetched(page, hall.address + file)["status"] == 410


def test_a_file_that_is_not_what_was_announced_does_not_count(context: BrowserContext, hall: Hall) -> None:
    page = saved(context, hall)
    original = (hall.folder / REPORT).read_bytes()
    replace_report(hall, b"%PDF-1.7 another version")
    (hall.folder / REPORT).write_bytes(b"%PDF-1.7 cut in the")
    page.reload()
    page.get_by_role("button", name="Cập nhật bản lưu").click()
    expect(bar(page)).to_contain_text("vừa thay đổi trong lúc lưu")
    hall.network = "down"
    assert fetched(page, hall.address + REPORT)["sha256"] == hashlib.sha256(original).hexdigest()


def test_too_little_room_is_said_before_anything_is_fetched(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.add_init_script("navigator.storage.estimate = async () => ({ quota: 1e5, usage: 9e4 })")
    page.goto(hall.address + MEETING)
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text("không còn đủ chỗ: cần")
    expect(bar(page)).to_contain_text("còn 10 kB")
    assert f"/{REPORT}" not in hall.asked
    assert page.evaluate("caches.keys().then(names => names.length)") == 0
    assert "ph-news--stale" in (bar(page).get_attribute("class") or "")
    owed(page, 390, ".ph-hall")


def test_a_full_disk_in_the_middle_leaves_no_half_copy(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.add_init_script(
        "Cache.prototype.put = async () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto(hall.address + MEETING)
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text("không còn đủ chỗ")
    assert page.evaluate("caches.keys().then(names => names.length)") == 0


def test_a_browser_without_workers_says_what_works_instead(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(hall.address + MEETING)
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text("không lưu trang lại được")
    expect(bar(page)).to_contain_text("Hãy mở bằng Safari hoặc Chrome, hoặc tải «Một tệp PDF để đọc, để in»")
    assert "ph-news--stale" in (bar(page).get_attribute("class") or "")
    owed(page, 390, ".ph-hall")


def test_saving_can_be_stopped(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.goto(hall.address + MEETING, wait_until="networkidle")
    page.route("**/bao-cao.pdf", lambda _: None)
    page.locator("[data-ph-save]").click()
    page.get_by_role("button", name="Dừng lưu").click()
    expect(bar(page)).to_contain_text("Đã dừng")
    assert page.evaluate("caches.keys().then(names => names.length)") == 0


def test_what_is_saved_is_listed_and_deleted(context: BrowserContext, hall: Hall) -> None:
    saved(context, hall).close()
    page = context.new_page()
    page.goto(f"{hall.address}da-luu/")
    row = page.locator(".ph-saved > li")
    expect(row).to_contain_text("Sơ kết thực hiện Nghị quyết số 57-NQ/TW")
    expect(row).to_contain_text("3/3 tài liệu")
    row.get_by_role("button").click()
    expect(page.locator("[data-ph-saved] > p")).to_have_text("Đã xóa bản lưu.")
    assert row.count() == 0
    assert page.evaluate("caches.keys().then(names => names.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_two_meetings_do_not_touch_each_other(context: BrowserContext, hall: Hall) -> None:
    saved(context, hall).close()
    page = saved(context, hall, "hop/2026-07-01-so-ket-mo-hinh-3-cap/")
    expect(bar(page)).to_contain_text("3/4 tài liệu")
    page.get_by_role("button", name="Xóa bản lưu").click()
    expect(bar(page)).to_contain_text("Đã xóa bản lưu.")
    page.goto(hall.address + MEETING)
    expect(bar(page)).to_contain_text(FRESH)


def test_the_switch_removes_worker_and_copy(context: BrowserContext, hall: Hall) -> None:
    page = saved(context, hall)
    switch_off(hall)
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
    page.wait_for_function("() => caches.keys().then(names => names.length === 0)")
