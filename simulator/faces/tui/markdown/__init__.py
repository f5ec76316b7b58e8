"""A model's Markdown as lines of a width, cheap while it grows. Widgets and the screen are not known here."""
