"""The rules of a phone as pure functions over frozen dataclasses. No I/O, clock, network or screen."""
