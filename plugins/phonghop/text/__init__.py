"""Words: folding, dates and times as people write them, interface strings, problems. Imports nothing of ours."""
