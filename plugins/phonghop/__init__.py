"""Phòng họp: a portal for paperless meetings, made of files.

Layers, each importing only from those before it: ``text``, ``source``, ``model``, ``portal``, ``products``,
``site``, ``adapters``. Everything but ``adapters`` knows nothing of MkDocs, Material or click.
"""

__version__ = "0.1.0"
