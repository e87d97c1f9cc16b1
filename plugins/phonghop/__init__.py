"""Phòng họp: a portal for paperless meetings, made of files.

Rooms, each importing only from those before it: ``text``, ``confined``, ``source``, ``model``, ``portal``,
``wording``, ``paper``, ``documents``, ``pages``, ``packs``, ``feeds``, ``search``, ``site``, ``adapters``. Everything but ``adapters`` knows nothing of MkDocs, Material or click.
"""

import os

__version__ = "0.1.0"

# Nothing extends pydantic here; to ask every installed package whether it does takes 10 to 20 ms of each command that loads a meeting.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
