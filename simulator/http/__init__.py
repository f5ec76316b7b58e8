"""What every server of the program shares: door, limits, counts, pages, workers. What is answered is theirs."""
