"""Locked papers in Firefox and WebKit, as they are in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Engine, firefox, webkit

from locked_portal import TITLE, WHOLE, Office
from phonghop.site.publishing import publish
from web_server import nginx


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("office"), patch)
        office.built()
        yield office


@pytest.fixture(scope="module")
def address(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    live = publish(office.portal.root / "site", tmp_path_factory.mktemp("published")).live
    with nginx(live, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(scope="module", params=[firefox, webkit], ids=lambda start: start.__name__)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("engine") / "home"
    with request.param(folder) as engine:
        yield engine
        if request.param is firefox:
            assert engine.complaints() == []


def test_a_scanned_letter_opens_the_meeting_and_its_documents(
    engine: Engine, office: Office, address: str
) -> None:
    key = office.key(WHOLE)
    engine.goto(f"{address}q/{office.code(WHOLE)}/#khoa={key}")
    assert engine.until("document.querySelector('.ph-meeting h1')?.textContent") == TITLE
    assert key not in engine.run("return location.href")
    engine.click("a.ph-doc__open")
    engine.until("document.querySelector('.is-ready')")
    engine.until("document.querySelector('.textLayer')?.textContent.includes('khuyết điểm')")
    assert key not in engine.run("return location.href")
    engine.run("history.back()")
    engine.until("document.querySelector('.ph-meeting')")
    engine.click("[data-ph-keep]")
    engine.until("document.querySelector('[data-ph-key] [role=status]').textContent.includes('Đã giữ')")
    engine.run("sessionStorage.clear()")
    engine.goto(f"{address}k/{office.set_id(WHOLE)}/")
    engine.until("document.querySelector('.ph-meeting')")
    engine.click("[data-ph-forget]")
    engine.until("document.getElementById('told')?.textContent.includes('Phải có tờ giấy mời')")


def test_without_the_letter_nothing_opens(engine: Engine, office: Office, address: str) -> None:
    engine.goto(f"{address}q/{office.code(WHOLE)}/")
    assert "Phải có tờ giấy mời" in engine.run("return document.body.innerText")
    engine.goto(f"{address}q/{office.code(WHOLE)}/#khoa={'2' * 28}")
    engine.until("document.getElementById('told')?.textContent.includes('không mở được tài liệu ở đây')")
