"""The wheel carries what it needs: used from elsewhere, it builds a portal without the checkout."""

import os
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


def test_wheel_builds_a_portal_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    project = tmp_path / "portal"
    folder = project / "meetings" / "2026-07-06-giao-ban"
    folder.mkdir(parents=True)
    (project / "content").mkdir()
    (project / "content" / "index.md").write_text("# Trang chủ\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(
        "site_name: Thử\nsite_url: https://hop.example.gov.vn/\ndocs_dir: content\n"
        "theme: {name: material, language: vi, font: false}\nplugins: [search, phonghop]\nnav: [index.md]\n",
        encoding="utf-8",
    )
    (project / "meetings" / "portal.yml").write_text(
        "name: Cổng\npublisher: Văn phòng\nbodies:\n  - {id: tinh-uy, name: Tỉnh ủy, letters: party-hd05, symbol: TU}\n",
        encoding="utf-8",
    )
    (folder / "meeting.yml").write_text(
        "title: Giao ban\norganizer: tinh-uy\nform: in-person\nsessions: 06/7/2026 8 giờ\n", encoding="utf-8"
    )
    # The checkout is installed in editable form; PYTHONPATH comes before it.
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-m", "phonghop", "build"],
        cwd=project, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    page = (project / "site" / "hop" / "2026-07-06-giao-ban" / "index.html").read_text("utf-8")
    assert "Giao ban" in page
    assert list((project / "site" / "assets" / "stylesheets").glob("phonghop.*.min.css"))
