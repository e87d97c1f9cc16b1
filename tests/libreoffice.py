"""LibreOffice, which opens what Word does and was written by others."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_REMEDY = (
    "LibreOffice is missing: run `apt-get install -y libreoffice-writer-nogui`, then run the tests again"
)


def print_all(folder: Path) -> None:
    """Convert every DOCX in `folder` into a PDF beside it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail(_REMEDY)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = map(str, sorted(folder.glob("*.docx")))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
