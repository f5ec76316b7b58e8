"""A way to write the example of the house style as a vendor folder, with changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.example import EXAMPLE

WriteVendor = Callable[..., Path]


@pytest.fixture
def write_vendor(tmp_path: Path) -> WriteVendor:
    """Write the example as a vendor folder, each pair of texts replaced; gives the folder."""

    def write(*changes: tuple[str, str], name: str = "acme", under: str = ".") -> Path:
        text = EXAMPLE
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        folder = tmp_path / under / name
        folder.mkdir(parents=True)
        (folder / "profile.toml").write_text(text, encoding="utf-8")
        return folder

    return write
