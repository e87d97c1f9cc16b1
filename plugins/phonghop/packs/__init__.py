"""A meeting's documents in one piece: as ZIP, as one PDF with running page numbers, and as ZIP of what is new.

``offer`` makes them. This module imports nothing, so that the confined process that binds them starts quickly.
"""
