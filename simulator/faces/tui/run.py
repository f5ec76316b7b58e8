"""Runs the phone in this terminal until the user puts it down. What it is drawn with is `app`."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event
from simulator.domain.limit import Lang
from simulator.faces.parts import Backends, OpenPhone

if TYPE_CHECKING:
    from simulator.backends.cassettes.lines import Line
    from simulator.domain.release import Looks
    from simulator.faces.tui.app import SimulatorApp
    from simulator.faces.tui.presenting.performance import Performance
    from simulator.faces.tui.shelf import Shelf


def run(
    conversation: Conversation,
    lang: Lang,
    *,
    opening: Sequence[Event] = (),
    put_away: Callable[[], Awaitable[None]] | None = None,
    backends: Backends | None = None,
    wire: Callable[[], Sequence[Line]] = tuple,
    shelf: Shelf | None = None,
    session: str | None = None,
    is_still: bool = False,
) -> int:
    """Show the phone and give the exit code: 0, or 1 if the screen itself broke.

    `opening` is what has happened on the phone already; empty means that it was not opened yet, and it is opened here.
    `backends` are those that the phone can be pointed at; None leaves it on its own. `wire` gives the newest lines that
    went over its wire. `shelf` is where other phones and recordings are, `session` names the recording of this one.
    `put_away` closes what the conversation works through, on the same event loop; None where nothing needs it. On a
    screen that `is_still` nothing moves by itself. A turn that is under way when the user quits is recorded as
    interrupted. Raises: OSError if the recorder refuses.
    """
    gc.disable()  # collecting while Textual is imported, and once within the first frame, took 30 ms of 430
    from simulator.faces.tui.app import PhoneApp

    gc.freeze()
    gc.enable()
    app = PhoneApp(conversation, lang, opening or conversation.open(), put_away, backends, wire, shelf, session)
    try:
        _run(app, is_still=is_still)
    finally:
        app.close_phone()
    return app.return_code or 0


def run_side_by_side(
    phones: Sequence[tuple[OpenPhone, Callable[[], Sequence[Line]]]],
    lang: Lang,
    shelf: Shelf | None,
    *,
    is_still: bool = False,
) -> int:
    """Show open phones beside one another, each with what gives its wire's newest lines, and give the exit code.

    `shelf` is where other phones and recordings are. Raises: OSError if a recorder refuses.
    """
    from simulator.faces.tui.compare_app import CompareApp
    from simulator.faces.tui.held import held

    app = CompareApp([held(opened, lang, wire) for opened, wire in phones], lang, shelf)
    try:
        _run(app, is_still=is_still)
    finally:
        app.close_phones()
    return app.return_code or 0


def present(performance: Performance, looks: Sequence[Looks], *, is_still: bool = False) -> int:
    """Play a script as a demo and give the exit code; `looks` are those of its phones, the main one's first."""
    from simulator.faces.tui.app import PresenterApp

    app = PresenterApp(performance, looks)
    _run(app, is_still=is_still)
    return app.return_code or 0


def _run(app: SimulatorApp, *, is_still: bool) -> None:
    if is_still:
        app.animation_level = "none"  # which TEXTUAL_ANIMATIONS=none sets, too
    app.run()
