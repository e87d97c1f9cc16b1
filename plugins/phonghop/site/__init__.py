"""The whole site as data: `build` makes every output, `gate` looks at the finished bytes."""

from phonghop.site.build import Options, build
from phonghop.site.outputs import Asset, Heading, Output, Page

__all__ = ["Asset", "Heading", "Options", "Output", "Page", "build"]
