"""DeepSeek's own tokenizer without its library: text to ids and counts. Quick guesses are in `domain`."""
