"""Scripts written as small modules, joined into one: a phone pays for each file that it asks for.

The modules are those of the language, so browsers and Node load them as they are, which is how they are tested. What is
used of it is little, so that joining needs no parser: an import names its things from a relative path on a line of its own,
an export stands in front of a declaration, and no two modules of one script declare the same name. All else is refused, and so is
a template within a template: what shortens scripts takes the words of the inner one for code, and their blanks away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w./-]+\.js)";?\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\b|(?:class|const|let)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import\b(?!\()|export\b).*|.*`[^`\n]*\$\{[^`}\n]*`.*", re.MULTILINE)


def joined(entry: str, read: Callable[[str], str]) -> str:
    """Return the module at the address `entry` after everything that it imports, each once, as one module.

    Args:
        entry: an address as `read` takes it, parts separated by "/".
        read: returns the text of a module.

    Raises:
        ValueError: a module is written in a way that cannot be joined; the message says which and why.
    """
    exported: dict[str, frozenset[str]] = {}
    owner: dict[str, str] = {}
    pieces: list[str] = []

    def add(address: str, importers: tuple[str, ...]) -> None:
        if address in importers:
            raise ValueError(f"{address} imports itself by way of {importers[-1]}")
        if address in exported:
            return
        text = read(address)
        for names, path in _IMPORT.findall(text):
            other = normpath(join(dirname(address), path))
            add(other, (*importers, address))
            missing = {name for name in re.split(r"[\s,]+", names) if name} - exported[other]
            if missing:
                raise ValueError(f"{address}: {other} does not export {', '.join(sorted(missing))}")
        for _, name in _DECLARED.findall(text):
            if name in owner:
                raise ValueError(f"{address}: {owner[name]} declares {name} too")
            owner[name] = address
        exported[address] = frozenset(name for export, name in _DECLARED.findall(text) if export)
        body = _EXPORT.sub("", _IMPORT.sub("", text))
        if other_form := _OTHER.search(body):
            raise ValueError(f"{address}: cannot join «{other_form[0]}»")
        pieces.append(body)

    add(entry, ())
    # Without the semicolon, a piece that begins with a parenthesis would call what the one before ends with.
    return ";\n".join(pieces)
