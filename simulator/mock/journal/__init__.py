"""What a mock was asked and what it answered, in memory, on disk and over HTTP. Deciding answers is `core`'s."""
