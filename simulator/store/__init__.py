"""Keeps what happened. What it means is the domain's fold; nothing here reads an event."""
