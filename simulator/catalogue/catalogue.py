"""All vendors that this installation knows: lists them cheaply and loads one. How a profile is checked is `load`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.bundled import folder
from simulator.catalogue.entry_points import entry_point_source
from simulator.catalogue.find import Broken, Found, Source, asked_source, folder_source, vendor_folders
from simulator.catalogue.listing import Listing, list_broken, list_found
from simulator.catalogue.naming import nearest
from simulator.catalogue.problem import ProfileError, UnknownVendor
from simulator.domain.release import Vendor


class Catalogue:
    """The vendors of several sources; where two have the same id, the earlier source wins."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Take the sources in order of precedence. Nothing is read until it is asked for."""
        self._sources = tuple(sources)

    def listings(self) -> tuple[Listing, ...]:
        """Give every vendor by id, the broken ones with their problem. Reads each profile, imports nothing.

        Raises: VendorsPathError if a folder of vendors cannot be read.
        """
        everything = [item for source in self._sources for item in source.find()]
        listed = [list_broken(item) for item in everything if isinstance(item, Broken)]
        found = [item for item in everything if isinstance(item, Found)]
        for id in dict.fromkeys(item.id for item in found):
            winner, *losers = [item for item in found if item.id == id]
            hidden = (loser.folder for loser in losers if not _is_same(loser.folder, winner.folder))
            listed.append(list_found(winner, tuple(hidden)))
        return tuple(sorted(listed, key=lambda listing: listing.id))

    def load(self, id: str) -> Vendor:
        """Load the vendor of that id.

        Raises: UnknownVendor if there is none; ProfileError if its profile or entry point is broken; VendorsPathError
        if a folder of vendors cannot be read.
        """
        broken: list[Broken] = []
        for source in self._sources:
            for item in source.find():
                if item.id != id:
                    continue
                if isinstance(item, Found):
                    return _load(item)
                broken.append(item)
        if broken:
            raise ProfileError([item.problem for item in broken])
        raise self._unknown(id)

    def _unknown(self, id: str) -> UnknownVendor:
        listings = self.listings()
        meant = {text: item.id for item in listings for text in (*_texts(item), item.id)}
        guess = nearest(id, list(meant)) or nearest(id.casefold(), list(meant))
        known = tuple(dict.fromkeys(item.id for item in listings))
        return UnknownVendor(id, meant[guess] if guess else None, known)


def standard_sources(vendors_paths: Sequence[Path], user_dir: Path | None) -> Sequence[Source]:
    """Give the sources of an installation in order of precedence.

    They are the `--vendors-path` folders, the user's own folder of vendors, installed packages, and what came with
    the program. A `user_dir` of None, or one that is not there, has no vendors.

    Raises: VendorsPathError if one of `vendors_paths` is not a folder with vendors.
    """
    asked = [asked_source(path) for path in vendors_paths]
    user = [folder_source(user_dir, "user")] if user_dir is not None else []
    return (*asked, *user, entry_point_source(), Source("bundled", _bundled))


def _bundled() -> Sequence[Found]:
    return vendor_folders(folder("vendors"), "bundled")


def _load(found: Found) -> Vendor:
    # Only now: the schema costs 65 ms, which a list must not pay.
    from simulator.catalogue.load import load_vendor

    return load_vendor(found.folder, found.id)


def _texts(listing: Listing) -> tuple[str, ...]:
    return (listing.name.zh, listing.name.en, listing.assistant.zh, listing.assistant.en)


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
