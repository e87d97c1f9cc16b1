"""Letters as DOCX, written as clerks do: heading in a table, by tabs, in text boxes; runs that Word has split; old typefaces.

The XML is written here by hand, by other code than that which reads it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from phonghop.text.old_fonts import _TCVN3_CODES, _TCVN3_LETTERS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def write(path: Path, body: str, **parts: str) -> Path:
    """Write a DOCX whose body is `body`, with other parts by their names."""
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
        )
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>')
        package.writestr("word/_rels/document.xml.rels", relationships(*parts))
    return path


def relationships(*kinds: str, target: str = "{}.xml") -> str:
    """Return the links of a part to parts of these kinds, each called by its kind."""
    links = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/{kind}" Target="{target.format(kind)}"/>'
        for n, kind in enumerate(kinds)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


def run(text: str, more: str = "") -> str:
    return f'<w:r>{more}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, runs: Callable[[str], str] = run) -> str:
    return f"<w:p>{runs(text)}</w:p>"


def split_runs(text: str) -> str:
    """Return runs as Word leaves them after spell checking and a tracked insertion."""
    third = len(text) // 3
    inserted = f'<w:ins w:id="1" w:author="A">{run(text[third : 2 * third])}</w:ins>'
    deleted = '<w:del w:id="2" w:author="A"><w:r><w:delText>đã xóa</w:delText></w:r></w:del>'
    return (
        run(text[:third]) + inserted + deleted + f'<w:proofErr w:type="spellStart"/>{run(text[2 * third :])}'
    )


def as_word_saves(text: str) -> str:
    """Return runs as Word 2016 and later leave them after several people have edited a paragraph.

    A run for each editing session (rsid), marks of spelling and grammar, a bookmark where the last change was, a place where a page broke,
    ranges of comments, a moved piece, a content control with its properties and placeholder, and a field whose code is no text.
    """
    size = max(1, len(text) // 6)
    a, b, c, d, e, *rest = [text[n : n + size] for n in range(0, len(text), size)] + [""] * 5
    last = "".join(rest)
    rsid = '<w:rPr><w:lang w:val="vi-VN"/></w:rPr>'
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Ngày"/><w:placeholder><w:docPart w:val="DefaultPlaceholder"/></w:placeholder>'
        f"<w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(c, rsid)}</w:sdtContent></w:sdt>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> DATE \\@ "dd/MM/yyyy" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(d, rsid)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="5670"/></w:tabs><w:rPr><w:b/></w:rPr></w:pPr><w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        f'{run(a, rsid)}<w:bookmarkEnd w:id="0"/><w:proofErr w:type="gramStart"/>'
        f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place"><w:smartTagPr/>{run(b, rsid)}</w:smartTag>'
        f'<w:proofErr w:type="gramEnd"/><w:r w:rsidR="00A77B3E"><w:lastRenderedPageBreak/></w:r><w:commentRangeStart w:id="4"/>{control}'
        f'<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>{field}<w:hyperlink w:anchor="x">{run(e, rsid)}</w:hyperlink>'
        f'<w:moveFrom w:id="7" w:author="B">{run("đã chuyển đi")}</w:moveFrom><w:moveTo w:id="8" w:author="B">{run(last, rsid)}</w:moveTo>'
    )


def smart_tags(text: str) -> str:
    tag = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="date">'
    half = len(text) // 2
    control = f"<w:sdt><w:sdtContent>{run(text[half:])}</w:sdtContent></w:sdt>"
    return f"{tag}{run(text[:half])}</w:smartTag>{control}"


def decomposed(text: str) -> str:
    return run(unicodedata.normalize("NFD", text))


def tcvn3(text: str) -> str:
    """Return a run in .VnTime; capitals that it lacks are set in .VnTimeH, which draws small letters as capitals."""
    table = dict(zip(_TCVN3_LETTERS, _TCVN3_CODES, strict=True))
    runs = ""
    for character in text:
        is_missing = character not in table and character.lower() in table
        code = table.get(character.lower() if is_missing else character, character)
        if character in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            runs += run(character)
            continue
        runs += run(code, f'<w:rPr><w:rFonts w:ascii="{".VnTimeH" if is_missing else ".VnTime"}"/></w:rPr>')
    return runs


def curly(text: str) -> str:
    """Return a run with the quotes that Word sets as one types."""
    opened = re.sub(r'(^|[\s(])"', "\\1“", text).replace('"', "”")
    return run(opened.replace("«", "“").replace("»", "”").replace("'", "’"))


_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def vni_codes(text: str) -> str:
    """Return `text` as the characters that typefaces of VNI draw as it: a vowel, then a sign for its marks."""
    codes = ""
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        small = {"đ": "ñ", "ư": "ö", "ơ": "ô"}.get(letter.lower(), base.lower())
        if "\u031b" in marks:
            small = {"u": "ö", "o": "ô"}[base.lower()]
        sign = _VNI_TONES.get(tone, "")
        if "\u0302" in marks:
            sign = _VNI_CIRCUMFLEX[tone]
        elif "\u0306" in marks:
            sign = _VNI_BREVE[tone]
        elif small == "i" and tone:
            small, sign = _VNI_I[tone], ""
        elif small == "y" and tone == "\u0323":
            small, sign = "î", ""
        code = small + sign if marks or small != base.lower() else letter
        codes += code.upper() if letter.isupper() else code
    return codes


def vni(text: str) -> str:
    """Return a run in VNI-Times; raised numbers are set in another typeface."""
    return "".join(
        run(part)
        if part[:1] in _RAISED
        else run(vni_codes(part), '<w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr>')
        for part in re.split(f"([{_RAISED}]+)", text)
        if part
    )


def text_box(lines: Sequence[str]) -> str:
    """Return a paragraph with a text box, once for newer programs and once as the fallback for older ones."""
    box = "<w:txbxContent>" + "".join(map(paragraph, lines)) + "</w:txbxContent>"
    return f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"


def anchored_box(lines: Sequence[str]) -> str:
    """Return a paragraph with a text box as Word 2010 and later draw it: anchored, with its older form as the fallback."""
    box = "<w:txbxContent>" + "".join(map(paragraph, lines)) + "</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:anchor xmlns:wp="urn:wp"><a:graphic xmlns:a="urn:a"><a:graphicData><wps:wsp xmlns:wps="urn:wps">'
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    older = f'<w:pict><v:shape xmlns:v="urn:v"><v:textbox>{box}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def table(left: Sequence[str], right: Sequence[str]) -> str:
    cells = "".join(f"<w:tc>{''.join(map(paragraph, column))}</w:tc>" for column in (left, right))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


RUNS: Mapping[str, Callable[[str], str]] = {
    "plain": run,
    "split": split_runs,
    "smart-tags": smart_tags,
    "as-word-saves": as_word_saves,
    "decomposed": decomposed,
    "tcvn3": tcvn3,
    "vni": vni,
    "curly": curly,
}
