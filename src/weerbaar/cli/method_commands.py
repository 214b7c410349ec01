# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar method list``, ``show`` and ``check``."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.base import Lang


def list_methods(arguments: argparse.Namespace) -> int:
    """Print id, version, title and number of criteria of every shipped method."""
    from weerbaar.method import load_method, method_ids

    lang: Lang = arguments.lang
    for method_id in method_ids():
        method = load_method(method_id)
        print(f"{method.id:14} {method.version:6} {len(method.criteria):2} criteria  {method.title.in_(lang)}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print what a method holds and how sure each part is."""
    from weerbaar.method import describe_method, load_method

    print(describe_method(load_method(arguments.method), arguments.lang))
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print every problem of a method file; 0 when there is no error."""
    from weerbaar.base import render_problems
    from weerbaar.method import check_method, method_ids

    lang: Lang = arguments.lang
    shipped = files("weerbaar") / "data" / "methods" / f"{arguments.file}.yaml"
    with as_file(shipped) if arguments.file in method_ids() else nullcontext(Path(arguments.file)) as path:
        problems = check_method(path)
    errors = [p for p in problems if p.severity == "error"]
    if problems:
        print(render_problems(problems, lang, mark_warnings=True), file=sys.stderr)
    if not errors:
        print("Methodebestand is in orde." if lang == "nl" else "The method file is in order.")
    return 2 if errors else 0
