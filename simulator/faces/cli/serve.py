"""`simulator serve`: the phones as models of an OpenAI-compatible server. What it answers is `faces.serve`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from simulator.faces.cli.options import (
    Parser,
    add_backend_options,
    add_gate_options,
    backend_choice,
    lang_of,
    parser,
    phone_wishes,
)
from simulator.faces.cli.serving import add_service_options, service_of
from simulator.faces.cli.texts import text
from simulator.faces.parts import Parts
from simulator.http.limits import USUAL
from simulator.settings.choices import PhoneChoice, ServeChoice

DEFAULT_PORT = 8090
DEFAULT_CONCURRENCY = 256

EXAMPLES = """\
  simulator serve --port 8090
  curl http://127.0.0.1:8090/v1/models
  curl http://127.0.0.1:8090/v1/chat/completions -H 'Content-Type: application/json' \\
       -d '{"model": "xiaoyi@11.2.10.310", "messages": [{"role": "user", "content": "讲个笑话"}]}'
  simulator serve --clock virtual --backend-url http://127.0.0.1:8000/v1 --api-key sk-mine"""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Serve until a signal. The line with the URL is printed to standard output once connections are accepted."""
    args = _options().parse_args(argv)
    service = service_of(args, "whoever reaches it may spend what your keys pay for")
    lang = lang_of(args, environ)
    phone = PhoneChoice(
        wishes=phone_wishes(args, None),
        vendors_paths=tuple(args.vendors_path),
        clock=args.clock,
        seed=args.seed,
        lang=lang,
        entry=args.entry,
    )
    choice = ServeChoice(
        service=service,
        phone=phone,
        backend=backend_choice(args),
        api_keys=frozenset(args.api_key),
        concurrency=args.concurrency,
    )
    from simulator.faces.serve.run import serve  # only now: a help page must not wait for a web server

    return serve(parts, choice, lambda url: print(text("serve.listens", lang, url=url), flush=True))


def _options() -> Parser:
    options = parser("serve", "The phones as models of an OpenAI-compatible server.", EXAMPLES)
    add_service_options(options, port=DEFAULT_PORT, concurrency=DEFAULT_CONCURRENCY, messages=USUAL.messages)
    group = options.add_argument_group("phone", "of every model; without these, one on which its release runs")
    add_gate_options(group)
    group.add_argument(
        "--entry",
        choices=("deepseek", "assistant"),
        help="where turns enter: the DeepSeek entry (default), or the assistant, which routes them",
    )
    group.add_argument("--clock", metavar="C", default="real", help="real, virtual (no waiting), or a rate such as x10")
    group.add_argument("--seed", metavar="N", type=int, help="what chance is drawn from (default: 0)")
    group.add_argument("--vendors-path", metavar="DIR", type=Path, action="append", default=[], help="more vendors")
    add_backend_options(options)
    return options
