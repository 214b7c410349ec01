# SPDX-License-Identifier: EUPL-1.2
"""``import weerbaar`` is quick, and what it offers is there when it is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import weerbaar

PACKAGE = Path(weerbaar.__file__).parent
SLOW = {"pydantic", "pydantic_core", "numba", "numpy", "scipy", "yaml", "typst", "docx", "openpyxl", "jinja2"}


def modules_after(code: str) -> set[str]:
    """Names of every module loaded in a fresh interpreter after ``code``."""
    path = os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_nothing_slow() -> None:
    loaded = modules_after("import weerbaar\nassert weerbaar.__version__")
    assert "weerbaar" in loaded
    assert {name for name in loaded if name.startswith("weerbaar.")} == set()
    assert loaded & SLOW == set()


def test_the_names_checked_above_are_those_that_would_be_loaded() -> None:
    """Otherwise the test above would also pass when a package is renamed."""
    assert {"pydantic", "numpy", "yaml"} <= modules_after("import weerbaar.base")
    assert all(find_spec(name) for name in SLOW)


def test_the_floor_of_the_house_leaves_scipy_and_the_writers_alone() -> None:
    assert modules_after("import weerbaar.base") & {"numba", "scipy", "typst", "docx", "openpyxl", "jinja2"} == set()


def rooms() -> list[str]:
    """Names of public functions whose room has been built."""
    return [
        name
        for name, room in sorted(weerbaar._WHERE.items())
        if (PACKAGE / room.removeprefix("weerbaar.") / "__init__.py").is_file()
    ]


@pytest.mark.parametrize("name", rooms())
def test_public_names_are_found_in_their_rooms(name: str) -> None:
    found = getattr(weerbaar, name)
    assert callable(found)
    assert found.__name__ == name
    assert found.__module__.startswith(weerbaar._WHERE[name])


def test_public_names_are_those_announced() -> None:
    assert set(weerbaar.__all__) == {"__version__", *weerbaar._WHERE}
    assert len(weerbaar.__all__) == len(set(weerbaar.__all__))


@pytest.mark.parametrize("name", ["assses", "load_metod", "__wrapped__", "numpy"])
def test_any_other_name_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'weerbaar' has no attribute '{name}'"):
        getattr(weerbaar, name)
    assert not hasattr(weerbaar, name)
