"""An OpenAPI description as one page of HTML that loads nothing and runs nothing. What it says is the description's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
code,pre{font:14px/1.45 ui-monospace,monospace}pre{background:#f4f4f4;padding:.7rem;overflow:auto;border-radius:6px}
details{border:1px solid #ddd;border-radius:6px;margin:.5rem 0;padding:.5rem .8rem}summary{cursor:pointer}
b.m{display:inline-block;min-width:4.5rem;color:#2457a7}td{padding:.1rem 1rem .1rem 0;vertical-align:top}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}pre{background:#242424}details{border-color:#444}
b.m{color:#8ab4f8}}"""


def docs_page(description: Mapping[str, Any]) -> str:
    """Write the page."""
    info = description["info"]
    title = escape(info["title"])
    operations = "\n".join(
        _operation(method, path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>{title} <small>{escape(info['version'])}</small></h1><p>{escape(info['description'])}</p>"
        f'<p>For programs: <a href="openapi.json">openapi.json</a></p>{operations}</html>'
    )


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    head = f'<b class="m">{method.upper()}</b> <code>{escape(path)}</code> {escape(operation["summary"])}'
    return f"<details><summary>{head}</summary>{''.join(_parts(operation))}</details>"


def _parts(operation: Mapping[str, Any]) -> Iterator[str]:
    rows = [(f"{item['name']} ({item['in']})", item.get("description", "")) for item in operation.get("parameters", ())]
    if rows:
        yield _table(rows)
    if body := operation.get("requestBody"):
        schemas = [content["schema"] for content in body["content"].values()]
        yield "".join(f"<pre>{escape(json.dumps(schema, ensure_ascii=False, indent=1))}</pre>" for schema in schemas)
    yield _table([(status, answer["description"]) for status, answer in operation["responses"].items()])


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td><code>{escape(left)}</code><td>{escape(right)}" for left, right in rows)
    return f"<table>{cells}</table>"
