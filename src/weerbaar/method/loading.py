# SPDX-License-Identifier: EUPL-1.2
"""Finding and reading method files: the shipped ones by id, any other by path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, YamlSource, read_yaml, validate
from weerbaar.method.checking import semantic_problems
from weerbaar.method.model import Method

MAX_METHOD_BYTES = 1_000_000
"""Largest method file that is read; the shipped ones are about 30,000 bytes."""

_SHIPPED = Path(__file__).resolve().parents[1] / "data" / "methods"


def method_ids() -> tuple[str, ...]:
    """Return the ids of the shipped methods."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def load_method(name_or_path: str | Path) -> Method:
    """Return a method: a shipped one by its id, or the one in a file.

    Raises:
        InputError: no such method or file, or a file with problems; all of them at once.
    """
    if isinstance(name_or_path, str) and name_or_path in method_ids():
        return _load_shipped(name_or_path)
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and not path.suffix and not path.exists():
        raise InputError(
            [
                Problem(
                    name_or_path,
                    Text(
                        nl=f"onbekende methode. Meegeleverd zijn: {', '.join(method_ids())}.",
                        en=f"unknown method. Shipped are: {', '.join(method_ids())}.",
                    ),
                    Text(
                        nl="Geef een van deze namen of het pad van een methodebestand.",
                        en="Give one of these names or the path of a method file.",
                    ),
                )
            ]
        )
    return _load(path, str(name_or_path))


@lru_cache(maxsize=16)
def _load_shipped(method_id: str) -> Method:
    return _load(_SHIPPED / f"{method_id}.yaml", f"{method_id}.yaml")


def _load(path: Path, name: str) -> Method:
    source = read_yaml(path, name, MAX_METHOD_BYTES)
    method, problems = _examine(source)
    errors = [p for p in problems if p.severity == "error"]
    if errors or method is None:
        raise InputError(errors)
    return method


def _examine(source: YamlSource) -> tuple[Method | None, list[Problem]]:
    """Return the method, None when its form is wrong, and every problem in order of line."""
    method: Method | None = None
    problems = semantic_problems(source, method_ids())
    try:
        method = validate(Method, source)
    except InputError as error:
        problems += error.problems
    return method, sorted(problems, key=lambda p: (p.line or 0, p.field))


def check_method(path: str | Path) -> list[Problem]:
    """Return every problem of a method file: mistakes in form and in content, errors and warnings.

    An empty list, or warnings only, means that :func:`load_method` accepts the file.
    """
    try:
        source = read_yaml(Path(path), str(path), MAX_METHOD_BYTES)
    except InputError as error:
        return list(error.problems)
    return _examine(source)[1]
