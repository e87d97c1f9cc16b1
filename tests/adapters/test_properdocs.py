"""ProperDocs, which continues MkDocs 1, is a host too: the project's own portal is built by it where no MkDocs is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from driver import PROJECT

PAGE = "hop/2026-07-01-so-ket-nghi-quyet-57/index.html"


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """Everything that is installed, but for MkDocs."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    for place in filter(None, sys.path):
        if place.endswith("site-packages"):
            for entry in Path(place).iterdir():
                if entry.name != "mkdocs" and not entry.name.startswith("mkdocs-1"):
                    (folder / entry.name).symlink_to(entry)
    return folder


def test_a_portal_is_built_without_mkdocs(libraries: Path, tmp_path: Path) -> None:
    root = tmp_path / "cong"
    for name in ("meetings", "content"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    script = (
        f"import sys; sys.path[:] = [p for p in sys.path if not p.endswith('site-packages')]; sys.path[:0] = {[str(PROJECT / 'plugins'), str(libraries)]!r}\n"
        "import importlib.util; assert importlib.util.find_spec('mkdocs') is None\n"
        "from phonghop.adapters.command_line import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, "--root", str(root), "build"],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "caches"), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nghị quyết số 57" in (root / "site" / PAGE).read_text("utf-8")
    assert (root / "site" / "sitemap.xml").exists()
