"""Faults that a mock commits on purpose: their kinds, when one strikes, and how it is written down. No bytes here."""
