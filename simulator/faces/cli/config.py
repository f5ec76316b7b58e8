"""`simulator config`: begins, shows and checks the user's configuration. What its keys mean is `simulator.settings`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.cli.backend_texts import say
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import add_backend_options, backend_choice, lang_of, parser
from simulator.faces.parts import Parts
from simulator.settings.layers import Origin, Stated
from simulator.settings.load import config_files, motion_set

EXAMPLES = """\
  simulator config init                 a commented file in your configuration folder
  simulator config show --backend vllm  every value, and where it is from
  simulator config check                exit code 2 and a line for each mistake"""

_ACTIONS = ("init", "show", "path", "schema", "check")
_WHAT = "init: write a commented file; show (default): values and origins; path: the files; schema: for editors; check"


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Begin, show or check the configuration; keys are never shown."""
    options = parser("config", "The configuration: its files, its values and where each is from.", EXAMPLES)
    options.add_argument("action", nargs="?", choices=_ACTIONS, default="show", metavar="ACTION", help=_WHAT)
    options.add_argument("--project", action="store_true", help="init: write simulator.toml in this folder")
    options.add_argument("--json", action="store_true", help="print JSON")
    add_backend_options(options)
    args = options.parse_args(argv)
    match args.action:
        case "init":
            _init(args, environ)
        case "path":
            _path(args, environ)
        case "schema":
            from simulator.settings.check import config_schema

            print(json.dumps(config_schema(), ensure_ascii=False, indent=2))
        case "check":
            parts.backend(parts.settings(args.config), backend_choice(args))
            print(say("fine", lang_of(args, environ)))
        case _:
            _show(args, parts, environ)
    return Exit.FINE


def _init(args: Namespace, environ: Mapping[str, str]) -> None:
    user, project = config_files(environ, Path.cwd(), args.config)
    path = project if args.project or args.config else user
    from simulator.settings.template import TEMPLATE

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        raise UserProblem(f"{path}: is there already and is not overwritten; edit it, or move it away") from None
    except OSError as error:
        raise UserProblem(f"{path}: cannot be written ({error.strerror or error})") from None
    print(say("written", _calm_lang(args, environ), path=path))


def _path(args: Namespace, environ: Mapping[str, str]) -> None:
    files = config_files(environ, Path.cwd(), args.config)
    if args.json:
        print(
            json.dumps([{"path": str(path), "exists": path.exists()} for path in files], ensure_ascii=False, indent=2)
        )
        return
    lang = _calm_lang(args, environ)
    for path in files:
        print(f"{path}  {say('there' if path.exists() else 'missing', lang)}")


def _show(args: Namespace, parts: Parts, environ: Mapping[str, str]) -> None:
    lang = lang_of(args, environ)
    rows = list(_values(args, parts, environ, lang))
    if args.json:
        shown = [{"key": key, "value": value, "from": origin} for key, value, origin in rows]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    lines = [(f"{key} = {json.dumps(value, ensure_ascii=False)}", origin) for key, value, origin in rows]
    widest = max(width(line) for line, _ in lines)
    for line, origin in lines:
        print(f"{pad(line, min(widest, 60))}  {origin}")


def _values(args: Namespace, parts: Parts, environ: Mapping[str, str], lang: Lang) -> Iterator[tuple[str, Any, str]]:
    """Give every value with its key and its origin: what was set, then the backend that it adds up to."""
    settings = parts.settings(args.config)
    server = parts.backend(settings, backend_choice(args))
    flags = {"backend": args.backend, "lang": args.lang}
    for key, default in (("backend", server.name), ("lang", lang), ("motion", motion_set(settings) or "full")):
        stated = Stated(flags[key], Origin(f"--{key}")) if flags.get(key) else settings.get(key)
        yield key, (stated.value if stated else default), str(stated.origin) if stated else "default"
    for name in dict.fromkeys([*settings.names("backends"), server.name]):
        values = server.values if name == server.name else settings.below("backends", name)
        for key, stated in values.items():
            yield f"backends.{name}.{key}", stated.value, str(stated.origin)
    if server.api_key_env is not None:
        yield f"backends.{server.name}.api_key", _hidden(environ.get(server.api_key_env), lang), server.api_key_env
    for path, stated in settings.values.items():
        if path[0] == "vendors":
            yield ".".join(map(str, path)), stated.value, str(stated.origin)


def _hidden(key: str | None, lang: Lang) -> str:
    return say("set" if key and key.strip() else "unset", lang)


def _calm_lang(args: Namespace, environ: Mapping[str, str]) -> Lang:
    """Give the language even where the configuration is broken: who asks for its path may be about to mend it."""
    try:
        return lang_of(args, environ)
    except UserProblem:
        return "zh"
