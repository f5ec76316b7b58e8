"""`simulator mock`: the mock as a server. What it answers is `simulator.mock`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from simulator.faces.cli.options import lang_of, parser
from simulator.faces.cli.serving import add_service_options, service_of
from simulator.faces.cli.texts import text
from simulator.faces.parts import Parts
from simulator.settings.choices import MockChoice

DEFAULT_PORT = 8080

DEFAULT_CONCURRENCY = 2_500
"""DeepSeek's own limit on its flash model (part 1 of the wire reference)."""

DEFAULT_MESSAGES = 10_000
"""DeepSeek says no number; this is more than a client sends, and keeps a request from holding up the others."""

EXAMPLES = """\
  simulator mock --port 8000
  simulator ask "你好" --backend-url http://127.0.0.1:8000
  simulator mock --port 0 --api-key sk-test --latency third-party-2025-02
  simulator mock --era 2026-11 --balance 5
  simulator mock --fault busy:0.1 --fault cut:0.02@at=thinking --fault http429@nth=3@retry_after=2
  simulator mock --replies answers.toml --journal exchanges.jsonl"""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Serve until a signal. The line with the URL is printed to standard output once connections are accepted."""
    options = parser(
        "mock", "A DeepSeek-compatible mock server, with the API of R1, V3.1, V3.2 or today.", EXAMPLES + _kinds()
    )
    options.add_argument("--era", default="2025-02", metavar="E", help=_eras())
    options.add_argument("--seed", type=int, default=0, metavar="N", help="what chance is drawn from (default: 0)")
    _add_conduct_options(options)
    options.add_argument(
        "--balance",
        metavar="USD",
        type=_dollars,
        help="money that answers are paid from; 0 is an empty purse, status 402",
    )
    _add_content_options(options)
    add_service_options(options, port=DEFAULT_PORT, concurrency=DEFAULT_CONCURRENCY, messages=DEFAULT_MESSAGES)
    args = options.parse_args(argv)
    if args.latency == "list":
        print(_latencies())
        return 0
    choice = MockChoice(
        service=service_of(args, "other machines reach it"),
        era=args.era,
        balance=args.balance,
        seed=args.seed,
        latency=args.latency,
        api_keys=frozenset(args.api_key) or None,
        lang=lang_of(args, environ),
        dialect=args.dialect,
        faults=tuple(args.fault),
        fault_file=args.fault_file,
        keep_alive=args.keep_alive,
        concurrency=args.concurrency,
        journal=args.journal,
        replies=tuple(args.replies),
        replay_timing=args.replay_timing,
    )
    return parts.serve_mock(choice, lambda url: print(text("mock.listens", choice.lang, url=url), flush=True))


def _eras() -> str:
    """Give the help about the seasons of DeepSeek's API."""
    from simulator.mock.era import ERAS

    return f"whose API: {', '.join(ERAS)} (default: 2025-02)"


def _kinds() -> str:
    """Give the lines of help about the kinds of faults."""
    from simulator.mock.faults.kinds import HTTP, KINDS

    names = {name: f"{HTTP}NNN" if name == HTTP else name for name in KINDS}
    lines = [f"  {names[kind.name]:<13} {kind.says}" for kind in KINDS.values()]
    return (
        "\n\nfaults, each with @nth=3, @prompt=TEXT, @path=/models or a body field such as @model=deepseek-chat:\n"
        + ("\n".join(lines))
    )


def _latencies() -> str:
    """Give a line for each latency profile: its figures in seconds and where they are from."""
    from simulator.mock.latencies import PROFILES

    return "\n".join(
        f"{name:<26} first token {_range(profile.first_token)} s, then each {_range(profile.gap)} s  "
        f"[{profile.evidence}] {profile.note}".rstrip()
        for name, profile in PROFILES.items()
    )


def _range(ends: tuple[float, float]) -> str:
    low, high = ends
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _add_conduct_options(to: argparse.ArgumentParser) -> None:
    """Add the options for how slowly, and how badly, the mock answers."""
    from simulator.dialects.shapes import DEEPSEEK, SHAPES

    group = to.add_argument_group("conduct", "each request can ask for its own: X-Mock-Fault, -Dialect, -Latency")
    group.add_argument(
        "--latency",
        default="none",
        metavar="NAME",
        help="delays like a real server's, scaled as in NAME*0.1, or a .toml file; list shows all (default: none)",
    )
    group.add_argument(
        "--dialect",
        metavar="NAME",
        default=DEEPSEEK.name,
        help=f"whose way to write answers and errors (default: deepseek): {', '.join(SHAPES)}",
    )
    group.add_argument(
        "--fault",
        metavar="SPEC",
        action="append",
        default=[],
        help="kind[:rate][@name=value], repeatable; the kinds are below",
    )
    group.add_argument("--fault-file", metavar="FILE", type=Path, help="faults in a TOML or JSON file")
    group.add_argument(
        "--keep-alive",
        metavar="S",
        type=_seconds,
        default=10.0,
        help="seconds between keep-alive lines before the first token; 0 for none (default: 10)",
    )


def _add_content_options(to: argparse.ArgumentParser) -> None:
    """Add the options for what the mock says, and what it keeps."""
    group = to.add_argument_group("content", "changed and read while it runs: /mock/replies, /mock/journal")
    group.add_argument(
        "--replies",
        metavar="DIR",
        action="append",
        type=Path,
        default=[],
        help="prepared replies (.toml) and cassettes (.jsonl) of a folder, or one such file; repeatable",
    )
    group.add_argument(
        "--replay-timing",
        choices=("original", "none"),
        default="original",
        help="whether cassettes wait as their servers did (default: original)",
    )
    group.add_argument("--journal", metavar="FILE", type=Path, help="write every exchange to FILE, a line of JSON each")


def _seconds(text: str) -> float:
    seconds = float(text) if text.replace(".", "", 1).isdecimal() else -1.0
    if not 0 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} should be a number of seconds, 0 for none")
    return seconds


def _dollars(text: str) -> float:
    if not text.replace(".", "", 1).isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} should be an amount of US dollars, such as 0 or 2.50")
    return float(text)
