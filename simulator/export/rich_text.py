"""A model's Markdown as HTML that can do nothing: no HTML of its own, no pictures, no links but http(s)."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from simulator.domain.clean import clean
from simulator.formulas.in_markdown import with_formulas
from simulator.formulas.legible import legible


def rich_text(markdown: str) -> str:
    """Give the HTML of an answer."""
    return str(_reader().render(markdown))


@lru_cache(1)
def _reader() -> MarkdownIt:
    reader = (
        MarkdownIt("commonmark", {"html": False, "breaks": True})
        .enable(["table", "strikethrough"])
        .disable(["image", "autolink"])
    )
    reader.validateLink = _is_safe  # type: ignore[method-assign]  # how the library takes it
    reader.add_render_rule("link_open", _link)
    reader.add_render_rule("formula", _formula)
    return with_formulas(reader)


def _is_safe(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _link(self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    tokens[index].attrSet("rel", "noopener noreferrer nofollow")
    return self.renderToken(tokens, index, options, env)


def _formula(self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    lines = escape(clean(legible(tokens[index].content))).replace("\n", "<br>")
    return f'<span class="formula">{lines}</span>'
