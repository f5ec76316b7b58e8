"""Loads the hooks of a vendor folder, and holds them to what they promise. What each hook is for is `simulator.hooks`.

Imported when a phone is taken in hand, never for a list: a plugin may be slow, or wrong, and a list must not mind.
"""

from __future__ import annotations

import hashlib
import inspect
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import FunctionType

from simulator.catalogue.patience import PATIENCE_SECONDS, Hangs, in_time
from simulator.catalogue.plugin_code import PLUGIN, PluginFile, run_plugin
from simulator.catalogue.plugin_skills import checked_skills
from simulator.domain.clean import clean
from simulator.domain.skills import Situation, Skill
from simulator.hooks import HOOKS, NO_HOOKS, Hooks
from simulator.toml_file.naming import shown

_FORMS = {"context": "def context(situation): …", "skills": "def skills(): …"}
_ARGUMENTS = {"context": ("situation",), "skills": ()}
_LIKENESS = 0.75


def load_hooks(folder: Path, id: str, taken: Collection[str] = ()) -> Hooks:
    """Load the hooks of the vendor `id` from the plugin.py in its folder, if there is one.

    The hooks that are given raise ProfileError, with the file and line, if the plugin's own raise or give something
    else than they promise; a skill raises SkillFailed then. `taken` are the names of skills that the plugin's may not
    have: those that every phone has.
    Raises: ProfileError if the plugin cannot be loaded, or defines a hook that cannot be one.
    """
    path = folder / PLUGIN
    if not os.path.lexists(path):
        return NO_HOOKS
    plugin = run_plugin(path, _module_name(path, id))
    found = {name: getattr(plugin.module, name) for name in HOOKS if hasattr(plugin.module, name)}
    for name in _misspelt(plugin, found):
        (meant,) = get_close_matches(name.casefold(), HOOKS, n=1, cutoff=_LIKENESS)
        remedy = f'did you mean "{meant}"? (known: {", ".join(HOOKS)}; a function of your own may begin with _)'
        raise plugin.refused(f"{name} is no hook", remedy, name)
    for name, hook in found.items():
        _check(plugin, name, hook)
    return Hooks(
        context=_context(plugin, found["context"]) if "context" in found else None,
        skills=_skills(plugin, found["skills"], taken) if "skills" in found else None,
    )


def _module_name(path: Path, id: str) -> str:
    """Name the module after its place too: two folders may hold a vendor of the same id."""
    place = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:12]
    return f"_simulator_vendor_{id}_{place}"


def _misspelt(plugin: PluginFile, found: Collection[str]) -> Iterator[str]:
    """Give the plugin's public functions that look like a hook which it does not define."""
    for name, value in vars(plugin.module).items():
        is_its_own = isinstance(value, FunctionType) and value.__module__ == plugin.module.__name__
        if is_its_own and not name.startswith("_") and name not in HOOKS:
            meant = get_close_matches(name.casefold(), HOOKS, n=1, cutoff=_LIKENESS)
            if meant and meant[0] not in found:
                yield name


def _check(plugin: PluginFile, name: str, hook: object) -> None:
    if not callable(hook):
        raise plugin.refused(f"{name} is {shown(hook)}", f"write {_FORMS[name]}", name)
    if inspect.iscoroutinefunction(hook) or inspect.isasyncgenfunction(hook):
        raise plugin.refused(f"{name} is asynchronous", f"write {_FORMS[name]}, which waits for nothing", name)
    try:
        inspect.signature(hook).bind(*_ARGUMENTS[name])
    except TypeError:
        given = ", ".join(_ARGUMENTS[name]) or "no arguments"
        raise plugin.refused(f"{name} cannot be called with {given}", f"write {_FORMS[name]}", name) from None
    except ValueError:
        return  # a callable that was not written in Python does not tell its arguments


def _context(plugin: PluginFile, hook: Callable[[Situation], object]) -> Callable[[Situation], str]:
    def context(situation: Situation) -> str:
        try:
            text = in_time(lambda: plugin.call("context stopped", lambda: hook(situation)))
        except Hangs:
            remedy = f"a hook answers within {PATIENCE_SECONDS:g} seconds and does no I/O"
            raise plugin.refused("context hangs", remedy, "context") from None
        if not isinstance(text, str):
            raise plugin.refused(f"context gave {shown(text)}", 'give a text, "" for none', "context")
        return clean(text)

    return context


def _skills(plugin: PluginFile, hook: Callable[[], object], taken: Collection[str]) -> Callable[[], Sequence[Skill]]:
    def skills() -> Sequence[Skill]:
        return checked_skills(plugin, plugin.call("skills stopped", hook), taken)

    return skills
