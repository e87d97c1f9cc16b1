"""What the parts of a letter yield: fields, words that every letter has, and words that nobody understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from phonghop.importing.words import JOINING, Tree, Words


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
