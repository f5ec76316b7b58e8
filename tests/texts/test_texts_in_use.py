"""Whether the code and the catalogue agree, read from the code itself: nothing is imported or run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import simulator
from simulator.texts import Texts
from simulator.texts.catalogue import FOLDER

PACKAGE = Path(simulator.__file__).parent
AREAS = sorted(path.stem for path in FOLDER.glob("en/*.ftl"))
SPEAKERS = ("text", "say", "told")
CHINESE = re.compile("[㐀-鿿]")
ABOUT_TEXTS = re.compile(r"\bTexts\b|\bBilingual\(|import .*\b(?:text|say|told|TEXTS|LABELS|WORDS|DATES)\b")
NAME = re.compile(r"""["']([\w. ]+)["']""")
FORM = re.compile(r'f"((?:\w|\{[^{}"]*\})*\.(?:[\w.]|\{[^{}"]*\})+)"')
PIECES = re.compile(r"\{[^{}]*\}|[^{}]+")

Catalogues = dict[str, tuple[str, ...]]
"""The areas of each catalogue, or function that looks in one, by its name in a module."""


@cache
def sources() -> dict[str, str]:
    paths = [path for path in PACKAGE.rglob("*.py") if not {"_bundled", "texts"} & set(path.parts[:-1])]
    return {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path.read_text("utf-8") for path in paths}


@cache
def modules() -> dict[str, ast.Module]:
    """Give the modules that may have to do with texts; reading all of the package would take seconds."""
    return {name: ast.parse(source) for name, source in sources().items() if ABOUT_TEXTS.search(source)}


def own(tree: ast.Module) -> Catalogues:
    found: Catalogues = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=ast.Call(func=ast.Name("Texts"), args=areas)):
                found[name] = tuple(area.value for area in areas)
            case ast.FunctionDef(name=name) if name in SPEAKERS and "TEXTS" in found:
                found[name] = found["TEXTS"]
    return found


def catalogues(tree: ast.Module) -> Catalogues:
    found = own(tree)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (other := modules().get(node.module or "")):
            theirs = own(other)
            found |= {it.asname or it.name: theirs[it.name] for it in node.names if it.name in theirs}
    return found


def asked(tree: ast.Module, known: Catalogues) -> Iterator[tuple[str, str]]:
    """Give every key that is asked for by name, with the name of what is asked."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name(name), slice=ast.Constant(str(key))) if name in known:
                yield name, key
            case ast.Call(func=ast.Name(name), args=[ast.Constant(str(key)), *_]) if name in known:
                yield name, key
            case ast.Call(func=ast.Attribute(ast.Name(name), "say"), args=[ast.Constant(str(key)), *_]) if (
                name in known
            ):
                yield name, key


def composed(form: str) -> str:
    """Give a pattern for the keys that an f-string makes, such as figure.{name}."""
    return "".join(r"[\w.]+" if part.startswith("{") else re.escape(part) for part in PIECES.findall(form))


def test_every_key_in_the_code_is_in_the_catalogue():
    missing, count = [], 0
    for module, tree in modules().items():
        known = catalogues(tree)
        for name, key in asked(tree, known):
            count += 1
            if key not in Texts(*known[name]):
                missing.append(f"{module}: {key} ({', '.join(known[name])})")
    assert not missing
    assert count > 400


def test_every_text_of_the_catalogue_is_said_somewhere():
    source = "\n".join([*sources().values(), *(path.read_text("utf-8") for path in PACKAGE.rglob("*.js"))])
    named = {name.replace(" ", "_") for name in NAME.findall(source)}
    is_composed = re.compile("|".join({composed(form) for form in FORM.findall(source)})).fullmatch
    keys = {key for area in AREAS for key in Texts(area)}
    assert not sorted(key for key in keys if key not in named and not is_composed(key))


def test_no_text_in_two_languages_stands_outside_of_the_catalogue():
    found = [
        f"{module}:{node.lineno}"
        for module, tree in modules().items()
        if not module.startswith("simulator.mock.")  # what a model answers is no text of the program
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Bilingual"
        if any(isinstance(part, ast.Constant) and CHINESE.search(str(part.value)) for part in ast.walk(node))
    ]
    assert not found
