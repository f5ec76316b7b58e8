"""The phone in a browser: a page with a terminal in it, a process a tab. What is drawn in it is `faces.tui`."""
