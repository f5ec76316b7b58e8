"""How people say times: words, grammars, and which moment is meant. What asks for a time is elsewhere."""
