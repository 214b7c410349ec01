# SPDX-License-Identifier: EUPL-1.2
"""The tree keeps its shape: tests mirror the source, rooms use front doors, files name their licence."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "weerbaar"
TESTS = ROOT / "tests"

# Folders under tests/ that test the product from outside rather than one room.
NOT_ROOMS = {"browser", "server"}

# Test a part or a whole app at once: the front door of the profiles of CAP, the public catalogue of tests for a Cell
# Broadcast Centre, the evacuation instances that peers were run on; the description of the API and how it compares with
# the pages and the design rules, login with another organisation, the page on security.
WITHOUT_MODULE = {
    Path("alerting/cap/profiles/test_profiles.py"),
    Path("alerting/delivery/test_catalogue.py"),
    Path("evacuation/test_instances.py"),
    Path("workbench/accounts/test_organisation_login.py"),
    Path("workbench/accounts/test_security_page.py"),
    Path("workbench/alerts/test_exercises.py"),
    Path("workbench/alerts/test_real_peers.py"),
    Path("workbench/api/test_design_rules.py"),
    Path("workbench/api/test_parity.py"),
    Path("workbench/api/test_schemathesis.py"),
}

# Nothing to test by itself: entrances, and what Django wants in a file of its own.
WITHOUT_CONTENT = {"__init__.py", "__main__.py", "apps.py", "asgi.py", "urls.py"}

# In two parts, so that `reuse` does not read the constant as the licence of this file.
LICENCE = ": ".join(["SPDX-License-Identifier", "EUPL-1.2"])
_IMPORT = re.compile(r"^[ \t]*(?:from|import) (weerbaar(?:\.\w+)*)", re.MULTILINE)
WITH_COMMENTS = {".py", ".yaml", ".yml", ".toml", ".md", ".typ", ".css"}
FOLDERS_OF_OURS = ("src", "tests", "docs", "benchmarks", "requirements", ".ci")
GENERATED = {"_build", "api", "tables", "__pycache__"}


def modules() -> list[Path]:
    """Every module with content of its own, relative to the package."""
    found = (path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
    return sorted(path for path in found if path.name not in WITHOUT_CONTENT and "migrations" not in path.parts)


def test_files() -> list[Path]:
    """Every test module of a room, relative to tests/."""
    found = (path.relative_to(TESTS) for path in TESTS.rglob("test_*.py"))
    return sorted(path for path in found if len(path.parts) > 1 and path.parts[0] not in NOT_ROOMS)


def test_of(module: Path) -> Path:
    return module.with_name(f"test_{module.name.lstrip('_')}")


test_files.__test__ = test_of.__test__ = False  # type: ignore[attr-defined]


def test_every_module_has_its_tests() -> None:
    without = [f"src/weerbaar/{module}" for module in modules() if not (TESTS / test_of(module)).is_file()]
    assert without == []


def test_every_test_file_has_its_module() -> None:
    expected = {test_of(module) for module in modules()} | WITHOUT_MODULE
    orphans = [f"tests/{path}" for path in test_files() if path not in expected]
    assert orphans == []


def imported_names(path: Path) -> list[str]:
    """Absolute names of our modules that a file imports, wherever in the file: one import a line, as ruff keeps it."""
    return _IMPORT.findall(path.read_text(encoding="utf-8"))


def is_front_door(parts: list[str]) -> bool:
    """Whether a name is that of a room, or of a part of one that is a folder with an ``__init__`` of its own."""
    return len(parts) <= 2 or (SOURCE.joinpath(*parts[1:]) / "__init__.py").is_file()


def within_the_workbench(own: list[str], other: list[str]) -> bool:
    """Apps of the workbench name each other's modules: Django forbids to load models through a package's front door.

    The order of the apps is kept by import-linter.
    """
    return own[:1] == other[:1] == ["workbench"]


def test_rooms_enter_each_other_by_the_front_door() -> None:
    """From another room ``from weerbaar.method import Method``, never ``from weerbaar.method.model``.

    A large room is divided into parts; each part has a front door too, for other parts of its own room as well.
    """
    trespasses = []
    for module in sorted(SOURCE.rglob("*.py")):
        *own_folder, _ = module.relative_to(SOURCE).parts
        for name in imported_names(module):
            parts = name.split(".")
            if is_front_door(parts):
                continue
            *folder, _ = parts[1:]
            if folder != own_folder[: len(folder)] and not within_the_workbench(own_folder, folder):
                trespasses.append(f"{module.relative_to(ROOT)} imports {name}")
    assert trespasses == []


def test_every_file_names_its_licence() -> None:
    nameless = []
    for folder in FOLDERS_OF_OURS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in WITH_COMMENTS or GENERATED & set(path.parts) or not path.is_file():
                continue
            head = path.read_text(encoding="utf-8").split("\n", 3)[:3]
            if not any(LICENCE in line for line in head):
                nameless.append(str(path.relative_to(ROOT)))
    assert nameless == []
