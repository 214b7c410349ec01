# SPDX-License-Identifier: EUPL-1.2
"""The README keeps its word: its example runs, its picture is what the software draws."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_example_of_the_library_is_ten_lines_and_runs(tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    assert len([line for line in code[1].splitlines() if line.strip()]) <= 10
    done = subprocess.run(
        [sys.executable, "-c", code[1]], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("kans op rang 1") == 4
    assert (tmp_path / "risicodiagram.svg").read_text(encoding="utf-8").startswith("<svg")


def test_picture_is_the_diagram_of_the_2012_round() -> None:
    from weerbaar import assess, load_dossier, risk_diagram

    place = re.search(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert place is not None
    drawn = risk_diagram(assess(load_dossier("nrb-2012"), draws=1_000), lang="nl").svg
    committed = (ROOT / place[1]).read_text(encoding="utf-8")
    assert without_run_id(committed) == without_run_id(drawn)


def without_run_id(svg: str) -> str:
    """The run id, and so the width of its caption, depends on the versions of the libraries on this machine."""
    return re.sub(r'textLength="[0-9.]+"', "", re.sub(r"\b[0-9a-f]{12}\b", "", svg))


def test_first_screen_has_exactly_the_two_commands() -> None:
    block = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert block is not None
    commands = [line.split("#")[0].strip() for line in block[1].splitlines()]
    assert commands == ["make run", "make test"]
    assert README[: block.end()].count("\n") < 25


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http|#)([^)#]+)\)", README))))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
