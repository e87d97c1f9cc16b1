"""The files of pdf.js are those that `make vendor` makes, and no others."""

import hashlib

from driver import PROJECT

LIST = PROJECT / ".ci" / "vendored.sha256"
ASSETS = PROJECT / "theme" / "assets"


def test_every_file_is_as_it_was_made() -> None:
    recorded = dict(reversed(line.split()) for line in LIST.read_text("utf-8").splitlines() if line[0] != "#")
    there = {
        file.relative_to(PROJECT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for folder in ("pdfjs", "noble")
        for file in ASSETS.glob(f"{folder}-*/**/*")
        if file.is_file()
    }
    assert there == recorded


def test_every_part_comes_with_its_licence() -> None:
    licences = {file.name for file in ASSETS.glob("pdfjs-*/LICENSE*.txt")}
    assert {"LICENSE.txt", "LICENSE_JBIG2.txt", "LICENSE_OPENJPEG.txt", "LICENSE_FOXIT.txt"} <= licences
    for licence in ASSETS.glob("pdfjs-*/LICENSE*.txt"):
        assert "GNU" not in licence.read_text("utf-8"), licence
