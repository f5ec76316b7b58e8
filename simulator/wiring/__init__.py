"""Puts the program together from the user's choices, and is the only place that knows every part. No rule, no screen."""
