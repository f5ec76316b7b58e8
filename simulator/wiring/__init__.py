"""Puts the program together from the user's choices, and alone knows every part. No rule, no screen."""
