"""The letter: `parts` and `sections` say what stands in it, as data; how it is laid out is apart."""

from phonghop.paper.letters.blocks import Block
from phonghop.paper.letters.parts import Code, Letter, compose
