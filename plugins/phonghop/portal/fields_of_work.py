"""Fields of work that meetings name in their own words: spellings of one address are one field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from phonghop.text.folding import slug


def subject_names(named: Iterable[str]) -> Mapping[str, str]:
    """Return the name of each field by its slug, in alphabetical order of slugs.

    `named` holds a name once for each meeting that uses it; of several spellings the one used most is the name, of
    those used equally often the first.
    """
    by_slug: dict[str, Counter[str]] = {}
    for name in named:
        by_slug.setdefault(slug(name), Counter())[name] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in sorted(by_slug.items())}
