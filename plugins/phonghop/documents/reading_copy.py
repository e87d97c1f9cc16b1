"""A DOCX as HTML for a phone: its words, headings, lists and tables. Pictures stay in the document itself."""

from __future__ import annotations

from pathlib import Path

import mammoth

from phonghop.documents import limits

_STYLES = "p[style-name='Title'] => h2:fresh\np[style-name='Subtitle'] => h3:fresh"


def convert(path: Path) -> str:
    """Return the DOCX at `path` as HTML that is not yet clean; empty when there is no converting it.

    Tracked insertions count as text, deletions and comments do not.
    """
    try:
        with path.open("rb") as stream:
            html = mammoth.convert_to_html(
                stream,
                style_map=_STYLES,
                id_prefix="doc-",
                convert_image=mammoth.images.img_element(lambda _: {}),
            ).value
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 the document is whole; that the converter cannot take it is no problem of staff's
        return ""
    return str(html) if len(html) <= limits.READING_COPY else ""
