# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
import yaml

from weerbaar.alerting.approval import challenge, shipped_checks
from weerbaar.alerting.register import matter_of
from weerbaar.cli import main
from weerbaar.cli.alert.desk import store_of, use_of
from weerbaar.cli.alert.given import NETHERLANDS

AREA = "52.09,5.12 3 km"
CRITERIA = {
    "handelen": "ja",
    "perspectief": "ja",
    "middelen": "nee",
    "gebied": "regio",
    "spoed": "meteen",
    "einde": "nl-alert",
}
_PART_WORDS = {
    "wie waarschuwt": "Veiligheidsregio Utrecht",
    "wat er aan de hand is": "Brand met veel rook",
    "waar het is": "in Utrecht",
    "wat mensen moeten doen": "Blijf uit de rook",
    "waar meer informatie staat": "Meer informatie van",
}


def alert(*words: str | Path, lang: str = "nl") -> int:
    """Give a command to the command line."""
    return main(["alert", *map(str, words), "--lang", lang])


def made_draft(path: Path, *more: str, name: str = "inzet-1") -> Path:
    """Make a draft of a fire in Utrecht, from now on."""
    fixed = ["--template", "fire-smoke", "--set", "place=Utrecht", "--region", "VR09", "--area", AREA, "--id", name]
    assert alert("compose", path, *fixed, *more) == 0
    return path


def released(folder: Path, *more: str, name: str = "inzet-1") -> Path:
    """Make a draft and release it in an emergency; return the register."""
    draft = made_draft(folder / f"{name}.yaml", *more, name=name)
    people = ["--author", "Bram", "--by", "Chris", "--emergency", "geen tijd voor controles"]
    assert alert("approve", draft, "--register", folder / "register", *people) == 0
    return folder / "register"


def right_answers(register: Path, name: str) -> dict[str, str]:
    """Return what a careful approver types for every check of a draft that was offered."""
    matter = matter_of(use_of(store_of(str(register)), name), None)
    texts = [[w for w in text.split() if w.strip("*.,:")] for text in (matter.dutch, matter.english)]
    pairs = [" ".join(words[i : i + 2]) for words in texts for i in range(len(words))]
    said = ["overschot onbekend", " ".join(matter.contacts), str(matter.identifier), "Bram om 16:00 uur opnieuw kijken"]
    said.append(f"{matter.expires.astimezone(NETHERLANDS):%d-%m %H:%M}")
    tries = [*said, *_PART_WORDS.values(), *pairs]
    found = {}
    for check in shipped_checks():
        holds = challenge(check, matter).holds
        found[check.id] = next(typed for typed in tries if holds(typed))
    return found


def answers_file(path: Path, checks: dict[str, str], criteria: dict[str, str] | None = None) -> Path:
    """Write a file with answers."""
    data = {"version": 1, "criteria": CRITERIA if criteria is None else criteria, "checks": checks}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def typing(monkeypatch: pytest.MonkeyPatch, data: str | bytes) -> None:
    """Let standard input hold ``data``."""
    raw = data.encode() if isinstance(data, str) else data
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8", errors="replace"))
