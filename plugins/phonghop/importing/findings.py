"""What the parts of a letter yield: fields, words that every letter has, and words that nobody understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phonghop.importing.words import JOINING, Tree, Value, Words


@dataclass(slots=True)
class Findings:
    """What has been read so far.

    Attributes:
        fields: the draft's fields; a path that was not found is not there.
        boilerplate: words that a letter's form alone demands, so that no field holds them.
        notes: paragraphs that no rule claims but that readers of the letter need, in their order.
    """

    fields: dict[str, Tree] = field(default_factory=dict)
    letter: dict[str, Tree] = field(default_factory=dict)
    boilerplate: list[Words] = field(default_factory=list)
    notes: list[Tree] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)
    """Places of characters that were read by position alone, or under a label that says more than the rule knows."""

    def form_only(self, *words: Words) -> None:
        """Take `words` as boilerplate."""
        self.boilerplate.extend(words)

    def doubt(self, *words: Words) -> None:
        """Let no field that holds some of `words` be certain."""
        for part in words:
            self.doubtful.update(place for place in part.places if place != JOINING)

    def parted(self, words: Words, pattern: str) -> list[Words]:
        """Return what stands between the matches of `pattern`, which are form alone."""
        self.form_only(*(words[match.start() : match.end()] for match in re.finditer(pattern, words.text)))
        return [*words.split(pattern)]

    def trimmed(self, words: Words, marks: str = " ,;.") -> Words:
        """Return `words` without the signs that end them, which are form alone."""
        end = len(words.text.rstrip(marks))
        self.form_only(words[end:])
        return words[:end]

    def inside(self, words: Words, match: re.Match[str], name: str) -> Words:
        """Return the group `name` of a match in `words`; the rest of what was matched is form alone."""
        self.form_only(words[match.start() : match.start(name)], words[match.end(name) : match.end()])
        return words[match.start(name) : match.end(name)]

    def told(self) -> list[Words]:
        """Return the words of all notes."""
        texts = [note.get("text") if isinstance(note, dict) else note for note in self.notes]
        return [text.words for text in texts if isinstance(text, Value)]
