"""A script as a demo: its phones, what is typed, captions, notes and the presenter's keys. Playing is `presenting`."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from simulator.domain.limit import Lang
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.frames import Frames
from simulator.faces.tui.keys import PRESENTER_KEYS
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.presenting.performance import Performance
from simulator.faces.tui.texts import text
from simulator.faces.tui.themes import PLACES
from simulator.faces.tui.widgets.caption import Caption
from simulator.faces.tui.widgets.key_hints import KeyHints
from simulator.faces.tui.widgets.phone_panel import PhonePanel


class PresenterScreen(Screen[None]):
    """One worker plays the script; another draws. Going back is playing it anew, at once, up to there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key.key, key.action, key.says.en, id=key.id, show=False)
            for key in PRESENTER_KEYS
            if key.action is not None
        ),
        Binding("pagedown", "next_cue", "Next", show=False),
        Binding("pageup", "last_cue", "Back", show=False),
    ]

    def __init__(self, performance: Performance) -> None:
        """Take a performance that has not begun."""
        super().__init__()
        self.performance = performance
        self.lang: Lang = performance.lang
        self._frames = Frames(self._draw)
        self._drawing = asyncio.Lock()
        self._columns = Horizontal(id="columns")
        self._shown: list[tuple[PhonePanel, PhoneInUse]] = []
        self.playing: Worker[None] | None = None
        performance.changed = self._frames.change

    def compose(self) -> ComposeResult:
        """Give room for the phones, the caption, and the keys."""
        yield self._columns
        yield Caption()
        yield KeyHints(self.lang, PRESENTER_KEYS)

    def on_mount(self) -> None:
        """Begin at the first cue."""
        self.run_worker(self._frames.run(self), group="draw")
        self.set_interval(1.0, self._frames.change)
        self._begin(0)

    async def drawn(self) -> None:
        """Wait until all that has happened is on the screen."""
        await self._frames.drawn()

    def hint(self, words: str) -> None:
        """Show a passing hint in the place of the note."""
        self.performance.problem = words
        self._frames.change()

    async def stop_turn(self, *, at_once: bool = False) -> None:
        """End the presentation and put its phones down."""
        await self._stop()
        await self.performance.put_away()

    async def clear(self) -> None:
        """Take away all phones, once the frame under way is drawn."""
        async with self._drawing:
            self._shown = []
            await self._columns.remove_children()

    async def welcome(self, phone: PhoneInUse, place: int) -> None:
        """Show a phone in a column of its own, in the colour of its place in the script."""
        place = min(place, len(PLACES))
        panel = PhonePanel(phone.vendor, phone.release, self.lang, colour=f"$phone-{place}")
        await self._columns.mount(Vertical(panel, classes=f"column -place-{place}"))
        self._shown.append((panel, phone))
        self._frames.change()

    def action_pause(self) -> None:
        """Stand still, or go on; after the end it begins anew."""
        if self.performance.is_over:
            self._begin(0)
        else:
            self.performance.pause()

    def action_next_cue(self) -> None:
        """Go to the next cue."""
        self.performance.step()

    async def action_last_cue(self) -> None:
        """Go back to the cue before."""
        await self._begin_at(max(0, self.performance.at - 1))

    async def action_first_cue(self) -> None:
        """Begin anew."""
        await self._begin_at(0)

    def action_jump(self) -> None:
        """Stand still, and let the presenter pick a cue to go on from."""
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import cue_rows

        played, now = self.performance, str(self.performance.at + 1)
        plays_on = not played.is_paused and not played.is_over
        if plays_on:
            played.pause()
        rows = cue_rows(played.cues, played.names, now, self.lang)
        title = text("pick_cue", self.lang)
        self.app.push_screen(Picker(title, rows, now, self.lang), lambda number: self.jump(number, plays_on))

    async def jump(self, number: str | None, plays_on: bool) -> None:
        """Go on from a cue, by its number; without one, go on as before: `plays_on` is that it was playing."""
        if number is not None:
            await self._begin_at(int(number) - 1)
        elif plays_on and self.performance.is_paused:
            self.performance.pause()

    def action_help(self) -> None:
        """Show all keys and what they do."""
        from simulator.faces.tui.screens.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self.lang, PRESENTER_KEYS))

    def action_faster(self, steps: int) -> None:
        """Play faster, or slower."""
        self.performance.faster(steps)

    def action_loop(self) -> None:
        """Begin anew at the end, for a stand, or end there."""
        self.performance.loops = not self.performance.loops
        self._frames.change()
        if self.performance.loops and self.performance.is_over:
            self._begin(0)

    def action_fold_thinking(self) -> None:
        """Fold or unfold the newest thinking of every phone."""
        for panel, _ in self._shown:
            panel.messages.fold_thinking()

    async def _begin_at(self, place: int) -> None:
        await self._stop()
        self._begin(place)

    def _begin(self, place: int) -> None:
        if self.performance.is_paused:
            self.performance.pause()
        self.playing = self.run_worker(self.performance.run(place, self), group="play", exclusive=True)

    async def _stop(self) -> None:
        playing, self.playing = self.playing, None
        if playing is not None and not playing.is_finished:
            playing.cancel()
            with suppress(WorkerCancelled, WorkerFailed):
                await playing.wait()

    async def _draw(self) -> None:
        played = self.performance
        async with self._drawing:
            for panel, phone in self._shown:
                panel.show_lines(
                    phone.state, phone.release, phone.now, phone.wake_word, phone.hint, phone.conversation.silence_left
                )
                await panel.show(phone.state, phone.now)
        cue = played.cue
        caption = cue.caption(played.names, self.lang) if cue is not None else ""
        note = played.problem or (cue.note(played.names) if cue is not None else "")
        self.query_one(Caption).show(played.typed, caption, note, self._progress())

    def _progress(self) -> tuple[Content, Content]:
        played, lang = self.performance, self.lang
        if played.is_over:
            state = Content.styled(f"■ {text('presenter.over', lang)}", "$foreground 60%")
        elif played.is_paused:
            state = Content.styled(f"‖ {text('presenter.paused', lang)}", "bold $warning")
        else:
            state = Content.styled(f"▶ {text('presenter.playing', lang)}", "$success")
        loops = f"  ↻ {text('presenter.loops', lang)}" if played.loops else ""
        title = harmless(played.case.script.title)
        left = Content.assemble(state, (f"  {title}", "$foreground 60%"))
        return left, Content.styled(f"{played.at + 1}/{len(played.cues)}  ×{played.rate:g}{loops}", "$foreground 60%")
