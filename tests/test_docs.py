# SPDX-License-Identifier: EUPL-1.2
"""The user guide keeps its word: its files are accepted, its commands work, its Python runs.

Every page of ``docs/`` is played from top to bottom in an empty folder:

* a ``{code-block}`` with a caption that is a path is written to that path;
* a ``python`` block is run, all blocks of a page in one namespace; text after ``# →`` must be printed;
* in a ``console`` block every line ``$ weerbaar …`` is given to the command line and must end with exit code 0,
  or with the number after ``# exit``; the lines below it must stand in what it prints (``…`` stands for any lines).

Blocks of another kind are shown only.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.base.read_once import yaml_is_read_once

__all__ = ["yaml_is_read_once"]

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
ROOMS = (
    "base",
    "method",
    "dossier",
    "elicitation",
    "cascade",
    "alerting",
    "evacuation",
    "assessment",
    "capability",
    "figures",
    "report",
)
_FENCE = re.compile(r"^```(?:\{code-block\} )?(\w+)\n(?::caption: (\S+)\n\n)?(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ weerbaar"


@dataclass
class Player:
    """Plays the blocks of one page in the present folder."""

    page: str
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})

    def play(self, text: str) -> None:
        for block in _FENCE.finditer(text):
            language, caption, body = block.groups()
            line = text[: block.start(3)].count("\n") + 1
            if caption:
                Path(caption).parent.mkdir(parents=True, exist_ok=True)
                Path(caption).write_text(body, encoding="utf-8")
            elif language == "python":
                self.run(body, line)
            elif language == "console":
                for command, shown in commands(body):
                    self.order(command, shown, line)

    def run(self, body: str, line: int) -> None:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            # Empty lines in front, so that a traceback names the line of the page.
            exec(compile("\n" * (line - 1) + body, self.page, "exec"), self.names)
        self.compare(re.findall(r"# → (.+)$", body, re.MULTILINE), printed.getvalue(), f"line {line}")

    def order(self, command: str, shown: list[str], line: int) -> None:
        from weerbaar.cli import main

        words, _, expected = command.partition("# exit ")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                code = main(shlex.split(words)[1:])
            except SystemExit as stop:
                code = int(stop.code or 0)
        place = f"line {line}, {words.strip()}"
        if code != int(expected or 0):
            raise AssertionError(f"{self.page}, {place}: exit code {code}\n{printed.getvalue()}")
        self.compare(shown, printed.getvalue(), place)

    def compare(self, wanted: list[str], printed: str, place: str) -> None:
        """Every wanted line must be there, in that order."""
        rest = iter([line.strip() for line in printed.splitlines()])
        for want in wanted:
            if want.strip() != "…" and want.strip() not in rest:
                raise AssertionError(f"{self.page}, {place}: not printed: {want!r}\nprinted was:\n{printed}")


def commands(body: str) -> list[tuple[str, list[str]]]:
    """Return every command of a console block with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith(_PROMPT):
            found.append((line[2:], []))
        elif line.strip() and found:
            found[-1][1].append(line)
    return found


PLAYED_ELSEWHERE = {
    "assistance.md",
    "capability.md",
    "cascade.md",
    "elicitation.md",
    "evacuation.md",
    "portfolio.md",
    "report.md",
    "sensitivity.md",
}
"""Long pages whose commands and calls the tests of their room give too."""


def pages_to_play() -> list[str]:
    pages = sorted(DOCS.glob("*.md"))
    return [p.name for p in pages if re.search(r"^```(python|console)$", p.read_text(encoding="utf-8"), re.MULTILINE)]


@pytest.mark.parametrize(
    "page",
    [pytest.param(p, marks=[pytest.mark.thorough] if p in PLAYED_ELSEWHERE else []) for p in pages_to_play()],
)
def test_page_does_what_it_shows(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    Player(page).play((DOCS / page).read_text(encoding="utf-8"))


def test_every_command_line_that_is_shown_is_played() -> None:
    """A command in a block of another kind would never be tried."""
    for path in DOCS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        played = sum(len(commands(b.group(3))) for b in _FENCE.finditer(text) if b.group(1) == "console")
        assert text.count(f"\n{_PROMPT}") == played, path.name
    assert {"cli.md", "dossier.md", "library.md", "method.md"} <= set(pages_to_play()) - PLAYED_ELSEWHERE
    assert set(pages_to_play()) >= PLAYED_ELSEWHERE


def shown_python() -> str:
    pages = [p.read_text(encoding="utf-8") for p in (*DOCS.glob("*.md"), ROOT / "README.md")]
    return "\n".join(b.group(3) for page in pages for b in _FENCE.finditer(page) if b.group(1) == "python")


SOURCE = ROOT / "src" / "weerbaar"


def doors() -> list[str]:
    """Every room with a front door, and every part of a large room."""
    rooms = [room for room in ROOMS if "__all__" in (SOURCE / room / "__init__.py").read_text(encoding="utf-8")]
    parts = [f"{room}.{p.parent.name}" for room in ROOMS for p in sorted((SOURCE / room).glob("*/__init__.py"))]
    return [*rooms, *parts]


def imported_by_others() -> set[tuple[str, str]]:
    """Every (room, name) that a module of another room, or of another part of the same room, imports."""
    found: set[tuple[str, str]] = set()
    for path in SOURCE.rglob("*.py"):
        own = ".".join(path.relative_to(SOURCE).parent.parts)
        text = path.read_text(encoding="utf-8")
        for room, names in re.findall(r"from weerbaar\.([\w.]+) import (\([^)]*\)|[^\n]*)", text):
            if room != own:
                found.update((room, name) for name in re.findall(r"\w+", names))
    return found


def test_every_public_function_is_used_by_another_room_or_shown() -> None:
    """C16."""
    used, shown = imported_by_others(), shown_python()
    unused = []
    for room in doors():
        module = importlib.import_module(f"weerbaar.{room}")
        functions = [name for name in module.__all__ if inspect.isfunction(getattr(module, name))]
        unused += [f"{room}.{f}" for f in functions if (room, f) not in used and not re.search(rf"\b{f}\(", shown)]
    assert unused == []


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    from weerbaar.cli import main

    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out


def names_of_commands(text: str) -> list[str]:
    return re.findall(r"^    ([a-z][a-z-]*)(?:\s|$)", text, re.MULTILINE)


GROUPS = ("method", "audit", "cascade", "capability", "capability register", "capability guideline", "evacuate")
OWN_PAGES = {
    "cascade": "cascade",
    "elicit": "elicitation",
    "sensitivity": "sensitivity",
    "capability": "capability",
    "capability measures": "portfolio",
    "capability portfolio": "portfolio",
    "capability advice": "portfolio",
    "capability register": "register",
    "capability agenda": "register",
    "capability who-may": "cooperation",
    "capability cooperation": "cooperation",
    "capability approaches": "cooperation",
    "capability assist": "assistance",
    "capability guideline": "guideline",
    "capability training": "guideline",
    "capability report": "report",
    "evacuate": "evacuation",
    "serve": "workbench",
    "backup": "workbench",
    "restore": "workbench",
    "audit": "workbench",
}


def test_the_page_on_commands_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    """A command with a page of its own has its options there."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    top = names_of_commands(help_of(capsys))
    assert {"run", "check", "method"} <= set(top)
    words: list[tuple[str, ...]] = [(name,) for name in top if name not in GROUPS]
    for group in GROUPS:
        inside = names_of_commands(help_of(capsys, *group.split()))
        words += [(*group.split(), name) for name in inside if f"{group} {name}" not in GROUPS]
    missing = [" ".join(w) for w in words if f"`weerbaar {' '.join(w)}" not in page]
    for command in words:
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of(capsys, *command))) - {"--help"}
        own = next((p for n in (3, 2, 1) if (p := OWN_PAGES.get(" ".join(command[:n])))), "cli")
        told = page + (DOCS / f"{own}.md").read_text(encoding="utf-8")
        missing += [f"{' '.join(command)} {o}" for o in sorted(options) if f"`{o}" not in told]
    assert missing == []


def test_the_page_on_assessment_names_every_field_of_the_results() -> None:
    from weerbaar.assessment import results_schema

    def fields(schema: object) -> Iterator[str]:
        if isinstance(schema, dict):
            for name, part in schema.get("properties", {}).items():
                yield name
                yield from fields(part)
            for key in ("items", "anyOf"):
                yield from fields(schema.get(key))
        elif isinstance(schema, list):
            for part in schema:
                yield from fields(part)

    page = (DOCS / "assessment.md").read_text(encoding="utf-8")
    missing = sorted(name for name in set(fields(results_schema())) - {"nl", "en"} if f"`{name}`" not in page)
    assert missing == []
