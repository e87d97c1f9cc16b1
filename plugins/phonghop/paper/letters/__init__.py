"""The letter: `parts` and `sections` make its content, as data; other modules lay it out."""

from phonghop.paper.letters.blocks import Block
from phonghop.paper.letters.parts import Code, Letter, compose
