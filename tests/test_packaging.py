"""The wheel carries what it needs: used from elsewhere, it builds a portal without the checkout."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
NEEDED = (
    "phonghop/py.typed",
    "phonghop/locales/vi.toml",
    "phonghop/locales/en.toml",
    "phonghop/model/reference.toml",
    "phonghop/paper/fonts/Tinos-Regular.ttf",
    "phonghop/paper/fonts/OFL.txt",
    "phonghop/paper/letters/letter.typ",
    "phonghop/theme/main.html",
    "phonghop/theme/portal/meeting.html",
    "phonghop/theme/assets/stylesheets/portal.css",
    "phonghop/theme/assets/javascripts/portal.js",
    "phonghop/theme/assets/images/favicon.png",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_has_every_file_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert set(NEEDED) <= names
    assert not [name for name in names if name.startswith(("tests/", "meetings/", "docs/"))]


def test_package_page_has_no_link_into_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    assert "License-Expression: MIT AND OFL-1.1" in metadata
    assert "# Phòng họp" in metadata
    assert not re.search(r"\]\((?!https?:)", metadata)


def test_wheel_starts_and_builds_a_portal_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    project = tmp_path / "portal"
    project.mkdir()
    # The checkout is installed in editable form; PYTHONPATH comes before it.
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONWARNINGS": "ignore"}
    answers = [
        "--name",
        "Cổng thử",
        "--url",
        "https://hop.example.gov.vn/",
        "--body",
        "Tỉnh ủy",
        "--symbol",
        "TU",
    ]
    for command in (["init", *answers, "--letters", "party-hd05"], ["build"]):
        done = subprocess.run(
            [sys.executable, "-m", "phonghop", *command],
            cwd=project, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    (page,) = (project / "site" / "hop").glob("*-cuoc-hop-vi-du/index.html")
    assert "Cuộc họp ví dụ" in page.read_text("utf-8")
    assert list((project / "site" / "assets" / "stylesheets").glob("phonghop.*.min.css"))
    assert "Hướng dẫn cho đại biểu" in (project / "site" / "huong-dan" / "index.html").read_text("utf-8")
