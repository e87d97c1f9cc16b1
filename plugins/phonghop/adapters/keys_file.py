"""Where the keys of locked papers are on this machine: outside the project, the site and what may be deleted at any time."""

from __future__ import annotations

import os
from pathlib import Path

from phonghop.adapters.environment import keys_folder
from phonghop.locked.keyring import NO_KEYS, Keyring, read_keyring
from phonghop.locked.public import key_problems, locked_folders
from phonghop.portal import Portal, routes
from phonghop.text.problems import Place, PortalError, Problem


def keys_file(base_url: str) -> Path:
    """Return the file of the keys of the portal at `base_url`: as PHONGHOP_KEYS says, else among this user's settings."""
    if named := os.environ.get("PHONGHOP_KEYS"):
        return Path(named)
    return keys_folder() / f"{routes.host(base_url)}.json"


def locks(portal: Portal, base_url: str, root: Path) -> tuple[Keyring, tuple[Problem, ...]]:
    """Return the keys of everything that `portal`, below `root`, has locked, and what is wrong with them."""
    if not any(True for _ in locked_folders(portal)):
        return NO_KEYS, ()
    file = keys_file(base_url)
    if file.resolve().is_relative_to(root.resolve()):
        return NO_KEYS, (Problem(Place(file.as_posix()), "PH444", {"file": file}),)
    try:
        keyring = read_keyring(file)
    except PortalError as error:
        return NO_KEYS, tuple(error.problems)
    return keyring, tuple(key_problems(portal, keyring, str(file)))
