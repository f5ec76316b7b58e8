"""A terminal simulator of phone assistants that answer through DeepSeek, limits and evidence included."""

__version__ = "0.1.0"
