"""What the inspector shows of a phone, a page a file, as text of a width. Around it is `widgets.inspector`."""
