"""Plays scripted conversations and judges them. What happens on a phone is `conversation`'s business."""
