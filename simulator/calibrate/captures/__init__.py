"""Reads recordings into what was seen: events, cassettes, CSV. What the figures of a phone are is told by the fits."""
