"""All that is done with the phone in hand, whether it is alone on the screen or among others. Each part is a file."""

from __future__ import annotations

from simulator.faces.tui.screens.inspector_actions import InspectorActions
from simulator.faces.tui.screens.search_actions import SearchActions
from simulator.faces.tui.screens.session_actions import SessionActions
from simulator.faces.tui.screens.text_actions import TextActions
from simulator.faces.tui.screens.travel_actions import TravelActions


class PhoneActions(InspectorActions, TravelActions, SessionActions, SearchActions, TextActions):
    """What keys and commands do with one phone."""
