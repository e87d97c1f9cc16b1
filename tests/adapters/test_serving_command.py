"""``phonghop serving`` and ``phonghop check --live``, as they are typed on a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.site.serving import cloudflare
from phonghop.text.region import VIETNAM
from sample_files import pdf
from web_server import plain_server

HELD = "documents:\n  - {file: bc.pdf, title: Báo cáo, release: 01/7/2026 7 giờ}\n"
ADDRESS = f"hop/{MEETING_ID}/tai-lieu/bc.pdf"


@pytest.fixture
def built(portal: PortalCase) -> PortalCase:
    portal.portal_file().with_settings().meeting()
    return portal


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["nginx", "--listen", "tám mươi"], "--listen «tám mươi» không phải cổng mạng"),
        (["nginx", "--tls-key", "k.pem"], "phải đi cùng nhau"),
        (["nginx", "--hsts"], "--hsts chỉ có nghĩa khi phục vụ https"),
        (["alarm"], "Thiếu --mail"),
    ],
)
def test_options_that_make_no_server_are_refused(built: PortalCase, options: list[str], words: str) -> None:
    answer = built.run("serving", *options)
    assert answer.exit_code == 2
    assert words in answer.output


@pytest.mark.parametrize("kind", ["nginx", "container", "headers"])
def test_portal_in_a_subfolder_gets_no_configuration_of_a_root(built: PortalCase, kind: str) -> None:
    settings = built.read("mkdocs.yml").replace("gov.vn/", "gov.vn/hop/")
    built.write("mkdocs.yml", settings)
    answer = built.run("serving", kind)
    assert answer.exit_code == 1
    assert "mkdocs.yml:1:1: PH910 Cổng ở thư mục con (https://hop.example.gov.vn/hop/)" in answer.output
    assert built.run("serving", "github").exit_code == 0


def test_a_workflow_is_put_into_folders_that_are_not_there_yet(built: PortalCase) -> None:
    assert (
        built.run("serving", "github", "--to", str(built.root / ".github/workflows/portal.yml")).exit_code
        == 0
    )
    assert "fetch-depth: 0" in built.read(".github/workflows/portal.yml")


def test_units_name_this_project_and_its_command(built: PortalCase) -> None:
    service = built.run("serving", "service", "--user", "vanthu").output
    assert "WorkingDirectory=ROOT\n" in service
    assert "/phonghop build\n" in service
    assert (
        "quantri@example.gov.vn" in built.run("serving", "alarm", "--mail", "quantri@example.gov.vn").output
    )


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [("service", 0), ("github", 0), ("gitlab", 0), ("container", 0), ("nginx", 2), ("headers", 2)],
)
def test_only_what_names_parts_of_pages_needs_a_built_site(
    built: PortalCase, kind: str, exit_code: int
) -> None:
    shutil.rmtree(built.root / "site", ignore_errors=True)
    assert built.run("serving", kind).exit_code == exit_code


# A document that should be there by now


@pytest.fixture
def live(portal: PortalCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A live site without the document that was to be released at seven; it is half past."""
    portal.portal_file().meeting(HELD).write(f"meetings/{MEETING_ID}/bc.pdf", pdf("Bao cao"))
    at(monkeypatch, "07:30")
    site = tmp_path / "live"
    site.mkdir()
    return site


def at(monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    moment = datetime.fromisoformat(f"2026-07-01T{clock}:00").replace(tzinfo=VIETNAM)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))


def publish_document(site: Path) -> None:
    file = site / ADDRESS
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF")


def test_document_that_missed_its_hour_is_told(portal: PortalCase, live: Path) -> None:
    answer = portal.check("--live", str(live))
    assert answer.exit_code == 1
    place = f"meetings/{MEETING_ID}/meeting.yml:6:"
    assert place in answer.output
    assert f"PH911 Tài liệu đã đến giờ phát hành mà {live} chưa có {ADDRESS}" in answer.output
    publish_document(live)
    assert portal.check("--live", str(live)).exit_code == 0


def test_document_may_be_a_quarter_of_an_hour_late(
    portal: PortalCase, live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "07:14")
    assert "PH911" not in portal.check("--live", str(live)).output


@pytest.fixture
def web(live: Path) -> Iterator[str]:
    with plain_server(live) as address:
        yield address


def test_live_site_is_asked_over_the_web(portal: PortalCase, live: Path, web: str) -> None:
    assert "PH911" in portal.check("--live", web).output
    publish_document(live)
    assert portal.check("--live", web).exit_code == 0


def test_live_site_that_does_not_answer_is_no_sign_of_health(portal: PortalCase, live: Path) -> None:
    for nowhere in (str(live / "khong-co"), "http://127.0.0.1:9/"):
        answer = portal.check("--live", nowhere)
        assert answer.exit_code == 2
        assert f"Không đọc được cổng đang phục vụ ở {nowhere}" in answer.output


def test_what_cloudflare_does_not_take_is_told(built: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
    site = built.root / "site"
    site.mkdir(exist_ok=True)
    (site / "index.html").write_text("<p>a</p>", "utf-8")
    with (site / "tron-bo.pdf").open("wb") as pack:
        pack.truncate(25 * 2**20 + 1)
    told = built.run("serving", "headers")
    assert "tron-bo.pdf:1:1: PH918" in told.output
    assert "PH917" not in told.output
    monkeypatch.setattr(cloudflare, "FILES", 1)
    assert "PH917 Có " in built.run("serving", "headers").output
    assert "PH91" not in built.run("serving", "nginx").output
