"""`simulator doctor`: probes a backend and prints each finding as it is made. What is checked is `simulator.doctor`."""

from __future__ import annotations

import json
import math
import shlex
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.cli.doctor_texts import say
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import add_backend_options, backend_choice, lang_of, parser
from simulator.faces.parts import Parts

if TYPE_CHECKING:
    from simulator.doctor.finding import Finding
    from simulator.doctor.probe import Probe
    from simulator.settings.resolve import Server

EXAMPLES = """\
  simulator doctor                                                the embedded mock
  simulator doctor --backend-url http://127.0.0.1:8000/v1 --model deepseek-r1
  simulator doctor --backend deepseek --save work && simulator ask "你好" --backend work
  simulator doctor --backend vllm --json"""

_DEADLINE = 180.0


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Probe the backend; the exit code is 1 if something failed that a phone needs."""
    options = parser(
        "doctor",
        "Probe a backend: is it reached, is the key taken, does it stream, how does it write, what are its rules.\n"
        "At most ten small requests are sent, of a few hundred tokens together.",
        EXAMPLES,
    )
    options.add_argument("--json", action="store_true", help="print one JSON object, and nothing else")
    options.add_argument(
        "--deadline", metavar="S", type=float, default=_DEADLINE, help="seconds for all (default: 180)"
    )
    options.add_argument("--save", metavar="NAME", help="write the backend to the configuration if nothing failed")
    options.add_argument("--project", action="store_true", help="--save: write simulator.toml in this folder")
    options.add_argument(
        "--force", action="store_true", help="--save: though something failed, or over another backend"
    )
    add_backend_options(options)
    args = options.parse_args(argv)
    _check(args)
    lang = lang_of(args, environ)
    server = parts.backend(parts.settings(args.config), backend_choice(args))
    probe = parts.probe(server, backend_choice(args), args.deadline)
    findings = _run(probe, server, args, environ, lang)
    has_failed = any(finding.status == "fail" for finding in findings)
    if args.save is not None:
        _save(args, server, environ, lang, has_failed=has_failed)
    return Exit.FAULT if has_failed else Exit.FINE


def _check(args: Namespace) -> None:
    if not 0 < args.deadline < math.inf:
        raise UserProblem("--deadline: write a positive number of seconds, such as 60")
    if args.save is None and (args.project or args.force):
        raise UserProblem("--project and --force go with --save NAME")
    if args.save is not None:
        from simulator.settings.save import check_name

        check_name(args.save)


def _run(probe: Probe, server: Server, args: Namespace, environ: Mapping[str, str], lang: Lang) -> list[Finding]:
    from simulator.clocks import RealClock
    from simulator.faces.cli.doctor_page import Page

    clock, page = RealClock(), None
    if not args.json:
        place = probe.url if server.base_url else say("embedded", lang)
        page = Page(lang, environ, sys.stdout)
        page.line(say("title", lang, name=server.name, model=server.model, url=place))
    findings = _collect(probe, page.show if page else lambda finding: None)
    if page is None:
        print(json.dumps(_report(probe, server, findings, clock.now(), lang), ensure_ascii=False, indent=2))
    else:
        page.end(findings, probe.cost, clock.now())
    return findings


def _collect(probe: Probe, show: Callable[[Finding], None]) -> list[Finding]:
    import asyncio

    async def collect() -> list[Finding]:
        found = []
        async for finding in probe.findings():
            show(finding)
            found.append(finding)
        return found

    return asyncio.run(collect())


def _report(probe: Probe, server: Server, findings: Sequence[Finding], seconds: float, lang: Lang) -> dict[str, Any]:
    counts, cost = Counter(finding.status for finding in findings), probe.cost
    return {
        "backend": server.name,
        "url": probe.url if server.base_url else None,
        "model": server.model,
        "fine": not counts["fail"],
        "counts": {status: counts[status] for status in ("ok", "warn", "fail", "skipped")},
        "requests": cost.requests,
        "prompt_tokens": cost.prompt_tokens,
        "completion_tokens": cost.completion_tokens,
        "requests_without_usage": cost.uncounted,
        "seconds": round(seconds, 3),
        "findings": [_finding(finding, lang) for finding in findings],
    }


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "id": finding.id,
        "status": finding.status,
        "seconds": None if finding.seconds is None else round(finding.seconds, 4),
        "detail": finding.detail.text(lang),
        "remedy": finding.remedy.text(lang) if finding.remedy else None,
        "facts": _plain(finding.facts),
    }


def _plain(value: Any) -> Any:
    """Give facts as JSON has them; what a set holds is sorted."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(_plain, value))
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _save(args: Namespace, server: Server, environ: Mapping[str, str], lang: Lang, *, has_failed: bool) -> None:
    """Write the backend's table; what is said of it goes beside the findings, to standard error."""
    if has_failed and not args.force:
        print(say("not_saved", lang), file=sys.stderr)
        return
    from simulator.settings.load import config_files
    from simulator.settings.save import save_backend, table_of

    user, project = config_files(environ, Path.cwd(), args.config)
    path = project if args.project or args.config else user
    save_backend(path, args.save, table_of(server), force=args.force)
    config = f" --config {shlex.quote(str(args.config))}" if args.config else ""
    print(say("saved", lang, path=path), file=sys.stderr)
    print(f'  simulator ask "你好" --backend {args.save}{config}', file=sys.stderr)
