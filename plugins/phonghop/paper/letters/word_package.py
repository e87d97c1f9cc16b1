"""What python-docx does not do: footnotes, the page number, and bytes that depend on the letter alone."""

# python-docx keeps the XML below its objects private, and has no other way to what it does not know itself.
# ruff: noqa: SLF001

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from phonghop.paper.letters.parts import Letter
from phonghop.text.region import here
from phonghop.text.runs import Run, Runs

_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIRST_NOTE = 1
"""Word keeps the numbers -1 and 0 for the rule above the notes."""
_PROPERTY = 255
"""Characters that a property of a Word file may have; the subject of a letter can have more."""
_NO_DATE = date(2000, 1, 1)
"""Stands in the file of a letter without a date; Word wants one."""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def add_footnotes(document: Document, notes: Sequence[Runs], style_id: str) -> None:
    """Give `document` real footnotes, numbered from 1 in the order of `notes`."""
    entries = "".join(_note(number, words, style_id) for number, words in enumerate(notes, _FIRST_NOTE))
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f"</w:footnote>{entries}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _FOOTNOTES)


def _note(number: int, words: Runs, style_id: str) -> str:
    text = "".join(_note_run(run) for run in words if not run.note)
    mark = (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    )
    properties = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>'
    return f'<w:footnote w:id="{number}"><w:p>{properties}{mark}{text}</w:p></w:footnote>'


def _note_run(run: Run) -> str:
    style = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def add_note_mark(paragraph: Paragraph, number: int, *, again: bool) -> None:
    """Put the mark of footnote `number` at the end of `paragraph`; `again` repeats the number of a note told before."""
    paragraph.add_run("(").font.superscript = True
    run = paragraph.add_run(str(number) if again else "")
    run.font.superscript = True
    if not again:
        run._r.append(OxmlElement("w:footnoteReference", {qn("w:id"): str(number)}))
    paragraph.add_run(")").font.superscript = True


def add_page_number(paragraph: Paragraph) -> None:
    """Put the field of the page's number into `paragraph`."""
    run = paragraph.add_run()
    begin, end = (OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}) for kind in ("begin", "end"))
    instruction = OxmlElement("w:instrText")
    instruction.text = " PAGE "
    for element in (begin, instruction, end):
        run._r.append(element)


def packed(document: Document, letter: Letter, title: str) -> bytes:
    """Return the file of `document`, dated by the letter and not by the clock."""
    facts = document.core_properties
    facts.title, facts.language = title[:_PROPERTY], "vi-VN" if letter.language == "vi" else letter.language
    facts.author = facts.last_modified_by = facts.comments = ""
    facts.created = facts.modified = datetime.combine(letter.date or _NO_DATE, time(), here().zone)
    facts.revision = 1
    written = io.BytesIO()
    document.save(written)
    return _redated(written)


def _redated(archive: io.BytesIO) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
    return data.getvalue()
