"""What the mock answers, decided from the messages of one request alone. How it travels is the server's part."""
