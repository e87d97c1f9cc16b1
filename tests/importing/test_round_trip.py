"""A letter that the portal itself prints is read back: what its meeting says stands in fields of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from driver import SAMPLES
from phonghop.importing import docx, pdf
from phonghop.importing.letter import read_letter
from phonghop.pages.letters import letter_of
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal import load
from phonghop.source import plain
from phonghop.source.nodes import Plain
from phonghop.text.folding import fold
from phonghop.text.strings import strings


def squeezed(text: str) -> str:
    return re.sub(r"[^\w]|_", "", fold(text))


def leaves(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(part)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_a_printed_letter_says_is_read_back(kind: str, tmp_path: Path) -> None:
    t = strings("vi")
    portal, _ = load(SAMPLES)
    assert portal
    printed = found = 0
    for folder in portal.folders:
        letter = letter_of(folder, portal, "https://hop.example.gov.vn/", "print", t)
        path = tmp_path / f"{folder.id}.{kind}"
        path.write_bytes(render_docx(letter) if kind == "docx" else render_pdf(letter))
        lines = docx.read(path).lines if kind == "docx" else pdf.read(path)
        said = squeezed(" ".join(lines))
        fields = "".join(squeezed(r.text) for r in read_letter(lines, portal.settings.bodies, t).readings)
        values = [v for v in map(squeezed, leaves(plain(folder.node))) if len(v) > 3 and v in said]
        printed += len(values)
        found += sum(value in fields for value in values)
    print(f"{kind}: {found} of {printed}")
    assert printed > 450
    assert found / printed > 0.95
