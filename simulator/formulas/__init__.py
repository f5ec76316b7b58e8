"""Formulas in LaTeX, as chat models write them: finding them in Markdown, and saying them in Unicode."""
