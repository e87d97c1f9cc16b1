"""How the file system knows all files of a site, as one number: whether other hands have been at work there.

There are tens of thousands of them, and each is looked at in every build. So a second process looks at them while the first
does something else, and helps once it needs the answer. As a program, this module is that process; it needs no library.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from zlib import crc32

_STATE = (1 << 40) - 1
"""The bits of a state: few enough for the sum over a million files to fit 64 bits."""
_PARTS = 64
"""In how many the site is cut: each is taken by the process that has time."""


class Survey:
    """The number of the files below a folder, which is being found out from the moment on that this is made."""

    def __init__(self, folder: str, *, has_help: bool = True) -> None:
        """Begin to look at the files below `folder`, with the help of a second process if that is wanted."""
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        if not has_help or (os.cpu_count() or 1) == 1 or os.name != "posix":
            return
        self._parts, parts = os.pipe()
        os.write(parts, bytes(range(_PARTS)))
        os.close(parts)
        command = (sys.executable, "-I", "-S", __file__, folder)
        try:
            self._process = subprocess.Popen(
                command, stdin=self._parts, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:  # as where no more processes are allowed: one will do
            os.close(self._parts)

    def number(self) -> int:
        """Return the sum of the states of all files; a site that is not there has none."""
        if self._process is None:
            return _number(self._folder, range(_PARTS))
        own = _number(self._folder, _taken(self._parts))
        os.close(self._parts)
        answer, _ = self._process.communicate()
        self._process = None
        # Who could not answer, as one that was killed, has left its parts to nobody.
        return own + int(answer) if answer else _number(self._folder, range(_PARTS))

    def close(self) -> None:
        """End what nobody asks for any more."""
        if self._process:
            os.close(self._parts)
            self._process.kill()
            self._process.communicate()
            self._process = None


def state_of(file: str, address: str) -> int | None:
    """Return how the file system knows a file of the site, as a number; None where there is none.

    Its number, size and time: further names of the same file do not change them.
    """
    try:
        return _state(crc32(os.fsencode(address)), os.lstat(file))
    except OSError:
        return None


def _state(checksum: int, known: os.stat_result) -> int:
    # The hash of numbers is the same in every process.
    return hash((checksum, known.st_ino, known.st_size, known.st_mtime_ns)) & _STATE


def _taken(parts: int) -> Iterator[int]:
    """Yield numbers of parts from the pipe `parts`, from which another process takes them too, until there are none."""
    while part := os.read(parts, 1):
        yield part[0]


def _number(folder: str, parts: Iterable[int]) -> int:
    """Return the sum of the states of the files of some `parts`."""
    cut = _cut(os.fsencode(folder))
    return sum(_sum(cut.get(part, ())) for part in parts)


def _cut(folder: bytes) -> Mapping[int, list[tuple[os.DirEntry[bytes], int]]]:
    """Return what is in the folders at the top of the site, and beside them, by part: which one follows from the name alone."""
    parts: dict[int, list[tuple[os.DirEntry[bytes], int]]] = defaultdict(list)
    for top, checksum in _entries(folder):
        is_folder = top.is_dir(follow_symlinks=False)
        for entry, own in _entries(top.path, crc32(b"/", checksum)) if is_folder else ((top, checksum),):
            parts[own % _PARTS].append((entry, own))
    return parts


def _sum(entries: Iterable[tuple[os.DirEntry[bytes], int]]) -> int:
    """Return the sum of the states of files, those below folders included."""
    number = 0
    for entry, checksum in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                number += _sum(_entries(entry.path, crc32(b"/", checksum)))
            else:
                number += _state(checksum, entry.stat(follow_symlinks=False))
        except OSError:  # somebody has just deleted it
            continue
    return number


def _entries(folder: bytes, checksum: int = 0) -> Iterator[tuple[os.DirEntry[bytes], int]]:
    """Yield everything in a folder with the checksums of addresses, which continue that of the folder; of what is gone, nothing."""
    with suppress(OSError), os.scandir(folder) as entries:
        yield from ((entry, crc32(entry.name, checksum)) for entry in entries)


if __name__ == "__main__":
    sys.stdout.write(str(_number(sys.argv[1], _taken(sys.stdin.fileno()))))
