"""Hosts besides MkDocs: ProperDocs, which continues MkDocs 1, and one template of ours. Each builds where no MkDocs is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from driver import PROJECT, SETTINGS, PortalCase, some_samples

PAGE = "hop/2026-07-01-so-ket-nghi-quyet-57/index.html"


def run_without(hosts: tuple[str, ...], root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run our command with everything that is installed, but for `hosts`."""
    folder = root.parent / "libraries"
    folder.mkdir()
    for place in filter(None, sys.path):
        if place.endswith("site-packages"):
            for entry in Path(place).iterdir():
                if not re.fullmatch(rf"({'|'.join(hosts)})(-\d.*)?", entry.name):
                    (folder / entry.name).symlink_to(entry)
    script = (
        f"import sys; sys.path[:] = [p for p in sys.path if not p.endswith('site-packages')]; sys.path[:0] = {[str(PROJECT / 'plugins'), str(folder)]!r}\n"
        f"import importlib.util; assert not any(map(importlib.util.find_spec, {hosts!r}))\n"
        "from phonghop.adapters.command_line import main; main()\n"
    )
    return subprocess.run(
        [sys.executable, "-S", "-c", script, "--root", str(root), *command],
        env={**os.environ, "XDG_CACHE_HOME": str(root.parent / "caches"), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )


def test_a_portal_is_built_without_mkdocs(tmp_path: Path) -> None:
    root = some_samples(tmp_path / "cong").root
    done = run_without(("mkdocs",), root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nghị quyết số 57" in (root / "site" / PAGE).read_text("utf-8")
    assert (root / "site" / "sitemap.xml").exists()


@pytest.fixture
def portal(tmp_path: Path) -> PortalCase:
    portal = PortalCase(tmp_path / "cong")
    for path, content in SETTINGS.items():
        portal.write(path, content)
    portal.portal_file().meeting()
    portal.write("content/index.md", "# Trang chủ\n\n[Giới thiệu](phu/gioi-thieu.md) ![](anh.png)\n")
    portal.write(
        "content/phu/gioi-thieu.md", "---\nhide: toc\n---\n# Giới thiệu\n\nLời viết tay. [Về](../index.md)\n"
    )
    portal.write("content/anh.png", "x")
    return portal


def test_a_portal_is_built_without_any_host(portal: PortalCase) -> None:
    done = run_without(("mkdocs", "properdocs", "material"), portal.root, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    site = portal.root / "site"
    home = (site / "index.html").read_text("utf-8")
    assert 'href="phu/gioi-thieu/"' in home
    assert "Lời viết tay." in (site / "phu/gioi-thieu/index.html").read_text("utf-8")
    assert 'href="../../"' in (site / "phu/gioi-thieu/index.html").read_text("utf-8")
    assert (site / "anh.png").read_text() == "x"
    assert "phu/gioi-thieu/" in (site / "sitemap.xml").read_text("utf-8")


def test_what_is_written_by_hand_changes_its_page(portal: PortalCase) -> None:
    assert portal.build("--plain").exit_code == 0
    portal.write("content/index.md", "# Trang chủ mới\n")
    assert portal.build("--plain").exit_code == 0
    assert "Trang chủ mới" in (portal.root / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_an_office_may_write_its_own_robots_later(portal: PortalCase, options: tuple[str, ...]) -> None:
    assert portal.build(*options).exit_code == 0
    portal.write("content/robots.txt", "User-agent: *\nDisallow: /\n")
    assert portal.build(*options).exit_code == 0
    assert (portal.root / "site/robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    portal.write("content/hop.json", "{}")
    assert "content/hop.json:1:1: PH407" in portal.build(*options).output


@pytest.mark.parametrize(
    ("file", "words", "code"),
    [
        ("content/index.md", "<script>alert(1)</script>\n", "PH420"),
        ("content/hop/2026-07-01-hop/index.md", "# Trùng\n", "PH407"),
        ("mkdocs.yml", "site_name: [\n", "PH456"),
    ],
)
def test_what_is_wrong_is_told(portal: PortalCase, file: str, words: str, code: str) -> None:
    portal.write(file, words)
    done = portal.build("--plain")
    assert done.exit_code == 1
    assert f"{file}:1:1: {code}" in done.output
    assert not (portal.root / "site").exists()
