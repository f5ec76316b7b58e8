"""`simulator mock`: the mock as a server. What it answers is `simulator.mock`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.faces.cli.options import lang_of, parser
from simulator.faces.parts import Parts
from simulator.settings.choices import MockChoice

EXAMPLES = """\
  simulator mock --port 8000
  simulator ask "你好" --backend-url http://127.0.0.1:8000
  simulator mock --port 0 --api-key sk-test --latency third-party-2025-02"""

LISTENS = {
    "zh": "DeepSeek 模拟服务器：{url}（Ctrl+C 停止）",
    "en": "DeepSeek mock at {url} (Ctrl+C stops it)",
}


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Serve until a signal. The line with the URL is printed to standard output once connections are accepted."""
    options = parser("mock", "A DeepSeek-compatible mock server, with R1's API as it was in February 2025.", EXAMPLES)
    options.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine alone)")
    options.add_argument("--port", type=int, default=8080, help="the port; 0 picks a free one (default: 8080)")
    options.add_argument("--era", default="2025-02", help="whose API: 2025-02 (default)")
    options.add_argument("--seed", type=int, default=0, metavar="N", help="what chance is drawn from (default: 0)")
    options.add_argument("--latency", default="none", metavar="NAME", help="delays like a real server's, or none")
    options.add_argument("--api-key", metavar="K", help="the key that clients must send (default: any, or none)")
    args = options.parse_args(argv)
    choice = MockChoice(
        host=args.host,
        port=args.port,
        era=args.era,
        seed=args.seed,
        latency=args.latency,
        api_key=args.api_key,
        lang=lang_of(args, environ),
    )
    return parts.serve_mock(choice, lambda url: print(LISTENS[choice.lang].format(url=url), flush=True))
