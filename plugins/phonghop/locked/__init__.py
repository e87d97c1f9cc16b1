"""Locked papers: keys, the form in which they are published, and the portal without them.

Locked papers are published only encrypted; the code on the printed letter carries the key (docs/decisions/0048).
"""
