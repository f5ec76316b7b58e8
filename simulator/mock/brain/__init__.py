"""What the mock answers, decided from the messages of one request alone. How the answer travels is the server's part."""
