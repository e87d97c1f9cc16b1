"""The whole site as data: `build` makes every output, `gate` looks at the finished bytes.

This module imports nothing, so that a build that has nothing to do ends at once.
"""
