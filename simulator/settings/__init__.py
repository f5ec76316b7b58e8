"""What the user chose, and where it is kept. Nothing is opened, loaded or decided here."""
