"""`python -m tools.film [FOLDER]` films the story and writes story.cast and story.svg, to docs/gallery as a rule."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tools.film.cast import as_cast
from tools.film.moving import as_svg
from tools.film.story import SIZE, STORY, TITLE, phone

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "gallery"


async def main(folder: Path) -> None:
    """Film, and write both files."""
    with tempfile.TemporaryDirectory() as own:
        places = {f"SIMULATOR_{name}_DIR": str(Path(own) / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
        async with phone({**os.environ, **places}) as director:
            film = await director.play(STORY)
    for name, write in (("story.cast", as_cast), ("story.svg", as_svg)):
        file = folder / name
        file.write_text(write(film.camera.frames, film.end, SIZE, TITLE), "utf-8")
        print(f"{file}: {film.end:.1f} s, {len(film.camera.frames)} frames, {file.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    to.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(to))
