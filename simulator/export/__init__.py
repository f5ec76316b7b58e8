"""Turns the events of a recorded session into other formats. Reading recordings and writing files are not here."""
