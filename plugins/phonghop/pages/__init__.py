"""Ready-made contexts for templates: labels, dates and links decided here, so that templates only loop and choose."""
