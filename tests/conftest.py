"""Fixtures that several parts of the suite share."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built strictly once for the session, outside the checkout."""
    site = tmp_path_factory.mktemp("portal") / "site"
    config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site
