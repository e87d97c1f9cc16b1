"""HTML that was made from somebody's document, made safe. Done outside the process that opened the document."""

from __future__ import annotations

import nh3

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "em", "s", "sub", "sup", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES = {"a": {"href", "id"}, "li": {"id"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """Return `html` with nothing in it but words and their structure: no script, style, picture or other request."""
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, attribute_filter=_without_paths
    )


def _without_paths(tag: str, name: str, value: str) -> str | None:
    """Drop links that would lead into this site: a document knows only its own anchors and whole addresses."""
    if (tag, name) == ("a", "href") and not value.startswith("#") and ":" not in value:
        return None
    return value
