"""What opening one file may cost.

Measured: a PDF of a few pages takes 0.02 s of processor time, a DOCX 0.3 s, a report of 300 pages 0.6 s, a scan of 60
pages and 36 MB 0.05 s, and none more than 70 MB of memory.
"""

from __future__ import annotations

from phonghop.confined.limits import Limits

OPENING = Limits(memory=1 << 30, cpu=20, wall=60, written=64 << 20)
"""What the process may use that opens a file and writes what it finds."""

PAGES = 5_000
TEXT = 20_000_000
"""Characters of all pages together."""
UNPACKED = 500 << 20
"""Bytes of all parts of an Office file or a ZIP together, as it declares them; reading stops there."""
PARTS = 10_000
"""Parts of an Office file or a ZIP."""
READING_COPY = 5_000_000
"""Characters of HTML; a phone needs seconds for more."""
