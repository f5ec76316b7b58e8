"""Films the phone in the terminal: a story on a clock that waits for the camera, as a cast and as a moving picture.

`python -m tools.film` makes docs/gallery/story.cast and story.svg; the program is not changed for it, and nothing of it
is in the wheel.
"""
