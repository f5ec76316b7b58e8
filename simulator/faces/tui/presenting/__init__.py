"""Plays a script to an audience: its cues, and who carries them out. The screen is `screens.presenter_screen`."""
