"""Asks both servers thousands of odd questions that their own descriptions allow, or nearly, and tells what broke.

Not part of the tests: it takes minutes. In an environment of its own, with the program's command on the path:

    pip install schemathesis
    python tests/manual/fuzz_api.py mock 300
    python tests/manual/fuzz_api.py serve 500

The number is that of examples for each operation; the report tells how many there were in all.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile

OPTIONS = {
    "mock": ["--era", "2025-12", "--keep-alive", "0", "--max-seconds", "5"],
    "serve": ["--clock", "virtual", "--max-seconds", "5"],
}
"""What lets a server answer at once."""

CHECKS = ("--checks", "not_a_server_error,status_code_conformance,content_type_conformance")
LEFT_OUT = {"mock": (), "serve": ("--exclude-path", "/v1/events")}
"""A feed without end would hold whoever asks for it."""


def main() -> int:
    """Run one server and Schemathesis against it."""
    name, examples = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        folders = {f"SIMULATOR_{kind}_DIR": f"{folder}/{kind.lower()}" for kind in ("DATA", "CONFIG", "CACHE")}
        line = ["simulator", name, "--port", "0", "--lang", "en", *OPTIONS[name]]
        with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=dict(os.environ) | folders) as server:
            assert server.stdout is not None
            found = re.search(r"http://\S+?:\d+", server.stdout.readline())
            assert found is not None
            try:
                asking = ["schemathesis", "run", f"{found[0]}/openapi.json", "-n", examples, *CHECKS, *LEFT_OUT[name]]
                return subprocess.run(asking, cwd=folder, check=False).returncode
            finally:
                server.terminate()


if __name__ == "__main__":
    sys.exit(main())
