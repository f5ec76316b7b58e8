"""Measures the program beside named peers, in one run on one machine. Tests time nothing; this does."""
