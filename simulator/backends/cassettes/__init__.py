"""Records the wire of a backend in a file, and plays it back. What the bytes mean is the work of `dialects`."""
