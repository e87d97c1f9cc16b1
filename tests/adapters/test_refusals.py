"""What the machine refuses: told with its place, never as a trace. Asked of a command that obeys permissions."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.adapters.environment import cache_folder, refusal
from phonghop.portal.codes import HEADER

LEDGER = "meetings/issued.tsv"

_OBEYING = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    if os.geteuid() == 0
    else []
)
"""What takes from root the right to read and write everything: containers run tests as root."""


def run(portal: PortalCase, *arguments: str, **environment: str) -> tuple[int, str]:
    """Return exit code and output of the command, which may read and write only what permissions allow."""
    command = [*_OBEYING, sys.executable, "-m", "phonghop", "--root", str(portal.root), *arguments]
    done = subprocess.run(
        command, cwd=portal.root, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def site(portal: PortalCase) -> PortalCase:
    return portal.meeting().with_settings()


def closed(path: Path, mode: int = 0) -> Callable[[], None]:
    """Close what is at `path`; return what opens it again, so that it can be removed."""
    before = path.stat().st_mode
    path.chmod(mode)
    return lambda: path.chmod(before)


CLOSED = {
    "content/index.md": "PH117",
    "content/hinh.png": "PH117",
    "content/muc": "PH117",
    "mkdocs.yml": "PH809",
    LEDGER: "PH117",
    "meetings": "PH117",
    f"meetings/{MEETING_ID}": "PH117",
    f"meetings/{MEETING_ID}/meeting.yml": "PH117",
    f"meetings/{MEETING_ID}/phu-luc": "PH117",
}
"""What may not be read, and the code that is told at its first line."""
BUILD_EACH = """\
import json, sys
from click.testing import CliRunner
from phonghop.adapters.command_line import cli
builds = [CliRunner().invoke(cli, ["--root", root, "build"], catch_exceptions=False) for root in sys.argv[1:]]
print(json.dumps([(build.exit_code, build.output) for build in builds]))
"""


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, bool]]:
    """Exit code and output of a build with each part of a portal closed, and whether its site stayed as it was.

    One process that obeys permissions builds a portal for each.
    """
    sites = [PortalCase(tmp_path_factory.mktemp("closed")) for _ in CLOSED]
    for site in sites:
        site.portal_file().meeting().with_settings().write(LEDGER, HEADER)
        site.write("content/muc/trang.md", "# A\n").write("content/hinh.png", b"\x89PNG")
        site.write(f"meetings/{MEETING_ID}/phu-luc/a.txt", "a")
    good = [site.site() for site in sites]
    opens = [closed(site.root / path) for site, path in zip(sites, CLOSED, strict=True)]
    try:
        command = [*_OBEYING, sys.executable, "-c", BUILD_EACH, *(str(site.root) for site in sites)]
        done = subprocess.run(command, capture_output=True, check=True)
    finally:
        for open_again in opens:
            open_again()
    stayed = [site.site() == files for site, files in zip(sites, good, strict=True)]
    answers = json.loads(done.stdout)
    return {path: (*answer, same) for path, answer, same in zip(CLOSED, answers, stayed, strict=True)}


@pytest.mark.parametrize("path", CLOSED)
def test_what_cannot_be_read_is_told_at_its_place(
    refused: dict[str, tuple[int, str, bool]], path: str
) -> None:
    code, output, site_stayed = refused[path]
    assert code == 1
    assert f"{path}:1:1: {CLOSED[path]}" in output
    assert site_stayed


def test_what_cannot_be_read_leaves_no_trace(site: PortalCase) -> None:
    """Nor does the process end otherwise than by its answer."""
    opens = closed(site.root / f"meetings/{MEETING_ID}/meeting.yml")
    try:
        code, output = run(site, "build")
    finally:
        opens()
    assert (code, "Traceback" in output) == (1, False)
    assert f"meetings/{MEETING_ID}/meeting.yml:1:1: PH117" in output


def test_a_project_that_cannot_be_written_is_told(site: PortalCase) -> None:
    opens = closed(site.root, 0o555)
    try:
        code, output = run(site, "build")
    finally:
        opens()
    assert (code, "Traceback" in output) == (1, False)
    assert "mkdocs.yml:1:1: PH811" in output


def test_a_list_of_codes_that_cannot_be_written_is_told(site: PortalCase) -> None:
    opens = closed(site.write(LEDGER, HEADER).root / LEDGER, 0o444)
    try:
        code, output = run(site, "codes", "issue")
    finally:
        opens()
    assert (code, "Traceback" in output) == (1, False)
    assert f"{LEDGER}:1:1: PH809" in output


@pytest.mark.parametrize("epoch", ["99999999999999", "-99999999999", "9" * 30, "hôm nay", "7258118400"])
@pytest.mark.parametrize("arguments", [("build",), ("check",), ("codes", "issue")])
def test_a_moment_of_the_build_that_is_none_is_told(
    site: PortalCase, monkeypatch: pytest.MonkeyPatch, epoch: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    answer = site.run(*arguments)
    assert answer.exit_code == 1
    assert answer.output.startswith("SOURCE_DATE_EPOCH:1:1: PH810 ")


def test_the_host_tells_it_too(site: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hôm nay")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=site.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "PH810" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told_and_what_was_begun_is_removed(
    site: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `write` raises names no file."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("phonghop.site.exchange.Tree.checksums", full)
    answer = site.build()
    assert answer.exit_code == 1
    assert ".:1:1: PH809 Máy không cho đọc hoặc ghi: No space left on device" in answer.output
    assert site.read("site/index.html") == "<p>Bản tốt\n"
    assert not list(cache_folder(site.root).glob("previous-*"))
    monkeypatch.undo()
    assert site.build().exit_code == 0


def test_a_copy_onto_a_full_disk_names_the_copy(site: PortalCase) -> None:
    full = OSError(28, "No space left on device", "/usr/lib/a.js", None, str(site.root / "site/a.js"))
    problem = refusal(full, site.root)
    assert problem
    assert problem.place.file == "site/a.js"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to somebody else")
def test_after_sudo_the_clerk_is_told_what_to_do(site: PortalCase) -> None:
    assert site.build().exit_code == 0
    folder, good = site.root / "site", site.site()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
        path.chmod(0o755)  # whatever the mask of whoever runs the tests
    code, output = run(site.write("content/moi.md", "# Mới\n"), "build")
    assert "Traceback" not in output
    assert code == 1
    assert f"mkdocs.yml:1:1: PH811 Không được phép ghi vào {folder}" in output
    assert f'sudo chown -R "$USER" {folder}' in output
    assert site.site() == good


def test_three_who_build_at_once_all_end_well(site: PortalCase) -> None:
    command = [sys.executable, "-m", "phonghop", "--root", str(site.root), "build"]
    builds = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(3)
    ]
    output = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], output
    assert sum("Đã dựng xong" in text for text in output) == 1


def test_a_site_that_is_a_link_stays_one_and_that_is_told(site: PortalCase, tmp_path: Path) -> None:
    root = tmp_path / "www"
    shutil.move(site.root / "site", root)
    (site.root / "site").symlink_to(root)
    answer = site.build()
    assert f"site là một liên kết; bản mới thay vào nơi nó trỏ tới: {root}" in answer.output
    assert (site.root / "site").is_symlink()
    assert "Bản tốt" not in (root / "index.html").read_text("utf-8")


def test_the_editor_says_that_its_port_is_taken(site: PortalCase) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = site.run("edit", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert refused.exit_code == 2
    assert "Không mở được cổng mạng" in refused.output
