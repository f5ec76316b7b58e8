"""`simulator backends`: the servers that a phone can be pointed at. What is known of each is `settings.presets`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.cli.backend_texts import say
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of, parser
from simulator.faces.cli.own_backends import OwnBackend, own_data, own_page, own_row
from simulator.faces.cli.wrapping import indented, page_width
from simulator.faces.parts import Parts
from simulator.settings.choices import BackendChoice
from simulator.settings.layers import Settings
from simulator.settings.presets import EMBEDDED, Preset, PresetEra, PresetModel, preset, preset_ids, preset_named

EXAMPLES = """\
  simulator backends
  simulator backends show deepseek      your own tables are shown by their name, too
  simulator backends show deepseek@2025-02 --json
  simulator ask "你好" --backend vllm --model deepseek-ai/DeepSeek-R1"""

_LABEL = 22


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """List the user's own backends and the presets, or show one with its eras, models and sources."""
    options = parser("backends", "The servers that a phone can be pointed at, and what each wants.", EXAMPLES)
    options.add_argument("action", nargs="?", choices=("list", "show"), default="list", metavar="ACTION", help="list")
    options.add_argument("backend", nargs="?", metavar="B", help="show: a table of yours, a preset, or NAME@ERA")
    options.add_argument("--json", action="store_true", help="print JSON")
    options.add_argument("--config", metavar="FILE", type=Path, help="a file in place of the project's simulator.toml")
    args = options.parse_args(argv)
    lang = lang_of(args, environ)
    if args.action == "show" and args.backend is None:
        raise UserProblem("backends show: which one? name it, such as: simulator backends show deepseek")
    if args.action == "list" and args.backend is not None:
        raise UserProblem("backends list: takes no name; write `simulator backends show B`")
    settings = parts.settings(args.config)
    own = {name: _own(parts, settings, name) for name in settings.names("backends")}
    if args.action == "list":
        known = [preset(id) for id in preset_ids() if id not in own]
        presets = [asdict(item) for item in known]
        _print([*map(own_data, own.values()), *presets] if args.json else _table(own, known, lang))
    elif args.backend in own:
        _print(own_data(own[args.backend]) if args.json else _own_page(own[args.backend], lang))
    else:
        shown, era = preset_named(args.backend)
        eras = (era,) if "@" in args.backend else shown.eras
        data = asdict(shown) | {"eras": [asdict(item) for item in eras]}
        _print(data if args.json else _page(shown, eras, lang))
    return Exit.FINE


def _own(parts: Parts, settings: Settings, name: str) -> OwnBackend:
    """Give one of the user's tables; one that lacks an address is shown with what it says."""
    table = settings.below("backends", name)
    try:
        server = parts.backend(settings, BackendChoice(name=name))
    except UserProblem:
        server = None
    return OwnBackend(name, table, server)


def _print(page: object) -> None:
    print(page if isinstance(page, str) else json.dumps(page, ensure_ascii=False, indent=2))


def _table(own: Mapping[str, OwnBackend], known: Sequence[Preset], lang: Lang) -> str:
    rows = [own_row(item, lang) for item in own.values()]
    rows += [
        (item.id, item.name.text(lang), item.eras[-1].model, _key(item, lang), _address(item, lang)) for item in known
    ]
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(map(pad, row, widths)).rstrip() for row in rows)


def _page(shown: Preset, eras: Sequence[PresetEra], lang: Lang) -> str:
    return "\n".join(line for part in _parts(shown, eras, lang) for line in part)


def _own_page(own: OwnBackend, lang: Lang) -> str:
    lines = own_page(own, lang)
    if own.server is not None and own.server.preset is not None and own.server.era is not None:
        preset = own.server.preset
        lines += ["", f"{preset.name.text(lang)} · {preset.id}", say("era", lang, name=own.server.era.name)]
        lines += [line for part in _era(own.server.era, lang) for line in part]
    return "\n".join(lines)


def _parts(shown: Preset, eras: Sequence[PresetEra], lang: Lang) -> Iterator[list[str]]:
    yield [f"{shown.name.text(lang)} · {shown.id}"]
    yield _row("address", _address(shown, lang), lang)
    yield _row("key", _key(shown, lang), lang)
    if shown.note:
        yield _row("note", shown.note.text(lang), lang)
    for era in eras:
        yield ["", say("era", lang, name=era.name)]
        yield from _era(era, lang)


def _era(era: PresetEra, lang: Lang) -> Iterator[list[str]]:
    yield _row("model", era.model, lang)
    yield _row("dialect", era.dialect, lang)
    yield _row("thinking", say(f"default.{era.thinking.default}", lang), lang)
    for key, fields in (("on", era.thinking.on), ("off", era.thinking.off)):
        yield _row(key, json.dumps(fields, ensure_ascii=False) if fields else say("nothing", lang), lang)
    yield _row("history", say(f"history.{era.history}", lang), lang)
    yield _row("system_prompt", say(f"system_prompt.{era.system_prompt}", lang), lang)
    yield _row("max_tokens", era.max_tokens, lang)
    if era.ranges:
        yield _row("ranges", " · ".join(f"{name} {low}…{high}" for name, (low, high) in era.ranges.items()), lang)
    for model in era.models:
        yield indented(f"{model.id}  {_model(model, lang)}", page_width(), "  ", "    ")
    for source in era.sources:
        yield _row("source", source, lang)


def _row(key: str, value: str, lang: Lang) -> list[str]:
    return indented(value, page_width(), "  " + pad(say(key, lang), _LABEL), " " * (_LABEL + 2))


def _model(model: PresetModel, lang: Lang) -> str:
    sizes = (("context", model.context_tokens), ("output", model.output_tokens))
    said = [say(key, lang, n=f"{size:,}") for key, size in sizes if size is not None]
    lists = (("rejects", model.rejects), ("ignores", model.ignores))
    said += [say(key, lang, names=", ".join(names)) for key, names in lists if names]
    return " · ".join(said)


def _address(item: Preset, lang: Lang) -> str:
    return item.base_url or say("embedded" if item.id == EMBEDDED else "no_address", lang)


def _key(item: Preset, lang: Lang) -> str:
    if item.api_key_env is None:
        return say("no_key", lang)
    return item.api_key_env if item.needs_key else say("optional", lang, name=item.api_key_env)
