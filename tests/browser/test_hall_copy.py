"""A meeting saved for the hall: saved with one tap, read without a network, compared once there is one, deleted for good."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import OF_LOOK, violations
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
    page.goto(f"{hall.address}{MEETING}doc/du-thao-ket-luan/")
    assert "Nghị quyết" in page.locator("main").inner_text()
    for address in ("doc/bao-cao/", "tron-bo/#p=5"):
        page.goto(hall.address + MEETING + address)
        page.locator(".pdfViewer canvas").first.wait_for()
    expect(page.locator("#page")).to_have_value("5")
    page.goto(f"{hall.address}{MEETING}hop.json")
    assert "không có trong bản lưu" in page.inner_text("body")
    page.get_by_role("link", name="Về trang cuộc họp").click()
    expect(bar(page)).to_contain_text(UNCHECKED)


def test_a_saved_document_is_searched_and_noted_without_a_network(
    context: BrowserContext, hall: Hall
) -> None:
    page = saved(context, hall)
    hall.network = "down"
    page.goto(f"{hall.address}{MEETING}doc/bao-cao/")
    page.locator(".is-ready").wait_for()
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


def checked(page: Page, width: int, part: str | None = None) -> None:
    """Hold what every state of the bar owes: no violation in the page or a `part` of it, no overflow, targets of a thumb.

    In the dark, where no state has another structure than by day, only what depends on the look is asked.
    """
    rules = () if page.evaluate("matchMedia('(prefers-color-scheme: light)').matches") else OF_LOOK
    assert violations(page, part, rules) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator(".ph-hall :is(button, a):visible, .ph-saved :is(button, a):visible").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert all(height >= 44 for height in heights), heights


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (320, "dark"), (1440, "dark")])
def test_every_state_of_the_bar_is_accessible_and_fits(
    width: int, scheme: str, browser: Browser, hall: Hall
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{hall.address}da-luu/")
        expect(page.locator("[data-ph-saved] > p")).to_contain_text("Chưa lưu")
        checked(page, width)
        page.goto(hall.address + MEETING)
        checked(page, width)  # offered
        page.route("**/bao-cao.pdf", lambda _: None)
        page.locator("[data-ph-save]").click()
        expect(bar(page)).to_contain_text("Đang lưu")
        checked(page, width, ".ph-hall")
        page.get_by_role("button", name="Dừng lưu").click()
        expect(bar(page)).to_contain_text("Đã dừng")
        checked(page, width, ".ph-hall")
        page.unroute("**/bao-cao.pdf")
        page.locator("[data-ph-save]").click()
        expect(bar(page)).to_contain_text(FRESH)
        checked(page, width, ".ph-hall")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        hall.network = "down"
        page.reload()
        expect(bar(page)).to_contain_text(UNCHECKED)
        checked(page, width, ".ph-hall")
        hall.network = "on"
        withdraw_report(hall)
        page.reload()
        expect(bar(page)).to_contain_text("đã thu hồi")
        checked(page, width, ".ph-hall")
        page.goto(f"{hall.address}da-luu/")
        expect(page.locator(".ph-saved > li")).to_have_count(1)
        checked(page, width, "[data-ph-saved]")


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        ("navigator.storage.estimate = async () => ({ quota: 1e5, usage: 9e4 })", "không còn đủ chỗ"),
        ("delete Navigator.prototype.serviceWorker", "không lưu trang lại được"),
    ],
    ids=["full", "unable"],
)
def test_what_cannot_be_saved_is_told_accessibly(
    lack: str, said: str, context: BrowserContext, hall: Hall
) -> None:
    page = context.new_page()
    page.add_init_script(lack)
    page.goto(hall.address + MEETING)
    page.locator("[data-ph-save]").click()
    expect(bar(page)).to_contain_text(said)
    assert "ph-news--stale" in (bar(page).get_attribute("class") or "")
    checked(page, 390)


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


def test_ranges_are_cut_from_the_copy(context: BrowserContext, hall: Hall) -> None:
    page = saved(context, hall)
    original = (hall.folder / REPORT).read_bytes()
    hall.network = "down"
    part = fetched(page, hall.address + REPORT, {"range": "bytes=100-299"})
    assert part["range"] == f"bytes 100-299/{len(original)}"
    assert part["sha256"] == hashlib.sha256(original[100:300]).hexdigest()
    assert part["status"] == 206
    assert fetched(page, hall.address + REPORT, {"range": "bytes=-50"})["size"] == 50
    assert fetched(page, hall.address + REPORT, {"range": f"bytes={len(original)}-"})["status"] == 416
    other = fetched(page, hall.address + REPORT, {"range": "bytes=0-9", "if-range": '"of the server"'})
    assert (other["status"], other["size"]) == (200, len(original))


def test_a_network_that_hangs_is_not_waited_for(context: BrowserContext, hall: Hall) -> None:
    page = saved(context, hall)
    hall.network = "hanging"
    page.reload()
    assert page.locator("html").get_attribute("data-ph-copy")
    expect(bar(page)).to_contain_text(UNCHECKED)
    page.goto(f"{hall.address}{MEETING}doc/bao-cao/")
    page.locator(".pdfViewer canvas").first.wait_for()


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
    expect(bar(page)).to_contain_text("Hãy mở bằng Safari hoặc Chrome, hoặc tải «Một tệp PDF để đọc, để in»")


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
