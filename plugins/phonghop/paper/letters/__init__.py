"""The letter: `parts` says what stands in it, as data; how it is laid out is apart."""

from phonghop.paper.letters.parts import Block, Code, Letter, compose

__all__ = ["Block", "Code", "Letter", "compose"]
