"""Phòng họp: a portal for paperless meetings, made of files.

Rooms, each importing only from those before it: ``text``, ``confined``, ``source``, ``model``, ``portal``,
``wording``, ``paper``, ``documents``, ``pages``, ``packs``, ``feeds``, ``search``, ``site``, ``adapters``. Everything but ``adapters`` knows nothing of MkDocs, Material or click.
"""

__version__ = "0.1.0"
