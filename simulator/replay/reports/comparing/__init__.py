"""What is other between two runs: verdicts, answers and latencies. How a page or a terminal shows it is not here."""
