"""The phones as models of an OpenAI-compatible server. How a turn goes on a phone is `conversation`'s."""
