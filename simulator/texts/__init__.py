"""The catalogue of all that the program says to people, in Fluent files, a folder a language. Who says it is not here.

What a vendor's phone says in words of its own is in that vendor's profile, and what a model says is the mock's.
"""

from simulator.texts.bilingual import Bilingual, Lang, fill
from simulator.texts.catalogue import Texts

__all__ = ["Bilingual", "Lang", "Texts", "fill"]
