"""The two hosts, a MkDocs plugin and a command; neither imports the other."""
