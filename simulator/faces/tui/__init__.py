"""The phone in a terminal: draws events and passes on what the user does. What happens is decided elsewhere."""
