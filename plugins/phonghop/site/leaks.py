"""The incremental gate scans new files, and searches the stored words of files that it scanned before for new canaries.

Words are stored in the form in which the gate searches. A file whose stored words match a new canary is scanned again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path, PurePosixPath
from zlib import crc32

from phonghop.database import Database
from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.portal import routes
from phonghop.site.canaries import Canaries, Canary
from phonghop.site.gate import NOTHING, looks
from phonghop.text.problems import Problem

_WITHOUT_PIECES = frozenset({".html", ".json", ".js", ".css", ".svg", ".png", ".ics", ".xml", ".txt"})
"""Files of ours by their endings, which can hold no piece of a document's bytes."""
_EVERY = f"SELECT address FROM spoken WHERE address <> '{CHECKSUMS}'"  # noqa: S608 a name of ours
"""Every file that was looked at: what came with the program never is. The list of checksums is written last, from what has been."""


def leaks(  # noqa: PLR0913, PLR0917 what is looked at, in what, and what spares a look
    database: Database,
    site: Path,
    forbidden: Canaries,
    changed: list[str],
    fresh: Mapping[str, bytes] = NOTHING,
    libraries: AbstractSet[str] = frozenset(),
) -> Iterator[Problem]:
    """Yield a problem for each thing that a file of the site holds and must not; remember the words of the others.

    Args:
        database: knows the words of the files that have been looked at.
        site: the folder of the finished site.
        forbidden: everything that must not be published.
        changed: the addresses of files that have not been looked at.
        fresh: what there is to look at in files that are otherwise joined from parts of others.
        libraries: the addresses of new files that came with the program, byte for byte: not looked at.
    """
    cache = database.folder
    paths = sha256(repr((forbidden.paths, sorted(forbidden.keys.forms))).encode()).hexdigest()
    if database.recall("paths") != paths:
        # Other folders of this machine, and keys, are looked for in bytes, of which nothing is remembered.
        changed = [*dict.fromkeys((*changed, *(address for (address,) in database.all(_EVERY))))]
    looked_at = sorted(address for address in changed if address not in libraries)
    for address, words, problems in looks(site, forbidden, cache, looked_at, fresh):
        yield from problems
        database.write("INSERT OR REPLACE INTO spoken VALUES (?, ?, ?)", address, _part(address), words)
    for part in {_part(address) for address in looked_at}:
        rows = database.each("SELECT words FROM spoken WHERE part = ?", part)
        digests = array("I", sorted(_digests(words.split() for (words,) in rows)))
        database.write("INSERT OR REPLACE INTO vocabulary VALUES (?, ?)", part, digests.tobytes())
    # What names the parts is an index: the long rows are not read.
    gone = "SELECT part FROM vocabulary AS v WHERE NOT EXISTS (SELECT 1 FROM spoken WHERE part = v.part)"
    database.write(f"DELETE FROM vocabulary WHERE part IN ({gone})")  # noqa: S608 words of ours
    known = {digest for (digest,) in database.each("SELECT digest FROM secret")}
    secrets = {_digest(secret): secret for secret in forbidden.each}
    new = tuple(secret for digest, secret in secrets.items() if digest not in known)
    if new and (known or len(changed) < database.value("SELECT COUNT(*) FROM output")):
        suspects = sorted(_suspects(database, new) - set(changed))
        for _, _, problems in looks(site, replace(forbidden, each=new), cache, suspects):
            yield from problems
    database.write_all(
        "DELETE FROM secret WHERE digest = ?", ((digest,) for digest in known - secrets.keys())
    )
    database.write_all("INSERT INTO secret VALUES (?)", ((digest,) for digest in secrets.keys() - known))
    database.note("paths", paths)


def _suspects(database: Database, new: tuple[Canary, ...]) -> set[str]:
    """Return the addresses of files that might hold one of the `new` secrets."""
    phrases = {phrase for secret in new for phrase in (*secret.phrases, secret.number) if phrase}
    asked = [(f" {phrase} ".encode(), _digests((phrase.encode().split(),))) for phrase in phrases]
    found: set[str] = set()
    for part, data in database.each("SELECT part, digests FROM vocabulary"):
        vocabulary = array("I", data)
        possible = [phrase for phrase, digests in asked if all(_holds(vocabulary, each) for each in digests)]
        rows = database.each("SELECT address, words FROM spoken WHERE part = ?", part) if possible else ()
        found |= {address for address, words in rows if any(phrase in words for phrase in possible)}
    if any(secret.windows for secret in new):
        addresses = (address for (address,) in database.each(_EVERY))
        found |= {a for a in addresses if PurePosixPath(a).suffix not in _WITHOUT_PIECES}
    return found


def _digests(texts: Iterable[list[bytes]]) -> set[int]:
    """Return checksums of words, and of each word with the next: names consist of few words, which hardly meet by chance."""
    words: set[bytes] = set()
    pairs: set[tuple[bytes, bytes]] = set()
    for text in texts:
        words.update(text)
        pairs.update(pairwise(text))
    return {*map(crc32, words), *map(crc32, map(b"".join, pairs))}


def _holds(vocabulary: Sequence[int], digest: int) -> bool:
    place = bisect_left(vocabulary, digest)
    return place < len(vocabulary) and vocabulary[place] == digest


def _part(address: str) -> str:
    """Return the name of the part of the site that a file belongs to: a meeting, codes that begin alike, else the file itself."""
    if address.startswith(routes.CODES):
        return address[: len(routes.CODES) + 1]
    if not address.startswith(routes.meetings()):
        return address
    return address[: address.find("/", len(routes.meetings())) + 1]


def _digest(secret: Canary) -> str:
    looked_for = (secret.code, secret.phrases, secret.enough, secret.number, secret.windows, secret.home)
    return sha256(repr(looked_for).encode()).hexdigest()
