"""What a ZIP holds that readers unpack: it must be whole, open, and stay inside the folder where it is unpacked."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import BadZipFile, ZipFile

from phonghop.confined.limits import ExceededError
from phonghop.documents import limits
from phonghop.documents.records import Contents, Finding
from phonghop.documents.report import write_report
from phonghop.text.problems import Unreadable

_ENCRYPTED = 0x1
"""General purpose flag, bit 0 (APPNOTE.TXT 4.4.4)."""
_TOLD = 5


def report_zip(file: str, report: Path) -> None:
    """Write what the ZIP `file` holds: a job for a confined process."""
    write_report(read_zip, file, report)


def read_zip(path: Path) -> Contents:
    """Return what the ZIP at `path` holds, as far as it matters to those who unpack it.

    Raises:
        Unreadable: PH701 it is damaged, PH702 it wants a password.
        ExceededError: it unpacks to too much.
    """
    try:
        with ZipFile(path) as package:
            refuse(package)
            if package.testzip() is not None:
                raise Unreadable("PH701")
            outside = [name for name in package.namelist() if _leads_outside(name)]
    except BadZipFile:
        raise Unreadable("PH701") from None
    return Contents(findings=(Finding("PH713", {"names": outside[:_TOLD]}),) if outside else ())


def refuse(package: ZipFile) -> None:
    """Refuse what cannot be opened by everyone, or not within the limits.

    Raises:
        Unreadable: PH702 it wants a password.
        ExceededError: it has too many parts, or says that it unpacks to too much.
    """
    entries = package.infolist()
    if len(entries) > limits.PARTS or sum(entry.file_size for entry in entries) > limits.UNPACKED:
        raise ExceededError
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable("PH702")


def _leads_outside(name: str) -> bool:
    """Return whether unpacking would write `name` outside its folder, on any system."""
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root) or PurePosixPath(name).is_absolute() or ".." in windows.parts
