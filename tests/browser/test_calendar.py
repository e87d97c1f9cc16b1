"""The offer of a calendar on a phone: near the time, large enough, explained on demand, and never before documents."""

from playwright.sync_api import Browser

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
PHONE = {"width": 390, "height": 844}


def test_link_gives_a_calendar_and_says_what_happens(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-06-28T08:00:00+07:00")
        page.goto(site_url + MEETING)
        link = page.get_by_role("link", name="Thêm vào lịch")
        assert link.bounding_box()["height"] >= 44
        assert page.locator("#tai-lieu").bounding_box()["y"] < PHONE["height"]
        with page.expect_download() as download:
            link.click()
        assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
        assert page.get_by_text("Thêm tất cả").is_hidden()
        page.get_by_text("Cách thêm vào lịch").click()
        assert page.get_by_text("Thêm tất cả").is_visible()


def test_event_data_needs_no_permission_to_run(browser: Browser, site_url: str) -> None:
    """Under a policy that allows no script at all, the block alone is neither refused nor reported."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        block = page.locator('script[type="application/ld+json"]').evaluate("block => block.outerHTML")
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">"
        page.set_content(f"<!doctype html>{policy}<title>x</title>{block}")
        assert '"@type":"Event"' in page.locator("script").text_content()
        assert refused == []
