"""A last look at the finished bytes: nothing internal or not yet released may be in them, whatever path it took.

Each file is read once, unpacked, and its words brought into one form (`unpacking`), so that what costs time is how much
is published, not how much is secret (`canaries`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pypdfium2

from phonghop.documents.inspect import inspect, inspect_all
from phonghop.documents.records import Inspection
from phonghop.portal import routes
from phonghop.site.canaries import Canaries, Canary
from phonghop.site.checksums import files_below
from phonghop.site.sifting import without_doubt
from phonghop.site.unpacking import Content, PdfWords, SealedError, contents
from phonghop.text.problems import Place, Problem

_MARK = re.compile(
    r"^[^\w\n]*(?:TUYỆT MẬT|TỐI MẬT|MẬT)[^\w\n]*$|^[^\w\n]*(?i:độ mật[ \t]*:[ \t]*(?:tuyệt mật|tối mật|mật)\b)",
    re.MULTILINE,
)
"""As the inspection looks for it in documents: a stamp is a line of its own, for MẬT also begins MẬT ĐỘ."""
_LETTER = re.compile(re.escape(routes.letter("\0")).replace("\0", "[^/]+"))
_PLAIN = frozenset({".html", ".json", ".js", ".css", ".svg", ".png", ".ics", ".xml"})
_MARKED = ("MẬT", "ộ mật", "ộ Mật", "ộ MẬT")


def leaks(
    site: Path, forbidden: Canaries, cache: Path, passed: Container[str] = frozenset()
) -> Iterator[Problem]:
    """Yield a problem for each thing that a file below `site` holds and must not, file by file.

    Args:
        site: the folder of the finished site.
        forbidden: what to look for.
        cache: the folder of what is known of inspected files.
        passed: the addresses of files that need no look.
    """
    addresses = [address for address in files_below(site) if address not in passed]
    clean = without_doubt(site, [a for a in addresses if _is_ours(a)], forbidden, _doubts)
    files = {address: site / address for address in addresses if address not in clean}
    pdf_words = reader_of_pdfs(files, cache)
    for name, path in files.items():
        yield from leaks_in(name, path.read_bytes(), forbidden, pdf_words)


def _is_ours(name: str) -> bool:
    """Return whether a file can be read by any process: no PDF from outside, and nothing that may hold one."""
    return PurePosixPath(name).suffix in _PLAIN or bool(_LETTER.fullmatch(name))


def _doubts(name: str, data: bytes, forbidden: Canaries) -> bool:
    return any(True for _ in leaks_in(name, data, forbidden, lambda _, letter: _letter_words(letter)))


def leaks_in(name: str, data: bytes, forbidden: Canaries, pdf_words: PdfWords) -> Iterator[Problem]:
    """Yield a problem for each thing that the file `data`, published as `name`, holds and must not."""
    try:
        for content in contents(name, data, pdf_words):
            # Words of files from outside must not come from a single file twice.
            yield from dict.fromkeys(_found(content, name, forbidden))
    except SealedError as sealed:
        yield Problem(Place(sealed.name), "PH805", {"output": sealed.name})


def reader_of_pdfs(files: Mapping[str, Path], cache: Path) -> PdfWords:
    """Return what gives the words of a PDF.

    What came from outside, or holds something that did, is read in a process apart, several at a time; a letter is
    nobody's work but ours.

    Args:
        files: of the finished site, by address.
        cache: the folder of what is known of inspected files.
    """
    foreign = (p for name, p in files.items() if name.endswith(".pdf") and not _LETTER.fullmatch(name))
    known = {found.sha256: _words_of(found) for found in inspect_all(foreign, cache).values()}

    def pdf_words(name: str, data: bytes) -> str | None:
        digest = hashlib.sha256(data).hexdigest()
        if digest not in known:
            known[digest] = _letter_words(data) if _LETTER.fullmatch(name) else _words_inside(data, cache)
        return known[digest]

    return pdf_words


def _letter_words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _words_inside(data: bytes, cache: Path) -> str | None:
    """Return the words of a PDF that lies in an archive."""
    with TemporaryDirectory(prefix="phonghop-") as folder:
        file = Path(folder, "inside.pdf")
        file.write_bytes(data)
        return _words_of(inspect(file, cache))


def _words_of(inspected: Inspection) -> str | None:
    return None if inspected.contents.pages is None else "\n".join(inspected.contents.text)


def _found(content: Content, output: str, forbidden: Canaries) -> Iterator[Problem]:
    for canary in (
        *_numbers(content, forbidden),
        *_words(content, output, forbidden),
        *_bytes(content, forbidden),
    ):
        yield Problem(canary.place, canary.code, {"output": content.name})
    if mark := _mark(content):
        yield Problem(Place(content.name), "PH803", {"mark": mark, "output": content.name})
    for path in forbidden.paths:
        if path in content.data or path.decode() in content.text:
            yield Problem(Place(content.name), "PH804", {"output": content.name})


def _mark(content: Content) -> str:
    """Return the secrecy mark that stands in a line, an element or a text of its own."""
    lines = content.lines
    if not any(mark in lines for mark in _MARKED):
        return ""
    found = _MARK.search(re.sub(r"[<>\"]", "\n", lines))
    return found[0].strip() if found else ""


def _numbers(content: Content, forbidden: Canaries) -> Iterator[Canary]:
    if forbidden.numbers:
        yield from (forbidden.numbers[number] for number in forbidden.numbers.keys() & content.numbers)


def _words(content: Content, output: str, forbidden: Canaries) -> Iterator[Canary]:
    """Yield the canaries of which enough phrases are in the words of `content`."""
    if not _might_say(content, forbidden):
        return
    words = content.words
    candidates = [
        found
        for length, grams in forbidden.grams.items()
        for gram in grams.keys() & set(zip(*(words[i:] for i in range(length)), strict=False))
        for found in grams[gram]
    ]
    if not candidates:
        return
    spoken = f" {' '.join(words)} "
    hits = Counter(
        canary
        for phrase, canary in candidates
        if f" {phrase} " in spoken and not _is_public(phrase, canary, output, forbidden)
    )
    yield from (canary for canary, count in hits.items() if count >= canary.enough)


def _might_say(content: Content, forbidden: Canaries) -> bool:
    """Return whether all words with which some phrase begins are in `content`, wherever they are."""
    if not forbidden.grams:
        return False
    there = content.vocabulary
    return any(
        there.issuperset(gram)
        for word in forbidden.by_word.keys() & there
        for gram in forbidden.by_word[word]
    )


def _is_public(phrase: str, canary: Canary, output: str, forbidden: Canaries) -> bool:
    """Return whether the portal says `phrase` on purpose."""
    if canary.home:
        return not output.startswith(canary.home) and forbidden.said.elsewhere(phrase, canary.home)
    return forbidden.said.anywhere(phrase)


def _bytes(content: Content, forbidden: Canaries) -> Iterator[Canary]:
    """Yield the canaries whose file is in `content`, but for files that are published as they are."""
    if not forbidden.windowed or hashlib.sha256(content.data).hexdigest() in forbidden.public:
        return
    yield from (canary for canary in forbidden.windowed if _holds_half(content.data, canary.windows))


def _holds_half(data: bytes, windows: tuple[bytes, ...]) -> bool:
    """Return whether half of `windows` are in `data`: fonts and other fixed parts are shared by innocent files."""
    may_miss = len(windows) // 2
    for window in windows:
        if window not in data:
            may_miss -= 1
            if may_miss < 0:
                return False
    return True
