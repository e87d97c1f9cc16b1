"""What belongs to the machine and to the call, and not to the project: the hour, the folder of results, the language, the host."""

from __future__ import annotations

import atexit
import errno
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from phonghop.text.problems import Place, PortalError, Problem
from phonghop.text.region import here
from phonghop.text.strings import Strings, strings

_EPOCH = "SOURCE_DATE_EPOCH"
_REFUSALS = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
        *(errno.EMFILE, errno.ENFILE, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG),
    }
)
"""What the system answers for a reason of its own: permissions, a full or failing disk, something else in a file's place."""

BAD_DATA = 1
"""The exit code for problems in the data."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """What the options before a command's name tell: where the portal is, and in which language to speak."""

    root: Path
    language: str

    @property
    def t(self) -> Strings:
        """What to say in that language."""
        return strings(self.language)


def build_moment() -> datetime:
    """Return the moment of the build by the clock of the portal: ``SOURCE_DATE_EPOCH`` where it is set, as reproducible builds do.

    Raises:
        PortalError: PH810 it is set to no number, or to a moment outside the years that dates are read of.
    """
    epoch = os.environ.get(_EPOCH)
    if not epoch:
        return datetime.now(here().zone)
    # A command that has nothing to do reads no date.
    from phonghop.text.dates import FIRST_YEAR, LAST_YEAR  # noqa: PLC0415

    try:
        moment = datetime.fromtimestamp(int(epoch), here().zone)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        values = {"text": epoch, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise PortalError([Problem(Place(_EPOCH), "PH810", values)])
    return moment


def today() -> date:
    """Return the day it is where the portal lives."""
    return datetime.now(here().zone).date()


def cache_folder(root: Path, settings: str = "mkdocs.yml", kind: str = "") -> Path:
    """Return the folder of the database for the project at `root`, outside its tree (XDG Base Directory Specification 0.8).

    Each file of settings describes another site, and so does each kind of build, such as "preview".
    """
    project = root.resolve()
    place = sha256(f"{project}\0{settings}".encode()).hexdigest()[:12]
    return _caches() / "phonghop" / f"{project.name}-{place}{kind and f'-{kind}'}"


def _caches() -> Path:
    """Return the folder of the user's caches; one for this process for a user without a home, as containers have."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if folder.is_absolute():
        return folder
    try:
        return Path.home() / ".cache"
    except RuntimeError:
        return _for_this_process()


@cache
def _for_this_process() -> Path:
    folder = tempfile.mkdtemp(prefix="phonghop-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def keys_folder() -> Path:
    """Return the folder of the keys of locked papers, among this user's settings (XDG Base Directory Specification 0.8)."""
    settings = os.environ.get("XDG_CONFIG_HOME")
    return (Path(settings) if settings else Path("~/.config").expanduser()) / "phonghop" / "keys"


def keys_digest() -> str:
    """Return a digest of every key on this machine that a build might use."""
    named = os.environ.get("PHONGHOP_KEYS")
    digest = sha256()
    with suppress(OSError, RuntimeError):
        for file in [Path(named)] if named else sorted(keys_folder().glob("*.json")):
            digest.update(f"{file}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def settle_on_host() -> bool:
    """Return whether there is MkDocs; where it is not installed, ProperDocs, which continues MkDocs 1, answers under its name."""
    if find_spec("mkdocs") is None and find_spec("properdocs"):
        import_module("properdocs.replacement")
    return find_spec("mkdocs") is not None


def refusal(error: BaseException | None, root: Path) -> Problem | None:
    """Return what to tell when the system refused to read or write below the project `root`; None for any other `error`."""
    if not isinstance(error, OSError) or error.errno not in _REFUSALS:
        return None
    # Of a copy the second name is the one that is written.
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT) and error.filename2
    file = Path(os.fsdecode(error.filename2 if is_full else error.filename or "."))
    place = file.relative_to(root) if file.is_relative_to(root) else file
    return Problem(Place(place.as_posix()), "PH809", {"reason": error.strerror})
