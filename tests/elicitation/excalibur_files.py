# SPDX-License-Identifier: EUPL-1.2
"""A small study of ours in the two files of Excalibur, for tests to break."""

from __future__ import annotations

from pathlib import Path

HEADER = "* CLASS ASCII OUTPUT FILE. NQ=   3   QU=   5  50  95"

ANSWERS = [
    "    1      Ann    1    water level uni  1.00000E+0000  2.00000E+0000  3.00000E+0000    How high? 35% of cases ",
    "    1      Ann    2     flow ratio LOG  1.00000E-0001  1.00000E+0000  1.00000E+0001 ",
    "    1      Ann    3          costs uni -9.99500E+0002 -9.99500E+0002 -9.99500E+0002 ",
    "    2   Bob B.    1    water level uni -1.20000E+0003 -9.95000E+0002 -9.00000E+0002 ",
    "    2   Bob B.    2     flow ratio log  2.00000E-0001  2.00000E+0000  2.00000E+0001 ",
    "    2   Bob B.    3          costs uni  5.00000E+0000  6.00000E+0000  7.50000E+0000 ",
]

TRUTHS = [
    "    1    water level -2.50000E+0000 uni      How high (m)?  ",
    "    2     flow ratio  4.00000E+0000 log  ",
    "    3          costs -9.99600E+0002 uni  Euro  ",
]


def write(folder: Path, answers: list[str] | None = None, truths: list[str] | None = None, name: str = "study") -> Path:
    """Write the files, and return the path of the one with answers; no truths = no file."""
    dtt = folder / f"{name}.dtt"
    dtt.write_text("\n".join(answers if answers is not None else [HEADER, *ANSWERS]) + "\n", encoding="cp1252")
    if truths is not None:
        (folder / f"{name}.rls").write_text("\n".join(truths) + "\n", encoding="cp1252")
    return dtt


def changed(lines: list[str], number: int, old: str, new: str) -> list[str]:
    """Return lines with one of them changed; 0 = the first."""
    assert old in lines[number]
    return [line.replace(old, new) if i == number else line for i, line in enumerate(lines)]
