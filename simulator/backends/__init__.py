"""Ways to a model: the client of chat-completions servers, and the embedded mock. Wire shapes are in `dialects`."""
