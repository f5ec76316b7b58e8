"""What a screen is made of, one widget a file. None of them knows a conversation, a store or another widget."""
