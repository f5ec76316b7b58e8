"""Wire shapes of chat-completions providers, bytes to items and back. No sockets, clocks or retries: see `backends`."""
