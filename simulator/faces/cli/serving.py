"""The options that `mock` and `serve` share: where a server listens, whom it lets in, what a request may ask of it."""

from __future__ import annotations

import argparse
from ipaddress import ip_address

from simulator.domain.problem import UserProblem
from simulator.http.limits import USUAL, Limits, Service

_MOST_BODY = 1024 * 1024 * 1024
_MOST_WORKERS = 64


def add_service_options(to: argparse.ArgumentParser, *, port: int, concurrency: int, messages: int) -> None:
    """Add them; the numbers are the defaults."""
    group = to.add_argument_group("service", "see docs/operations.md")
    group.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine alone)")
    group.add_argument("--port", type=int, default=port, help=f"the port; 0 picks a free one (default: {port})")
    group.add_argument(
        "--api-key",
        metavar="K",
        action="append",
        default=[],
        type=_key,
        help="a key that clients must send; repeatable (default: any, or none)",
    )
    group.add_argument("--open", action="store_true", help="let everybody in, also from other machines (--host)")
    group.add_argument("--access-log", action="store_true", help="a line for each request on standard error")
    _add_number(group, "--workers", 1, _MOST_WORKERS, "processes that share the port")
    _add_number(group, "--concurrency", concurrency, 1_000_000, "answers at once; a further request gets 429")
    _add_number(group, "--max-body", USUAL.body, _MOST_BODY, "bytes of a request; a longer one gets 413")
    _add_number(group, "--max-messages", messages, 1_000_000, "messages of a request; more get 400")
    group.add_argument(
        "--max-seconds",
        metavar="S",
        type=_seconds,
        default=USUAL.seconds,
        help=f"until an answer has ended; else it gets 504, or is cut (default: {USUAL.seconds:g})",
    )


def service_of(args: argparse.Namespace, risk: str) -> Service:
    """Read them. `risk` is what others could do. Raises: UserProblem if other machines may come in without a key."""
    if not (args.api_key or args.open or _is_this_machine(args.host)):
        raise UserProblem(f"--host {args.host}: {risk}; give --api-key, or --open if everybody may")
    return Service(
        host=args.host,
        port=args.port,
        limits=Limits(body=args.max_body, messages=args.max_messages, seconds=args.max_seconds),
        access_log=args.access_log,
        workers=args.workers,
    )


def _add_number(to: argparse._ActionsContainer, name: str, default: int, most: int, says: str) -> None:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} should be a number from 1 to {most}")
        return int(text)

    to.add_argument(name, metavar="N", type=number, default=default, help=f"{says} (default: {default})")


def _key(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty, so that nobody could send it; leave it out to let everybody in")
    return text.strip()


def _seconds(text: str) -> float:
    seconds = float(text) if text.isascii() and text.replace(".", "", 1).isdecimal() else 0.0
    if not 0.1 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} should be a number of seconds, 0.1 to 86400")
    return seconds


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
