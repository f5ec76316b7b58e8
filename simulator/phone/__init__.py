"""The simulated phone that skills act on: alarms, calendar, notes, reading, subtitles. Who asks it is not here."""
