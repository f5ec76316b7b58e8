"""All vendors that this installation knows: lists them cheaply and loads one. How a profile is checked is `load`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from simulator.bundled import folder
from simulator.catalogue.entry_points import entry_point_source
from simulator.catalogue.find import Broken, Found, Source, asked_source, folder_source, vendor_folders
from simulator.catalogue.listing import Listing, list_broken, list_found
from simulator.catalogue.memo import keep, kept, memo_name
from simulator.catalogue.problem import ProfileError, UnknownVendor
from simulator.catalogue.read import PROFILE, read_file
from simulator.domain.release import Vendor
from simulator.toml_file.naming import nearest


class Catalogue:
    """The vendors of several sources; where two have the same id, the earlier source wins."""

    def __init__(
        self, sources: Sequence[Source], memos: Path | None = None, amend: Callable[[Vendor], Vendor] = lambda it: it
    ) -> None:
        """Take the sources in order of precedence. Nothing is read until it is asked for.

        `memos` is a folder for vendors that were checked once; None checks a profile each time it is loaded.
        `amend` gives a loaded vendor as the user wants it. A vendor that was loaded is loaded no second time.
        """
        self._loaded: dict[str, Vendor] = {}
        self._sources = tuple(sources)
        self._memos = memos
        self._amend = amend

    def listings(self) -> tuple[Listing, ...]:
        """Give every vendor by id, the broken ones with their problem. Reads each profile, imports nothing.

        Raises: VendorsPathError if a folder of vendors cannot be read.
        """
        by_id, broken = self._everything()
        listed = [list_broken(item) for item in broken]
        for winner, *losers in by_id.values():
            hidden = (loser.folder for loser in losers if not _is_same(loser.folder, winner.folder))
            listed.append(list_found(winner, tuple(hidden)))
        return tuple(sorted(listed, key=lambda listing: listing.id))

    def vendors(self) -> Iterator[tuple[str, Vendor | ProfileError]]:
        """Load every vendor, by id; a broken one gives what is wrong with it. Looks through the sources once.

        Raises: VendorsPathError if a folder of vendors cannot be read.
        """
        by_id, broken = self._everything()
        yield from ((item.id, ProfileError([item.problem])) for item in broken)
        for id in sorted(by_id):
            try:
                yield id, self._load(by_id[id][0])
            except ProfileError as error:
                yield id, error

    def load(self, id: str) -> Vendor:
        """Load the vendor of that id. Looks into no other vendor's folder, unless there is none of that id.

        Raises: UnknownVendor if there is none; ProfileError if its profile or entry point is broken; VendorsPathError
        if a folder of vendors cannot be read.
        """
        if id in self._loaded:
            return self._loaded[id]
        broken: list[Broken] = []
        for source in self._sources:
            for item in source.named(id):
                if isinstance(item, Found):
                    return self._loaded.setdefault(id, self._load(item))
                broken.append(item)
        if broken:
            raise ProfileError([item.problem for item in broken])
        raise self._unknown(id)

    def _everything(self) -> tuple[Mapping[str, Sequence[Found]], Sequence[Broken]]:
        """Give the vendors that were found, by id and the winner of each first, and those that were announced only."""
        by_id: dict[str, list[Found]] = {}
        broken: list[Broken] = []
        for source in self._sources:
            for item in source.find():
                if isinstance(item, Found):
                    by_id.setdefault(item.id, []).append(item)
                else:
                    broken.append(item)
        return by_id, broken

    def _load(self, item: Found) -> Vendor:
        memo = self._memo(item)
        vendor = kept(memo) if memo is not None else None
        if vendor is None:
            # Only now: the schema costs 65 ms, which neither a list nor a profile that was checked must pay.
            from simulator.catalogue.load import load_vendor

            vendor = load_vendor(item.folder, item.id)
            if memo is not None:
                keep(memo, vendor)
        return self._amend(vendor)

    def _memo(self, item: Found) -> Path | None:
        if self._memos is None:
            return None
        try:
            profile = read_file(item.folder / PROFILE)
        except ProfileError:
            return None  # what is wrong with it is told when it is loaded
        return self._memos / memo_name(profile, f"{item.id} {item.folder}")

    def _unknown(self, id: str) -> UnknownVendor:
        listings = self.listings()
        meant = {text: item.id for item in listings for text in (*_texts(item), item.id)}
        guess = nearest(id.casefold(), list(meant)) or nearest(id, list(meant))
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
    return (*asked, *user, entry_point_source(), Source("bundled", _bundled, _bundled))


def _bundled(only: str | None = None) -> Sequence[Found]:
    return vendor_folders(folder("vendors"), "bundled", only)


def _texts(listing: Listing) -> tuple[str, ...]:
    return (listing.name.zh, listing.name.en, listing.assistant.zh, listing.assistant.en)


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
