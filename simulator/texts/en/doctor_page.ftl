# simulator doctor, about the probe as a whole.

title = probing { $name } · { $model } · { $url }
embedded = the embedded mock
skipped = skipped
counts = { $ok } ok, { $warn } to note, { $fail } failed, { $skipped } skipped
cost = { $requests } requests, { $tokens } tokens ({ $uncounted } of them reported no usage), { $seconds } s
saved = written to { $path }; now try:
not_saved = not saved, because something failed; mend it, or add --force
skipped-why = { $why }: { $names }
skipped-separator = ,{ " " }
