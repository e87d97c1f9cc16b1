"""Search without a server: entries (what can be found), their analysis (what is kept of a meeting), the index (files)."""
