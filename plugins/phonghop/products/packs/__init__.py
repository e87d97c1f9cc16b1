"""A meeting's documents in one piece: as ZIP, as one PDF with running page numbers, and as ZIP of what is new."""

from phonghop.products.packs.offer import PackFile, PackMaker, Packs

__all__ = ["PackFile", "PackMaker", "Packs"]
