"""A finished site → the live one, in one step that nothing can catch half done."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from phonghop.portal import routes
from phonghop.portal.codes import is_code
from phonghop.site.checksums import CHECKSUMS, digest, files_below, read_checksums
from phonghop.site.compression import ENCODINGS, deserves
from phonghop.site.releases import KEPT, Releases, make_folder, to_disk
from phonghop.text.phone_numbers import masked, phones
from phonghop.text.problems import Place, PortalError, Problem

_PAGE = "index.html"
_CHUNK = 1 << 20
_MANY = 1000
"""Files from which it is quicker to bring everything to the disk at once, before each is waited for."""
_NO_LINKS = frozenset({errno.EMLINK, errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.ENOSYS})
"""What file systems answer that cannot give one file two names, or not as many."""


@dataclass(frozen=True, slots=True)
class Published:
    """What went live.

    Attributes:
        number: of the release.
        live: the folder that a web server serves.
        files: how many files the site has, compressed forms not counted.
        written: how many of them the release before did not have.
        codes_kept: after going back, how many codes of the release left behind still answer.
        changed: whether anything did; a release equal to the live one is not made.
        was_left: nothing did, because the site is one that somebody went back from.
    """

    number: int
    live: Path
    files: int = 0
    written: int = 0
    codes_kept: int = 0
    changed: bool = True
    was_left: bool = False


def publish(site: Path, folder: Path, kept: int = KEPT, *, again: bool = False) -> Published:
    """Make the finished `site` a release below `folder` and let it go live.

    Stopped at any moment, by whatever cause, the live site is the old one or the new one, whole. A site that somebody went back
    from does not return by itself, unless somebody wants it `again`: a schedule would publish it within minutes.

    Raises:
        PortalError: `site` is not whole or lacks a code that is live; somebody else is publishing; the system refuses.
    """
    releases = Releases(folder)
    with releases.only_publisher():
        live = releases.live()
        previous = releases.release(live) if live else None
        digests = _whole(site)
        listed = digests[CHECKSUMS]
        if live and not again and any(digest(left / CHECKSUMS) == listed for left in releases.left(live)):
            return Published(live, releases.link, len(digests), changed=False, was_left=True)
        lost = sorted(_codes(previous) - _codes(site)) if previous else []
        if lost:
            raise PortalError(Problem(_code_place(site, code), "PH902", {"code": code}) for code in lost)
        filling = _Filling(site, digests, previous, releases.partial)
        filling.fill()
        if live and not filling.made and releases.is_linked():
            # The list of files is among the files: the live site has these and no others.
            return Published(live, releases.link, len(digests), changed=False)
        number = max(releases.numbers(), default=0) + 1
        releases.number(number)
        releases.withdraw(live)
        releases.go_live(number)
        releases.forget(kept)
        return Published(number, releases.link, len(digests), filling.written)


def roll_back(folder: Path, *, bring_back: bool = False) -> Published:
    """Let the release before the live one go live again; codes issued since then keep their pages.

    Args:
        folder: of the releases.
        bring_back: whether documents and numbers may come back that the live release has no longer.

    Raises:
        PortalError: there is none; somebody else is publishing; the system refuses; something would come back.
    """
    releases = Releases(folder)
    with releases.only_publisher():
        live = releases.live()
        earlier = [number for number in releases.numbers() if number < (live or 0)]
        if live is None or not earlier:
            raise PortalError([Problem(Place(str(releases.link)), "PH906")])
        left, target = releases.release(live), releases.release(earlier[-1])
        returning = () if bring_back else tuple(_returning(left, target))
        if returning:
            raise PortalError(returning)
        younger = sorted(_codes(left) - _codes(target))
        for code in younger:
            _take_along(left / routes.code(code), target / routes.code(code), releases)
        releases.go_back(live, earlier[-1])
        return Published(earlier[-1], releases.link, codes_kept=len(younger))


def _returning(left: Path, target: Path) -> Iterator[Problem]:
    """Yield what `target` would publish again that has been taken out since: a withdrawn document, a number now internal."""
    for address in files_below(target):
        path, now = target / address, left / address
        if f"/{routes.documents()}" in f"/{address}" and not address.endswith(_PAGE) and not now.exists():
            yield Problem(Place(str(path)), "PH915", {"address": address})
        # What has not changed is one file under two names.
        elif path.suffix == ".html" and not (now.exists() and path.samefile(now)):
            numbers = _numbers(path) - _numbers(now)
            if numbers:
                yield Problem(Place(str(path)), "PH916", {"numbers": sorted(map(masked, numbers))})


def _numbers(page: Path) -> frozenset[str]:
    text = page.read_text("utf-8", "replace") if page.is_file() else ""
    return frozenset(phone.digits for phone in phones(re.sub(r"<[^<>]*>", " ", text)))


def _whole(site: Path) -> Mapping[str, str]:
    """Return the digests of all files of `site`, the list of them included.

    Raises:
        PortalError: it has other files than its list says.
    """
    listed = site / CHECKSUMS
    if not listed.is_file():
        raise PortalError([_not_whole(site, CHECKSUMS)])
    digests = read_checksums(listed.read_bytes()) | {CHECKSUMS: digest(listed)}
    present = set(files_below(site))
    links = {address for address in present if (site / address).is_symlink()}
    wrong = (present - links).symmetric_difference(digests) | links
    if wrong:
        raise PortalError(_not_whole(site, address) for address in wrong)
    return digests


def _not_whole(site: Path, address: str) -> Problem:
    return Problem(Place(str(site / address)), "PH901", {"address": address})


def _codes(site: Path) -> frozenset[str]:
    """Return the codes that have a page in `site`."""
    folder = site / routes.CODES
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return frozenset(name for name in names if is_code(name) and (folder / name / _PAGE).is_file())


def _code_place(site: Path, code: str) -> Place:
    return Place(str(site / routes.code(code) / _PAGE))


def _take_along(source: Path, target: Path, releases: Releases) -> None:
    """Give the release that becomes live again the page of a code it does not know."""
    shutil.rmtree(target, ignore_errors=True)
    make_folder(target.parent)
    make_folder(releases.partial)
    for path in source.iterdir():
        _same_file(path, releases.partial / path.name)
    releases.name(target)


class _Filling:
    """Fills a new release: what the release before has is taken from there, everything else is copied."""

    def __init__(self, site: Path, digests: Mapping[str, str], previous: Path | None, new: Path) -> None:
        self.site = site
        self.digests = digests
        self.previous = previous
        self.new = new
        self.written = 0
        self.made: list[Path] = []

    def fill(self) -> None:
        """Make the release.

        Raises:
            PortalError: files have changed since the site was finished.
            OSError: the system refuses.
        """
        make_folder(self.new)
        changed = []
        for address in sorted(self.digests):
            make_folder((self.new / address).parent)
            if not self._take(address):
                changed.append(_not_whole(self.site, address))
                continue
            if deserves(address, (self.new / address).stat().st_size):
                self._compress(address)
        if changed:
            raise PortalError(changed)
        if len(self.made) > _MANY:
            os.sync()
        for path in self.made:
            to_disk(path)

    def _take(self, address: str) -> bool:
        """Put the file at `address` into the release; tell whether it is the one that the list means."""
        old = self.previous and self.previous / address
        if old and old.is_file():
            # The old file is read again: it may have been changed by hand or by a failing disk.
            if digest(old) == self.digests[address]:
                _same_file(old, self.new / address)
                return True
            self._write(self.new / address, self.site / address, after=old)
        else:
            self._write(self.new / address, self.site / address)
        self.written += 1
        self.made.append(self.new / address)
        return digest(self.new / address) == self.digests[address]

    def _write(self, target: Path, source: Path, after: Path | None = None) -> None:
        with source.open("rb") as reader, target.open("xb") as writer:
            shutil.copyfileobj(reader, writer, _CHUNK)
            writer.flush()
            _settle(writer.fileno(), after)

    def _compress(self, address: str) -> None:
        """Put the compressed forms beside the file at `address`, from the release before where they are right."""
        data = (self.new / address).read_bytes()
        for ending, encoding in ENCODINGS.items():
            if address + ending in self.digests:
                continue
            old = self.previous and self.previous / (address + ending)
            target = self.new / (address + ending)
            if old and old.is_file() and encoding.holds(old.read_bytes(), data):
                _same_file(old, target)
                continue
            encoded = encoding.encode(data)
            if len(encoded) < len(data):
                self.made.append(target)
                with target.open("xb") as writer:
                    writer.write(encoded)
                    writer.flush()
                    _settle(writer.fileno(), old if old and old.is_file() else None)


def _same_file(source: Path, target: Path) -> None:
    """Let `target` be the file `source`, or a copy of it where the file system has no such thing."""
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)


def _settle(handle: int, after: Path | None) -> None:
    """Let all read the written file, and its time be later than that of the file it replaces.

    Web servers tell versions apart by size and whole seconds.
    """
    os.fchmod(handle, 0o644)
    if after:
        own, other = os.fstat(handle).st_mtime_ns, after.stat().st_mtime_ns
        if own // 10**9 <= other // 10**9:
            later = (other // 10**9 + 1) * 10**9
            os.utime(handle, ns=(later, later))
