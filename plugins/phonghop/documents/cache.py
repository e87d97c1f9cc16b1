"""What was found in files before, kept by what the files hold and by the code that looked. May be deleted any time."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter, ValidationError

from phonghop.documents.records import Contents
from phonghop.store import forget_oldest, used

_SPARE = 1000
"""Entries beyond those of twice the files in use: some megabytes, and several small portals may share a folder."""
_FINGERPRINTS = 2

_LIBRARIES = ("pypdfium2", "pikepdf", "olefile", "pillow", "mammoth", "nh3")
_CONTENTS = TypeAdapter(Contents)


class Cache:
    """Contents by name, below `folder`. An entry is the SHA-256 of the JSON that follows on the next line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "inspection" / _fingerprint()

    def load(self, name: str) -> Contents | None:
        """Return what was kept as `name`; None when there is nothing, or it is not what was written."""
        try:
            digest, _, content = (self._folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return None
        try:
            contents = _CONTENTS.validate_json(content)
        except ValidationError:
            return None
        used(self._folder / name)
        return contents

    def store(self, name: str, contents: Contents) -> None:
        """Keep `contents` as `name`, whole or not at all. A cache that cannot be written is no reason to stop."""
        content = _CONTENTS.dump_json(contents)
        entry = hashlib.sha256(content).hexdigest().encode() + b"\n" + content
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, delete=False) as stream:
                stream.write(entry)
            Path(stream.name).replace(self._folder / name)
        except OSError:
            return

    def forget_oldest(self, known: int) -> None:
        """Delete what was not asked for the longest, where `known` files are in use: documents come and go."""
        used(self._folder)
        forget_oldest(self._folder, 2 * known + _SPARE)
        forget_oldest(self._folder.parent, _FINGERPRINTS)


@cache
def _fingerprint() -> str:
    """Return a name for the code that looks into files: other code or libraries may find something else."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for source in sorted((*here.glob("*.py"), *here.parent.glob("text/*.py"))):
        digest.update(source.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()[:16]
