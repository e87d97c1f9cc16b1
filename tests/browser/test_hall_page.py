"""The page of a meeting in the hall: what is being discussed, my own connection point, one list of many papers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from accessibility import violations
from kept_pages import emptied
from playwright.sync_api import Browser, Page, expect

from driver import SAMPLES, PortalCase
from large_meeting import DOCUMENTS, write_large_meeting
from large_meeting import MEETING_ID as LARGE
from sample_files import pdf
from web_server import nginx

ID = "2026-07-01-hop"
MOVED = "2026-06-25-hop"
SCREEN = 844
SCREENS_FOR_SIXTY_PAPERS = 6
MEETING = """
points:
  - id: tinh
    name: Điểm cầu cấp tỉnh
    venue: Hội trường tỉnh
    attendees: [Lãnh đạo Văn phòng]
  - id: xa
    name: Điểm cầu cấp xã
    venue: Hội trường xã
    chair: Bí thư Đảng ủy xã
    attendees: [Cán bộ xã]
    qr: có
agenda:
  - title: Khai mạc
    time: 8 giờ
  - title: Báo cáo
    time: 8 giờ 10
    documents: [bao-cao]
  - title: Thảo luận
    time: 9 giờ
    documents: [bao-cao, rieng-tinh]
documents:
  - {id: bao-cao, title: Báo cáo chung, file: bao-cao.pdf, published_at: 30/6/2026 9 giờ}
  - {id: rieng-tinh, title: Bản dành cho tỉnh, file: rieng.pdf, points: [tinh], published_at: 27/6/2026 9 giờ}
deadlines:
  - {what: Báo số lượng, at: 29/6/2026, points: [tinh]}
  - {what: Thử đường truyền, at: 30/6/2026, points: [xa]}
links:
  - {kind: attendance, label: Xác nhận tham dự, url: "https://example.gov.vn/x", deadline: 30/6/2026 17 giờ}
"""
MOVED_MEETING = f"""\
title: Họp giao ban
organizer: vp
form: hybrid
sessions: 25/6/2026 8 giờ
status: {{state: moved, reason: lý do khách quan, replacement: {ID}, at: 20/6/2026}}
points:
  - {{id: tinh, name: Điểm cầu cấp tỉnh, venue: Hội trường tỉnh, attendees: [Lãnh đạo]}}
  - {{id: xa, name: Điểm cầu cấp xã, venue: Hội trường cũ của xã, attendees: [Cán bộ]}}
documents:
  - {{title: Báo cáo chung, file: bao-cao.pdf}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    portal = PortalCase(tmp_path_factory.mktemp("hall")).portal_file()
    shutil.copy(SAMPLES / "mkdocs.yml", portal.root)
    shutil.copytree(SAMPLES / "content", portal.root / "content")
    portal.meeting(MEETING).write(f"meetings/{ID}/bao-cao.pdf", pdf("Bao cao"))
    portal.write(f"meetings/{ID}/rieng.pdf", pdf("Rieng"))
    portal.write(f"meetings/{MOVED}/meeting.yml", MOVED_MEETING)
    portal.write(f"meetings/{MOVED}/bao-cao.pdf", pdf("Bao cao"))
    write_large_meeting(portal)
    portal.run("codes", "issue")
    assert portal.build().exit_code == 0
    with nginx(portal.root / "site", tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def phone(kept: Page, site: str) -> Iterator[Page]:
    """A page as narrow as a phone that comes to the site for the first time, at an hour that a test sets."""
    yield kept
    emptied(kept, site)


def opened(page: Page, address: str, now: str) -> Page:
    page.clock.set_fixed_time(now)
    page.goto(address)
    return page


def papers(page: Page) -> list[str]:
    titles = page.locator("#tai-lieu .ph-doc:visible .ph-doc__title").all_inner_texts()
    return [title.strip() for title in titles]


@pytest.mark.parametrize(
    ("clock", "current", "lines"),
    [
        ("08:05", "Khai mạc", ["Tiếp theo: 08:10 · Báo cáo"]),
        ("08:30", "Báo cáo", ["Báo cáo chung", "Tiếp theo: 09:00 · Thảo luận"]),
        ("09:30", "Thảo luận", ["Bản dành cho tỉnh"]),
    ],
)
def test_the_item_of_the_hour_leads_with_its_papers(
    site: str, phone: Page, clock: str, current: str, lines: list[str]
) -> None:
    page = opened(phone, f"{site}hop/{ID}/", f"2026-07-01T{clock}:00+07:00")
    box = page.locator("[data-ph-on-now]")
    assert box.locator("p a").first.inner_text().endswith(current)
    assert box.locator("li, p.ph-aside").all_inner_texts() == lines
    assert page.locator(".ph-item--current h3").all_inner_texts() == [current]
    assert len(lines) < 2 or violations(page) == [], "the box holds all that it can"
    assert box.bounding_box()["y"] < page.locator(".ph-side").bounding_box()["y"]


@pytest.mark.parametrize("now", ["2026-06-30T08:30:00+07:00", "2026-07-02T08:30:00+07:00"])
def test_before_and_after_the_meeting_nothing_is_under_discussion(site: str, phone: Page, now: str) -> None:
    page = opened(phone, f"{site}hop/{ID}/", now)
    assert page.locator("[data-ph-on-now]").is_hidden()
    assert page.locator(".ph-item--current").count() == 0


def test_a_paper_stands_once_and_other_items_lead_to_it(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{ID}/", "2026-06-20T08:00:00+07:00")
    assert papers(page) == ["Báo cáo chung", "Bản dành cho tỉnh"]
    assert page.locator("#muc-3").locator("xpath=../..").locator("a[href='#tai-lieu-bao-cao']").count() == 1


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-06-30T20:00:00+07:00", "đăng hôm nay"),
        ("2026-07-01T07:00:00+07:00", "đăng hôm qua"),
        ("2026-07-02T07:00:00+07:00", "đăng 30/6/2026"),
    ],
)
def test_a_first_visit_is_told_what_is_new_by_the_clock(site: str, phone: Page, now: str, said: str) -> None:
    page = opened(phone, f"{site}hop/{ID}/", now)
    assert said in page.locator("#tai-lieu-bao-cao").inner_text()


def test_my_point_leads_and_is_remembered(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{ID}/", "2026-06-20T08:00:00+07:00")
    page.get_by_label("Điểm cầu của tôi").select_option("Điểm cầu cấp xã")
    page.reload()
    own = page.locator("[data-ph-my-point]")
    assert "Hội trường xã" in own.inner_text()
    assert "Chủ trì: Bí thư Đảng ủy xã" in own.inner_text()
    assert papers(page) == ["Báo cáo chung"]
    assert page.locator("details.ph-point[open] h3").all_inner_texts() == ["Điểm cầu cấp xã"]
    dates = " ".join(page.locator(".ph-deadlines > li:visible").all_inner_texts())
    assert "Thử đường truyền" in dates
    assert "Báo số lượng" not in dates
    calendar = page.get_by_role("link", name="Thêm vào lịch").evaluate(
        "link => fetch(link.href).then(a => a.text())"
    )
    assert "LOCATION:Hội trường xã" in calendar
    assert "Thử đường truyền" in calendar
    assert "Báo số lượng" not in calendar
    page.get_by_role("button", name="Hiện 1 tài liệu dành cho điểm cầu khác").click()
    assert papers(page) == ["Báo cáo chung", "Bản dành cho tỉnh"]
    page.get_by_label("Điểm cầu của tôi").select_option("Chưa chọn")
    assert papers(page) == ["Báo cáo chung", "Bản dành cho tỉnh"]
    assert violations(page) == []


def test_a_point_scanned_at_a_meeting_that_has_moved_goes_along(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{MOVED}/?diem-cau=xa#diem-cau-xa", "2026-06-22T08:00:00+07:00")
    assert page.locator("[data-ph-my-point]").count() == 0  # its place holds no more
    assert page.locator("[data-ph-hall]").count() == 1
    assert page.locator("[data-ph-save]").is_hidden()  # nothing to take into a hall where nobody meets
    assert page.url == f"{site}hop/{MOVED}/#diem-cau-xa"
    page.locator(".ph-notice a").click()
    page.wait_for_url(f"{site}hop/{ID}/")
    assert page.get_by_label("Điểm cầu của tôi").input_value() == "xa"


@pytest.mark.parametrize(
    ("now", "said", "is_behind"),
    [
        ("2026-06-30T16:10:00+07:00", "Xác nhận tham dự Còn 50 phút", False),
        ("2026-06-30T17:10:00+07:00", "Xác nhận tham dự Đã hết hạn", True),
        ("2026-07-02T08:00:00+07:00", "Xác nhận tham dự Đã hết hạn", True),
    ],
)
def test_what_can_no_longer_be_done_steps_back(
    site: str, phone: Page, now: str, said: str, is_behind: bool
) -> None:
    page = opened(phone, f"{site}hop/{ID}/", now)
    button = page.locator(".ph-links a")
    assert " ".join(button.inner_text().split()) == said
    hall = page.locator("[data-ph-hall]").bounding_box()["y"]
    assert (button.bounding_box()["y"] > hall) is is_behind
    red = page.evaluate("getComputedStyle(document.querySelector('.ph-links a')).backgroundColor")
    assert (red == "rgba(0, 0, 0, 0)") is is_behind


def test_deadlines_expire_and_tests_of_the_line_are_over(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{ID}/", "2026-07-02T08:00:00+07:00")
    chips = page.locator(".ph-deadlines [data-ph-left]").all_inner_texts()
    assert sorted(set(chips)) == ["Đã hết hạn"]


def test_back_leads_to_the_place_and_the_list_as_they_were(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{LARGE}/", "2026-09-14T08:00:00+07:00")
    field = page.get_by_label("Tìm trong danh sách")
    field.fill("giam ngheo")
    found = papers(page)
    last = page.locator("#tai-lieu a.ph-doc__open:visible").last
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    last.click()
    page.locator(".is-ready").wait_for()
    page.go_back()
    page.locator("#tai-lieu").wait_for()
    assert field.input_value() == "giam ngheo"
    assert papers(page) == found
    page.wait_for_function("before => Math.abs(scrollY - before) < 200", arg=before)


def test_the_hall_copy_follows_my_point(site: str, page: Page) -> None:
    page.goto(f"{site}hop/{ID}/")
    page.get_by_label("Điểm cầu của tôi").select_option("Điểm cầu cấp xã")
    page.locator("[data-ph-save]").click()
    expect(page.locator("[data-ph-hall-bar]")).to_contain_text("1/1 tài liệu")
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async n => (await (await caches.open(n)).keys()))))"
        ".flat().map(request => request.url)"
    )
    assert f"{site}hop/{ID}/tai-lieu/bao-cao.pdf" in kept
    assert not [address for address in kept if "rieng" in address and address.endswith(".pdf")]


def test_the_point_s_own_code_chooses_it(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{ID}/", "2026-06-20T08:00:00+07:00")
    scanned = (
        page.locator(".ph-codes figure", has_text="Điểm cầu cấp xã").locator("a").first.get_attribute("href")
    )
    code = str(scanned).rpartition("/q/")[2]
    page.goto(f"{site}q/{code}")
    page.wait_for_url(f"**/hop/{ID}/#diem-cau-xa")  # an address to be passed on chooses for nobody
    assert page.get_by_label("Điểm cầu của tôi").input_value() == "xa"


def test_without_a_script_every_point_and_paper_is_there(site: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}hop/{ID}/?diem-cau=xa#diem-cau-xa")
        assert papers(page) == ["Báo cáo chung", "Bản dành cho tỉnh"]
        assert page.locator("details.ph-point").count() == 2


def test_sixty_papers_stay_within_a_few_screens(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{LARGE}/", "2026-09-20T08:00:00+07:00")
    assert len(papers(page)) == DOCUMENTS
    height = page.locator("#tai-lieu .ph-items").bounding_box()["height"]
    assert height <= SCREENS_FOR_SIXTY_PAPERS * SCREEN
    targets = page.locator("#tai-lieu a.ph-doc__open").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert min(targets) >= 44
    assert violations(page, "#tai-lieu") == []


def test_many_papers_are_narrowed_down(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{LARGE}/", "2026-09-20T08:00:00+07:00")
    page.get_by_label("Tìm trong danh sách").fill("giam ngheo")
    found = papers(page)
    assert 0 < len(found) < DOCUMENTS
    assert (
        page.locator("#tai-lieu").get_by_role("status").inner_text() == f"{len(found)}/{DOCUMENTS} tài liệu"
    )


@pytest.mark.parametrize("width", [1440, 1000])
def test_every_section_is_one_click_away(site: str, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for address in ("", f"hop/{ID}/", "nam/2026/", "huong-dan/", "tai-lieu/", "da-luu/", "404.html"):
            page.goto(site + address)
            sections = page.locator("header nav:visible a").all_inner_texts()
            assert sections == ["Cuộc họp", "Tài liệu", "Cơ quan", "Lĩnh vực", "Hướng dẫn", "Giới thiệu"]
            assert page.locator(".ph-brand").bounding_box()["x"] == pytest.approx(
                page.locator("main h1, main .ph-breadcrumbs").first.bounding_box()["x"], abs=1
            )


def test_a_phone_reaches_every_section_by_keyboard(site: str, phone: Page) -> None:
    page = opened(phone, f"{site}hop/{ID}/", "2026-06-20T08:00:00+07:00")
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
            )
        )
    assert "Tìm kiếm" in names
    assert not page.locator("#__search").is_checked()
    page.get_by_label("Mở danh mục").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".ph-menu nav a:visible").count() == 6
    page.keyboard.press("Escape")
    assert page.locator(".ph-menu nav a:visible").count() == 0


@pytest.mark.parametrize("screen", ["320 px", "200 %", "large letters"])
def test_the_page_holds_on_narrow_screens_and_with_large_letters(
    site: str, browser: Browser, screen: str
) -> None:
    """320 px is a desktop at 400 %; 640 px one at 200 %; large letters are those that a reader has set in the browser."""
    width = {"320 px": 320, "200 %": 640, "large letters": 390}[screen]
    with browser.new_context(viewport={"width": width, "height": 500}) as context:
        for address in (f"hop/{ID}/", f"hop/{LARGE}/", "da-luu/"):
            page = opened(context.new_page(), site + address, "2026-07-01T08:30:00+07:00")
            if screen == "large letters":
                # Material's own is 125 %.
                page.evaluate("document.documentElement.style.fontSize = '250%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if address == f"hop/{ID}/":
                assert page.locator("[data-ph-on-now] a").first.is_visible()
