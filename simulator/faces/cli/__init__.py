"""The command line: parses, prints events, gives exit codes. What happens on a phone is decided elsewhere."""
