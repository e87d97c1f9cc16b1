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

from phonghop.importing.old_fonts import _TCVN3_CODES, _TCVN3_LETTERS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
    return path


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


def table(left: Sequence[str], right: Sequence[str]) -> str:
    cells = "".join(f"<w:tc>{''.join(map(paragraph, column))}</w:tc>" for column in (left, right))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


RUNS: Mapping[str, Callable[[str], str]] = {
    "plain": run,
    "split": split_runs,
    "smart-tags": smart_tags,
    "decomposed": decomposed,
    "tcvn3": tcvn3,
    "vni": vni,
    "curly": curly,
}
