"""Locked papers in Firefox and WebKit, as they are in Chromium."""

from __future__ import annotations

from engines import Engine, patiently

from locked_portal import TITLE, WHOLE, Office


def test_a_scanned_letter_opens_the_meeting_and_its_documents(
    engine: Engine, locked_office: Office, locked_address: str
) -> None:
    key = locked_office.key(WHOLE)
    engine.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/#khoa={key}")
    assert patiently(engine.until, "document.querySelector('.ph-meeting h1')?.textContent") == TITLE
    assert key not in patiently(engine.run, "return location.href")
    patiently(
        engine.run,
        "const box = document.querySelector('form[data-ph-nothing] input'); box.value = 'nha dat xe co';"
        "box.dispatchEvent(new Event('input', { bubbles: true }))",
    )
    patiently(
        engine.until, "document.querySelector('form[data-ph-nothing] li')?.textContent.includes('Bảng kê')"
    )
    patiently(engine.click, "a.ph-doc__open")
    patiently(engine.until, "document.querySelector('.is-ready')")
    patiently(engine.until, "document.querySelector('.textLayer')?.textContent.includes('khuyết điểm')")
    assert key not in patiently(engine.run, "return location.href")
    patiently(engine.run, "history.back()")
    patiently(engine.until, "document.querySelector('.ph-meeting')")
    patiently(engine.click, "[data-ph-keep]")
    patiently(
        engine.until, "document.querySelector('[data-ph-key] [role=status]').textContent.includes('Đã giữ')"
    )
    patiently(engine.run, "sessionStorage.clear()")
    engine.goto(f"{locked_address}k/{locked_office.set_id(WHOLE)}/")
    patiently(engine.until, "document.querySelector('.ph-meeting')")
    patiently(engine.click, "[data-ph-forget]")
    patiently(engine.until, "document.getElementById('told')?.textContent.includes('Phải có tờ giấy mời')")


def test_without_the_letter_nothing_opens(engine: Engine, locked_office: Office, locked_address: str) -> None:
    engine.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/")
    assert "Phải có tờ giấy mời" in patiently(engine.run, "return document.body.innerText")
    engine.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/#khoa={'2' * 28}")
    patiently(
        engine.until, "document.getElementById('told')?.textContent.includes('không mở được tài liệu ở đây')"
    )
