"""Runs a vendor's plugin.py and says where in it something went wrong. What it may define is `hooks`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import TypeVar

from simulator.catalogue.problem import ProfileError
from simulator.catalogue.read import read_file
from simulator.toml_file.problem import Problem

PLUGIN = "plugin.py"
"""The file of a vendor folder that defines its hooks; most vendors have none."""

SHOWN_CHARACTERS = 160
"""How much of an exception's own text is told."""

MEND = "mend this line"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PluginFile:
    """A plugin.py that has run: where it is, what it says, and the module that it became."""

    path: Path
    content: bytes
    module: ModuleType

    def refused(self, message: str, remedy: str = "", name: str = "") -> ProfileError:
        """Make the error of this file, at the line that gives the public `name` its value."""
        return refused(self.path, message, remedy, self._line_of(name))

    def call(self, doing: str, hook: Callable[[], T]) -> T:
        """Call into the plugin. What it prints goes to standard error, so that it cannot spoil a command's output.

        Raises: ProfileError, with the plugin's own line, for whatever it raises: a plugin must not end the program, be
        it by SystemExit, and a user who stops one that hangs learns where.
        """
        return _called(self.path, doing, hook)

    def _line_of(self, name: str) -> int | None:
        statements = ast.parse(self.content).body
        return next((statement.lineno for statement in statements if name in _named_by(statement)), None)


def run_plugin(path: Path, name: str) -> PluginFile:
    """Run the file as a module of that private name.

    No bytecode is written beside a vendor's files, so that what runs is always what stands there.
    Raises: ProfileError if it cannot be read, is not Python, or stops while it runs.
    """
    content = read_file(path)
    try:
        code = compile(content, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise refused(path, f"is not Python: {error.msg}", MEND, error.lineno, error.offset) from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise refused(path, f"is not Python: {told(error)}", MEND) from None
    module = ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module  # a dataclass looks for the module that it says it is from
    try:
        _called(path, "it stopped while it was loaded", lambda: exec(code, module.__dict__))
    except BaseException:
        del sys.modules[name]
        raise
    return PluginFile(path, content, module)


def line_in(path: Path, error: BaseException) -> int | None:
    """Give the line of the file that raised `error`, or called what did; None if the file has no part in it."""
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == str(path)]
    return lines[-1] if lines else None


def told(error: BaseException) -> str:
    """Give an exception's kind and text, on one line and shortened."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # a plugin's own exception may fail to tell itself
        text = ""
    cut = text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
    return f"{type(error).__name__}: {cut}" if cut else type(error).__name__


def refused(
    path: Path, message: str, remedy: str = "", line: int | None = None, column: int | None = None
) -> ProfileError:
    """Make the error of a plugin file."""
    return ProfileError([Problem(file=str(path), line=line, column=column, message=message, remedy=remedy)])


def _called(path: Path, doing: str, hook: Callable[[], T]) -> T:
    try:
        with redirect_stdout(sys.stderr):
            return hook()
    except BaseException as error:
        raise refused(path, f"{doing}: {told(error)}", MEND, line_in(path, error)) from error


def _named_by(statement: ast.stmt) -> set[str]:
    """Give the names that a statement of the file defines, imports or assigns."""
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {statement.name}
        case ast.Import() | ast.ImportFrom():
            return {alias.asname or alias.name for alias in statement.names}
    nodes = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
