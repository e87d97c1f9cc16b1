"""Locked papers saved for the hall: encrypted in the browser, opened without a network, forgotten for good."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hall_server import FRESH, UNCHECKED, Hall, running
from playwright.sync_api import BrowserContext, Page, expect

from locked_portal import TITLE, WHOLE, Office
from phonghop.locked import spoken


@pytest.fixture
def hall(locked_office: Office, tmp_path: Path) -> Iterator[Hall]:
    shutil.copytree(locked_office.portal.root / "site", tmp_path / "site")
    with running(tmp_path / "site") as server:
        yield server


def saved(context: BrowserContext, hall: Hall, locked_office: Office) -> Page:
    """Scan the letter and save what it opens."""
    page = context.new_page()
    page.goto(f"{hall.address}q/{locked_office.code(WHOLE)}/#khoa={locked_office.key(WHOLE)}")
    page.locator("[data-ph-save]").click()
    expect(page.locator("[data-ph-hall-bar]")).to_contain_text(f"2/2 tài liệu · {FRESH}")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def home(hall: Hall, locked_office: Office) -> str:
    return f"{hall.address}k/{locked_office.set_id(WHOLE)}/"


def test_a_copy_is_opened_by_the_paper_without_a_network(
    context: BrowserContext, hall: Hall, locked_office: Office
) -> None:
    saved(context, hall, locked_office).close()
    hall.network = "down"
    page = context.new_page()
    page.goto(home(hall, locked_office))
    expect(page.locator("#told")).to_contain_text("Phải có tờ giấy mời")
    page.fill("#typed", spoken.grouped(locked_office.key(WHOLE)))
    page.click("#form button")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("[data-ph-hall-bar]")).to_contain_text(UNCHECKED)
    page.locator("form[role=search][data-ph-nothing] input").fill("khuyết điểm của từng người")
    expect(page.locator("form[data-ph-nothing] li").first).to_contain_text("khuyết điểm")
    page.click("a.ph-doc__open")
    expect(page.locator(".textLayer").first).to_contain_text("khuyết điểm")


def test_a_copy_is_encrypted_and_says_nothing(
    context: BrowserContext, hall: Hall, locked_office: Office
) -> None:
    page = saved(context, hall, locked_office)
    kept = page.evaluate(
        """async () => {
            const texts = []
            for (const name of await caches.keys()) {
                const cache = await caches.open(name)
                for (const request of await cache.keys())
                    texts.push(name, request.url, await (await cache.match(request)).text())
            }
            return texts
        }"""
    )
    assert len(kept) > 30
    assert any(".bin" in text for text in kept)
    assert not [text for text in kept if any(word in text for word in locked_office.secret_words)]
    assert not [text for text in kept if text.startswith("%PDF-")]
    page.goto(f"{hall.address}da-luu/")
    expect(page.locator("[data-ph-saved] li a")).to_have_text("Tài liệu có khóa")


def test_with_the_key_kept_no_paper_is_needed_and_forgetting_removes_both(
    context: BrowserContext, hall: Hall, locked_office: Office
) -> None:
    page = saved(context, hall, locked_office)
    page.click("[data-ph-keep]")
    expect(page.locator("[data-ph-key]")).to_contain_text("Đã giữ chìa khóa")
    page.close()
    hall.network = "down"
    page = context.new_page()
    page.goto(home(hall, locked_office))
    expect(page.locator("h1")).to_have_text(TITLE)
    hall.network = "on"
    page.click("[data-ph-forget]")
    expect(page.locator("#told")).to_contain_text("Phải có tờ giấy mời")
    left = page.evaluate(
        "async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert left == [[], 0]


def test_a_copy_that_is_older_than_what_is_published_says_so(
    context: BrowserContext,
    hall: Hall,
    locked_office: Office,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = saved(context, hall, locked_office)
    monkeypatch.setenv("PHONGHOP_KEYS", str(locked_office.keys_file))
    other = Office(tmp_path / "later", monkeypatch)
    monkeypatch.setenv("PHONGHOP_KEYS", str(locked_office.keys_file))
    other.portal.append(f"meetings/{WHOLE}/meeting.yml", "notes: [Mang theo bút]\n")
    other.run("build")
    shutil.rmtree(hall.folder / "k")
    shutil.copytree(other.portal.root / "site" / "k", hall.folder / "k")
    page.reload()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".ph-meeting")).to_contain_text("Mang theo bút")
    expect(page.locator("[data-ph-hall-bar]")).to_contain_text("trang đã có thay đổi")


def test_a_file_that_comes_damaged_is_not_saved(
    context: BrowserContext, hall: Hall, locked_office: Office
) -> None:
    page = context.new_page()
    page.goto(f"{hall.address}q/{locked_office.code(WHOLE)}/#khoa={locked_office.key(WHOLE)}")
    expect(page.locator("h1")).to_have_text(TITLE)
    lock = (hall.folder / "k" / locked_office.set_id(WHOLE) / "lock.json").read_text("utf-8")
    for file in (hall.folder / "k" / locked_office.set_id(WHOLE)).glob("*.bin"):
        if file.stem not in lock:
            file.write_bytes(file.read_bytes()[:-1] + b"\0")
    page.locator("[data-ph-save]").click()
    expect(page.locator("[data-ph-hall-bar]")).to_contain_text("vừa thay đổi trong lúc lưu")
    assert page.evaluate("() => caches.keys()") == []
