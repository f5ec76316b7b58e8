"""Replies that a user prepared: when each is given, and what it says. What no reply fits is the brain's."""
