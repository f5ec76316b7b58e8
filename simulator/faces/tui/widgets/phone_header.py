"""Whose assistant this is, in which release and channel. A phone changes its release, never its maker."""

from __future__ import annotations

from textual.content import Content

from simulator.domain.labels import channel_label
from simulator.domain.limit import Lang
from simulator.domain.release import Release, Vendor
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.two_ends import TwoEnds

_BADGES = {"official": "$success on $success 15%", "beta": "$warning on $warning 15%"}


class PhoneHeader(TwoEnds):
    """Assistant and entry at the left, release and channel at the right."""

    def __init__(self, vendor: Vendor, release: Release, lang: Lang, colour: str = "$primary") -> None:
        """Write the header of this release in `lang`, the assistant's name in `colour`."""
        self._vendor, self._lang, self._colour = vendor, lang, colour
        super().__init__(*self._written(release))

    def show_release(self, release: Release) -> None:
        """Write the header of another release, after an upgrade."""
        self.show_ends(*self._written(release))

    def _written(self, release: Release) -> tuple[Content, Content]:
        lang = self._lang
        words = (self._vendor.assistant, self._vendor.name, release.entry)
        name, maker, entry = (harmless(said.text(lang)) for said in words)
        channel = harmless(channel_label(release.channel, lang))
        left = Content.assemble((name, f"bold {self._colour}"), (f" {maker}", "$foreground 60%"), f"  {entry}")
        badge = _BADGES.get(release.channel, "$error on $error 15%")
        return left, Content.assemble((harmless(release.version), "$foreground 60%"), "  ", (f" {channel} ", badge))
