"""How people ask a phone for something: one module a kind of thing, patterns in, arguments out. Nothing is done."""
