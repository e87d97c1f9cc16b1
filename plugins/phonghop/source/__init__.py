"""YAML read as hostile text: nodes with their positions, every scalar kept as the words that were written."""

from phonghop.source.nodes import (
    KeyPath,
    Mapping,
    Node,
    Scalar,
    Sequence,
    locate,
    plain,
    quoted,
    walk,
    written_key,
)
from phonghop.source.reader import MAX_BYTES, MAX_DEPTH, read
