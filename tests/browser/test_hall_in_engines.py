"""The hall's copy in Firefox and WebKit: saved, read without a network, compared, deleted, as in Chromium."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Engine, patiently
from hall_server import FRESH, MEETING, REPORT, UNCHECKED, Hall, replace_report, running, switch_off

from driver import SAMPLES
from locked_portal import TITLE, WHOLE, Office
from phonghop.portal.codes import read_ledger
from phonghop.portal.load import LEDGER_FILE, MEETINGS

BAR = "document.querySelector('[data-ph-hall-bar]').textContent"
READY = "document.querySelector('.is-ready')"
LEDGER, _ = read_ledger(SAMPLES / MEETINGS / LEDGER_FILE, LEDGER_FILE)
CODE = next(c.code for c in LEDGER.codes.values() if not c.subject.kind and c.subject.meeting in MEETING)
SCAN_FREE = f"{MEETING}doc/bao-cao/"


@pytest.fixture
def hall(engine: Engine, built_site: Path, tmp_path: Path) -> Iterator[Hall]:
    """A server at an address of its own, so that a browser has nothing of it."""
    shutil.copytree(built_site, tmp_path / "site")
    with running(tmp_path / "site") as server:
        yield server
        engine.goto("about:blank")


def says(engine: Engine, words: str) -> None:
    engine.until(f"{BAR}.includes({json.dumps(words)})")


def saved(engine: Engine, hall: Hall) -> None:
    engine.goto(f"{hall.address}q/{CODE}/")  # as scanned
    engine.until(f"location.pathname === '/{MEETING}'")
    engine.click("[data-ph-save]")
    says(engine, FRESH)
    engine.until("navigator.serviceWorker.controller")


def digest(engine: Engine, address: str) -> str:
    """Return the SHA-256 of what a page gets for an address."""
    engine.run(
        "window.came = null; fetch(arguments[0]).then(answer => answer.arrayBuffer())"
        ".then(bytes => crypto.subtle.digest('SHA-256', bytes))"
        ".then(sum => { window.came = [...new Uint8Array(sum)].map(b => b.toString(16).padStart(2, '0')).join('') })",
        address,
    )
    found: str = engine.until("window.came")
    return found


def test_saved_read_compared_and_deleted(engine: Engine, hall: Hall) -> None:
    """One copy from the tap that saves it to the tap that deletes it: a network that hangs, none, and one with another version."""
    saved(engine, hall)
    original = (hall.folder / REPORT).read_bytes()
    hall.network = "hanging"
    engine.goto(hall.address + MEETING)
    says(engine, UNCHECKED)
    assert engine.run("return document.documentElement.dataset.phCopy")
    hall.network = "down"
    hall.let_go.set()
    engine.goto(hall.address + MEETING)
    says(engine, UNCHECKED)
    says(engine, "3/3 tài liệu")
    assert digest(engine, hall.address + REPORT) == hashlib.sha256(original).hexdigest()
    searched_and_noted(engine, hall.address + SCAN_FREE)
    replace_report(hall, b"%PDF-1.7 another version")
    engine.goto(hall.address + MEETING)
    says(engine, UNCHECKED)
    assert digest(engine, hall.address + REPORT) == hashlib.sha256(original).hexdigest()
    hall.network = "on"
    engine.goto(hall.address + MEETING)
    says(engine, "đã thay: Báo cáo sơ kết 01 năm 6 tháng")
    new = hashlib.sha256(b"%PDF-1.7 another version").hexdigest()
    assert digest(engine, hall.address + REPORT) == new
    engine.click("[data-ph-save]")
    says(engine, FRESH)
    hall.network = "down"
    assert digest(engine, hall.address + REPORT) == new
    hall.network = "on"
    engine.goto(f"{hall.address}da-luu/")
    engine.until("document.querySelector('.ph-saved > li')?.textContent.includes('3/3 tài liệu')")
    engine.click(".ph-saved > li button")
    engine.until("document.querySelector('[data-ph-saved] > p').textContent === 'Đã xóa bản lưu.'")


def searched_and_noted(engine: Engine, address: str) -> None:
    engine.goto(address)
    engine.until(f"{READY} && document.querySelector('.pdfViewer canvas')")
    engine.click("button[data-section=search]")
    engine.fill("#search-part input", "bao cao")
    engine.until("document.querySelector('#search-part [role=status]').textContent.endsWith('chỗ')")
    engine.click("button[data-section=notes]")
    engine.fill("#note-text", "Ghi khi mất mạng")
    engine.click("#note-form [type=submit]")
    engine.until("document.querySelector('#notes-list li')")
    engine.goto("about:blank")
    engine.goto(address)
    engine.until(f"{READY} && document.querySelector('#notes-list').textContent.includes('Ghi khi mất mạng')")


def test_too_little_room_is_said(engine: Engine, hall: Hall) -> None:
    engine.goto(hall.address + MEETING)
    engine.run(
        "const storage = { estimate: async () => ({ quota: 1e5, usage: 9e4 }) };"
        "Object.defineProperty(navigator, 'storage', { value: storage })"
    )
    engine.click("[data-ph-save]")
    says(engine, "không còn đủ chỗ")
    assert f"/{REPORT}" not in hall.asked


def test_the_switch_removes_worker_and_copy(engine: Engine, hall: Hall) -> None:
    saved(engine, hall)
    switch_off(hall)
    engine.goto(hall.address + MEETING)
    left = "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])"
    engine.until(f"({left}.then(all => {{ window.left = all.flat().length }}), window.left === 0)")


def test_locked_papers_are_saved_encrypted_and_opened_by_the_paper(
    engine: Engine, locked_office: Office, tmp_path: Path
) -> None:
    shutil.copytree(locked_office.portal.root / "site", tmp_path / "site")
    key, code = locked_office.key(WHOLE), locked_office.code(WHOLE)
    with running(tmp_path / "site") as server:
        engine.goto(f"{server.address}q/{code}/#khoa={key}")
        patiently(engine.until, "document.querySelector('.ph-hall:not([hidden]) [data-ph-save]')")
        patiently(engine.click, "[data-ph-save]")
        patiently(says, engine, FRESH)
        patiently(engine.until, "navigator.serviceWorker.controller")
        server.network = "down"
        patiently(engine.run, "sessionStorage.clear()")
        engine.goto(f"{server.address}k/{locked_office.set_id(WHOLE)}/")
        patiently(
            engine.until, "document.getElementById('told')?.textContent.includes('Phải có tờ giấy mời')"
        )
        patiently(engine.fill, "#typed", key)
        patiently(engine.click, "#form button")
        patiently(engine.until, f"document.querySelector('h1')?.textContent === {json.dumps(TITLE)}")
        patiently(says, engine, UNCHECKED)
        patiently(engine.click, "a.ph-doc__open")
        patiently(engine.until, "document.querySelector('.textLayer')?.textContent.includes('khuyết điểm')")
        server.network = "on"
        engine.goto(f"{server.address}k/{locked_office.set_id(WHOLE)}/")
        patiently(engine.until, "document.querySelector('[data-ph-forget]')")
        patiently(engine.click, "[data-ph-forget]")
        patiently(
            engine.until, "document.getElementById('told')?.textContent.includes('Phải có tờ giấy mời')"
        )
        # Asked again each time: the page that tells it is loaded anew meanwhile.
        engine.until("(caches.keys().then(names => { window.left = names.length }), window.left === 0)")
        engine.goto("about:blank")
