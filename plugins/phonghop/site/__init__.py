"""The whole site as data: `build` makes every output, `gate` looks at the finished bytes."""

from phonghop.site.build import Options, build, stands_until
from phonghop.site.outputs import Asset, Heading, Output, Page

__all__ = ["Asset", "Heading", "Options", "Output", "Page", "build", "stands_until"]
