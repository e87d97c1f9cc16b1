"""The file that the program was installed from, kept beside a portal: so that a portal needs no registry to be built in ten years."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from phonghop import __version__

_FOLDER = "packages"


def requirement() -> str:
    """Return how a portal pins this program for pip: its file beside the portal, or its version where no file is known.

    What stands in braces is the place of extras.
    """
    file = _installed_from()
    return f"./{_FOLDER}/{file.name}{{}}" if file else f"phonghop{{}}=={__version__}"


def keep_beside(root: Path) -> None:
    """Put the program's file beside the portal in `root`, in the place of those of other versions."""
    file = _installed_from()
    if file is None:
        return
    (root / _FOLDER).mkdir(exist_ok=True)
    for old in (root / _FOLDER).glob("phonghop-*.whl"):
        if old.name != file.name:
            old.unlink()
    with suppress(shutil.SameFileError):
        shutil.copyfile(file, root / _FOLDER / file.name)


def _installed_from() -> Path | None:
    """Return the wheel, as the installer wrote it down (PEP 610); None where it was no file, or is gone."""
    try:
        record = distribution("phonghop").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    url = urlsplit(json.loads(record or "{}").get("url", ""))
    file = Path(url2pathname(url.path))
    return file if url.scheme == "file" and file.suffix == ".whl" and file.is_file() else None
