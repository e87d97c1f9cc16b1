"""Locked papers: keys, the form in which they are published, and the portal without them.

What is locked is published only encrypted; the code on the printed letter carries the key (docs/decisions/0048).
"""
