"""The options that commands share, and what they mean as choices. Checking a choice is the part's that takes it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import UserProblem
from simulator.domain.release import SHANGHAI
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.load import lang_set, load, motion_set

CENTURY = range(2000, 2100)
"""The years that a profile may name, too."""


class Parser(argparse.ArgumentParser):
    """argparse whose complaint is one line and a remedy, through the program's own way out."""

    def error(self, message: str) -> NoReturn:
        """Raise the complaint as a UserProblem."""
        raise UserProblem(f"{self.prog}: {message}; see `{self.prog} --help`")


def parser(command: str, description: str, examples: str) -> Parser:
    """Make the parser of a command; `examples` end its help as they are written."""
    made = Parser(
        prog=f"simulator {command}",
        description=description,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("--lang", choices=("zh", "en"), help="language of the phone and of labels (default: zh)")
    return made


def lang_of(args: argparse.Namespace, environ: Mapping[str, str]) -> Lang:
    """Give the language: `--lang`, else `SIMULATOR_LANG`, else the configuration's, else Chinese.

    Raises: UserProblem for any other value, and for all that is wrong in the configuration.
    """
    named = args.lang or lang_set(load(environ, Path.cwd(), getattr(args, "config", None)))
    return "en" if named == "en" else "zh"


def is_still(args: argparse.Namespace, environ: Mapping[str, str]) -> bool:
    """Say whether nothing may move on the screen: `SIMULATOR_MOTION`, else the configuration's `motion`.

    Raises: as `lang_of`.
    """
    return motion_set(load(environ, Path.cwd(), getattr(args, "config", None))) == "reduced"


def add_phone_options(to: argparse.ArgumentParser) -> None:
    """Add the options that describe a phone."""
    group = to.add_argument_group("phone", "without these, the phone is one on which the chosen release runs")
    group.add_argument("--vendor", metavar="V", help="whose phone: an id of `simulator vendors` (default: xiaoyi)")
    group.add_argument("--release", metavar="R", help="the assistant's release, such as 11.2.10.310")
    add_gate_options(group)
    group.add_argument(
        "--entry",
        choices=("deepseek", "assistant"),
        help="where turns enter: the DeepSeek entry (default), or the assistant, which routes them",
    )
    group.add_argument("--wake", action="store_true", help="the phone sleeps first and needs its wake word")
    group.add_argument("--clock", metavar="C", default="real", help="real, virtual (no waiting), or a rate such as x10")
    group.add_argument("--seed", metavar="N", type=int, help="what chance is drawn from (default: 0)")
    group.add_argument("--vendors-path", metavar="DIR", type=Path, action="append", default=[], help="more vendors")


def add_gate_options(to: argparse._ActionsContainer) -> None:
    """Add the options that gates look at: the day, and what the phone is."""
    to.add_argument("--date", metavar="D", help="the simulated day, such as 2025-02-05 or 2025-02-20T19:00")
    to.add_argument("--device", metavar="NAME", help='the phone\'s model, such as "Mate 70"')
    to.add_argument("--os", metavar="OS", help='its system, such as "HarmonyOS 5.0"')
    to.add_argument("--app", metavar="VERSION", help="the assistant app's version on it")
    to.add_argument("--region", metavar="CC", help="the country it was built for, such as CN (default: the release's)")
    to.add_argument("--enrolled", action="store_true", help="the phone is part of an internal test")
    to.add_argument("--logged-out", action="store_true", help="nobody is logged in to the maker's account")
    to.add_argument("--not-first-buyer", action="store_true", help="the phone is not of the first batch sold")


def add_backend_options(to: argparse.ArgumentParser) -> None:
    """Add the options that choose a backend."""
    group = to.add_argument_group("backend", "without these, the embedded mock answers: no key, no network")
    group.add_argument("--backend", metavar="NAME", help="a preset or a table of the configuration (default: mock)")
    group.add_argument(
        "--backend-url", metavar="URL", help="a chat-completions server, such as http://127.0.0.1:8000/v1"
    )
    group.add_argument("--model", metavar="M", help="the model's id there (default: the preset's)")
    group.add_argument("--api-key-env", metavar="VAR", help="the environment variable that holds the key")
    group.add_argument("--timeout", metavar="S", help="seconds for a turn, or connect=5,idle=10,event=30,total=120")
    group.add_argument("--config", metavar="FILE", type=Path, help="a file in place of the project's simulator.toml")
    group.add_argument("--latency", metavar="NAME", help="the embedded mock's own delays (default: none)")
    group.add_argument(
        "--fault", metavar="SPEC", action="append", default=[], help="what it does wrong, such as busy or cut:0.2"
    )
    group.add_argument(
        "--search-url", metavar="URL", help="a SearXNG instance to search (default: pages of early 2025)"
    )
    group.add_argument("--record-wire", metavar="FILE", type=Path, help="add all that is sent and received to FILE")
    group.add_argument("--replay-wire", metavar="FILE", type=Path, help="answer from such a file instead of a backend")
    group.add_argument(
        "--replay-timing", choices=("original", "none"), help="when the recorded bytes come (default: original)"
    )


def phone_choice(args: argparse.Namespace, environ: Mapping[str, str]) -> PhoneChoice:
    """Give the phone that the options describe. Raises: UserProblem for a day that is none."""
    return PhoneChoice(
        vendor=args.vendor,
        wishes=phone_wishes(args, args.release),
        vendors_paths=tuple(args.vendors_path),
        clock=args.clock,
        seed=args.seed,
        lang=lang_of(args, environ),
        must_wake=args.wake,
        entry=args.entry,
    )


def phone_wishes(args: argparse.Namespace, release: str | None) -> PhoneWishes:
    """Give what the options of the gates ask of a phone. Raises: UserProblem for a day that is none."""
    return PhoneWishes(
        release=release,
        date=None if args.date is None else parse_date(args.date),
        device=args.device,
        os=args.os,
        app=args.app,
        enrolled=args.enrolled,
        region=args.region,
        logged_in=not args.logged_out,
        first_buyer=not args.not_first_buyer,
    )


def backend_choice(args: argparse.Namespace) -> BackendChoice:
    """Give the backend that the options choose."""
    return BackendChoice(
        name=args.backend,
        url=args.backend_url,
        model=args.model,
        api_key_env=args.api_key_env,
        timeout=args.timeout,
        latency=args.latency,
        faults=tuple(args.fault),
        search_url=args.search_url,
        record=args.record_wire,
        replay=args.replay_wire,
        replay_timing=args.replay_timing,
        config=args.config,
    )


def parse_date(text: str) -> datetime:
    """Read a day or a moment of this century; without an offset it is Shanghai's.

    Raises: UserProblem with the form expected. Years near 1 and 9999 have hours that Python cannot name elsewhere.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        raise UserProblem(f"--date {text[:40]!r} is no day; write it like 2025-02-05 or 2025-02-20T19:00") from None
    if moment.year not in CENTURY:
        raise UserProblem(f"--date {text[:40]!r} is far from 2025; write a day between 2000 and 2099, like 2025-02-05")
    return moment
