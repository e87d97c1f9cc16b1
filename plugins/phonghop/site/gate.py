"""The gate searches the files of the finished site for internal and unreleased data, whatever path these took.

It reads each file once, unpacks it and normalizes its words (`unpacking`). Time grows with the size of the site, not with the
number of canaries (`canaries`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import pypdfium2

from phonghop.documents.inspect import inspect_all, inspect_bytes
from phonghop.documents.records import Contents
from phonghop.portal import routes
from phonghop.site.canaries import Canaries, Canary
from phonghop.site.prescan import without_doubt
from phonghop.site.unpacking import Content, DocumentWords, SealedError, contents
from phonghop.text.problems import Place, Problem
from phonghop.text.secrecy_marks import certain_mark

_DOCUMENTS = (".pdf", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt")
_PLAIN = frozenset({".html", ".json", ".js", ".css", ".svg", ".png", ".ics", ".xml"})
NOTHING: Mapping[str, bytes] = MappingProxyType({})
_AT_ONCE = 500
"""Files of which documents are read together."""


def looks(
    site: Path,
    forbidden: Canaries,
    cache: Path | None,
    addresses: Iterable[str],
    fresh: Mapping[str, bytes] = NOTHING,
) -> Iterator[tuple[str, bytes, tuple[Problem, ...]]]:
    """Yield address, words and problems of each file at `addresses` below `site`.

    Args:
        site: the folder of the finished site.
        forbidden: what to look for.
        cache: the folder of what is known of inspected files.
        addresses: of the files to look at.
        fresh: what there is to look at in files that are otherwise joined from parts of others.
    """
    left = dict.fromkeys(addresses)
    ours = [a for a in left if _is_ours(a) and a not in fresh]
    for address, words in without_doubt(site, ours, forbidden, _doubts):
        del left[address]
        yield address, words, ()
    each = iter(left)
    # What an archive holds lies beside it: hardly a document is read twice, and never are the words of all in memory.
    while files := {address: site / address for address in islice(each, _AT_ONCE)}:
        document_words = reader_of_documents(files, cache)
        for name, path in files.items():
            spoken: list[bytes] = []
            data = fresh[name] if name in fresh else path.read_bytes()
            problems = tuple(leaks_in(name, data, forbidden, document_words, spoken))
            yield name, b"".join(spoken), problems


def _is_ours(name: str) -> bool:
    """Return whether a file can be read by any process: no PDF from outside, and nothing that may hold one."""
    return PurePosixPath(name).suffix in _PLAIN or _is_letter(name)


def _is_letter(name: str) -> bool:
    return _is_at(name, routes.letter("\0"))


def _is_at(name: str, *addresses: str) -> bool:
    """Return whether a file stands at one of `addresses`, whatever the meeting; they are not the same in every portal."""
    return any(re.fullmatch(re.escape(a).replace("\0", "[^/]+"), name) for a in addresses)


def _doubts(name: str, data: bytes, forbidden: Canaries) -> bytes | None:
    spoken: list[bytes] = []
    found = tuple(leaks_in(name, data, forbidden, _words_of_ours, spoken))
    return None if found else b"".join(spoken)


def leaks_in(
    name: str,
    data: bytes,
    forbidden: Canaries,
    document_words: DocumentWords,
    spoken: list[bytes] | None = None,
) -> Iterator[Problem]:
    """Yield a problem for each thing that the file `data`, published as `name`, holds and must not.

    Its words and numbers are added to `spoken`, in the form in which they are looked for.
    """
    if forbidden.keys.is_sealed(name):
        yield from forbidden.keys.unsealed(name, data)
        return
    try:
        for content in contents(name, data, document_words):
            if spoken is not None:
                spoken.append(f" {' '.join(content.words)} | {' '.join(content.numbers)} ".encode())
            # Words of files from outside must not come from a single file twice.
            yield from dict.fromkeys(_found(content, name, forbidden))
    except SealedError as sealed:
        yield Problem(Place(sealed.name), "PH805", {"output": sealed.name})


def reader_of_documents(files: Mapping[str, Path], cache: Path | None) -> DocumentWords:
    """Return a function that gives all the text of a document.

    Confined processes read whatever came from outside or holds something that did; letters, which the build made, are read here.

    Args:
        files: of the finished site, by address.
        cache: the folder of what is known of inspected files.
    """
    foreign = [p for name, p in files.items() if name.endswith(_DOCUMENTS) and not _is_letter(name)]
    packs = frozenset(path for name, path in files.items() if _is_at(name, routes.pack_pdf("\0")))
    known = {
        (found.sha256, found.ending): _words_of(found.contents)
        for found in inspect_all(foreign, cache, packs).values()
    }

    def document_words(name: str, data: bytes) -> str | None:
        key = hashlib.sha256(data).hexdigest(), PurePosixPath(name).suffix.lower()
        if key not in known:
            own = _words_of_ours(name, data)
            known[key] = _words_of(inspect_bytes(data, key[1], cache)) if own is None else own
        return known[key]

    return document_words


def _words_of_ours(name: str, data: bytes) -> str | None:
    """Return the words of what the program made: those of a letter, none of a picture, whose bytes may look like a sign of some.

    Whatever else has to be opened is looked at by the process that may.
    """
    if _is_at(name, routes.share_card("\0"), routes.code_picture("\0", "png")):
        return ""
    return _letter_words(data) if _is_letter(name) else None


def _letter_words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _words_of(document: Contents) -> str | None:
    return "\n".join(passage.text for passage in document.passages) if document.readable else None


def _found(content: Content, output: str, forbidden: Canaries) -> Iterator[Problem]:
    for canary in (
        *_numbers(content, forbidden),
        *_words(content, output, forbidden),
        *_bytes(content, forbidden),
    ):
        yield Problem(canary.place, canary.code, {"output": content.name})
    if mark := certain_mark(content.lines):
        yield Problem(Place(content.name), "PH803", {"mark": mark, "output": content.name})
    yield from forbidden.keys.found_in(content)
    for path in forbidden.paths:
        if path in content.data or path.decode() in content.text:
            yield Problem(Place(content.name), "PH804", {"output": content.name})


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
    for canary in forbidden.windowed:
        if _holds_half(content.data, canary.windows):
            telling = forbidden.said.without_public(canary.windows)
            if telling and _holds_half(content.data, telling):
                yield canary


def _holds_half(data: bytes, windows: tuple[bytes, ...]) -> bool:
    """Return whether half of `windows` are in `data`: fonts and other fixed parts are shared by innocent files."""
    may_miss = len(windows) // 2
    for window in windows:
        if window not in data:
            may_miss -= 1
            if may_miss < 0:
                return False
    return True
