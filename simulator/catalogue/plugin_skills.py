"""Holds the skills of a plugin to what a skill promises, when they are given and when they act."""

from __future__ import annotations

import json
from asyncio import CancelledError
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from simulator.catalogue.plugin_code import PluginFile, line_in, told
from simulator.domain.clean import clean
from simulator.domain.completion import Tool
from simulator.domain.contents import Change
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.toml_file.naming import shown

LONGEST_NAME = 64
"""Letters of a tool's name on the wire, as chat-completions servers take it."""


class PluginBroke(SkillFailed):
    """A skill of a plugin raised what it may not, or gave what cannot be recorded; the text has the plugin's line."""


_FORM = "give a list of Skill, like [Skill(Tool(…), act)]"


def checked_skills(plugin: PluginFile, given: object, taken: Collection[str]) -> tuple[Skill, ...]:
    """Give the skills that a plugin gave, so wrapped that they raise nothing but SkillFailed.

    Raises: ProfileError if they are something else, cannot be offered to a model, or share a name.
    """
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise plugin.refused(f"skills gave {_named(given)}", _FORM, "skills")
    names: set[str] = set(taken)
    for number, skill in enumerate(given, 1):
        if not isinstance(skill, Skill) or not isinstance(skill.tool, Tool) or not callable(skill.act):
            raise plugin.refused(f"skills gave {_named(skill)} in place {number}", _FORM, "skills")
        wrong = _wrong(skill.tool, names)
        if wrong is not None:
            raise plugin.refused(*wrong, "skills")
        names.add(skill.name)
    return tuple(_held(plugin, skill) for skill in given)


def _wrong(tool: Tool, names: Collection[str]) -> tuple[str, str] | None:
    """Give what keeps the tool from being offered to a model, and the remedy; None if nothing does."""
    name, about = tool.name, f"skill {shown(tool.name)}"
    if not isinstance(name, str) or not name.isascii() or not name.isidentifier() or len(name) > LONGEST_NAME:
        return f"{about} has no name that a model can call", 'write letters, digits and _, like "set_alarm"'
    if name in names:
        return f"{about} is there already", "give each skill a name of its own"
    if not isinstance(tool.description, str) or not tool.description.strip():
        return f"{about} has no description", "say what it is good for: a model chooses by it"
    return _wrong_parameters(about, tool.parameters)


def _wrong_parameters(about: str, parameters: object) -> tuple[str, str] | None:
    remedy = 'write {"type": "object", "properties": {"minutes": {"type": "integer"}}, "required": ["minutes"]}'
    if not isinstance(parameters, Mapping) or parameters.get("type") != "object":
        return f"{about} has parameters that are no JSON Schema object", remedy
    properties, required = parameters.get("properties", {}), parameters.get("required", [])
    if not isinstance(properties, Mapping) or not all(isinstance(part, Mapping) for part in properties.values()):
        return f"{about} has properties that are no schemas", remedy
    if not isinstance(required, list | tuple) or not all(name in list(properties) for name in required):
        return f"{about} requires what is not among its properties", remedy
    try:
        json.dumps(parameters, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        return f"{about} has parameters that are no JSON ({told(error)})", remedy
    return None


def _held(plugin: PluginFile, skill: Skill) -> Skill:
    async def act(arguments: Mapping[str, object], situation: Situation) -> Done:
        try:
            return _kept(await skill.act(arguments, situation))
        except (SkillFailed, CancelledError, GeneratorExit):
            raise
        except BaseException as error:  # SystemExit too: a plugin must not end the program
            line = line_in(plugin.path, error)
            place = plugin.path.name if line is None else f"{plugin.path.name}:{line}"
            raise PluginBroke(clean(f"{skill.name} ({place}): {told(error)}")) from error

    return replace(skill, act=act)


def _kept(done: object) -> Done:
    """Give what a skill did, if all of it can be recorded. Raises: TypeError with what cannot."""
    if not isinstance(done, Done) or not isinstance(done.result, str):
        raise TypeError(f"it gave {_named(done)} and no Done with a text")
    for change in done.changes:
        if not isinstance(change, Change) or not isinstance(change.kind, str) or not isinstance(change.id, int):
            raise TypeError(f"it changed {_named(change)}, which is no Change with a kind and a number")
        for key, value in (change.fields or {}).items():
            if not isinstance(key, str) or not isinstance(value, str | int | float | None) or value != value:
                raise TypeError(f"it wrote {_named(value)} into a {change.kind}; a field is a text, a number or a flag")
    return replace(done, result=clean(done.result), changes=tuple(done.changes))


def _named(value: object) -> str:
    return "nothing" if value is None else f"something of the type {type(value).__name__}"
