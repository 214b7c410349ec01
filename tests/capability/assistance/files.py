# SPDX-License-Identifier: EUPL-1.2
"""A sound file of assistance as plain data, to be changed in one place per test."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

_SOUND: dict[str, Any] = {
    "schema": 1,
    "id": "proef",
    "title": {"nl": "Proef", "en": "Trial"},
    "statement": {"nl": "Verzonnen.", "en": "Invented."},
    "data": "illustrative",
    "begin": "2014-01-17 07:00",
    "request_h": -12,
    "travel": {"journeys": [{"between": ["noord", "zuid"], "hours": 1}]},
    "shifts": [{"id": "dag", "start_h": 0, "hours": 8}, {"id": "avond", "start_h": 8, "hours": 8}],
    "regions": [
        {"id": "noord", "name": {"nl": "Noord", "en": "North"}},
        {"id": "zuid", "name": {"nl": "Zuid", "en": "South"}},
    ],
    "parties": [
        {
            "id": "police",
            "name": {"nl": "politie elders"},
            "tasks": ["basic", "riot", "guarding"],
            "legal": {"nl": "Politiewet 2012"},
        },
        {"id": "defence", "name": {"nl": "Defensie"}, "tasks": ["guarding"], "legal": {"nl": "Politiewet 2012"}},
    ],
    "demand": [
        {"region": "noord", "task": "basic", "amount": 80},
        {"region": "zuid", "task": "basic", "amount": 60},
        {"region": "noord", "task": "riot", "shifts": ["avond"], "variants": {"low": 1, "expected": 2, "high": 3}},
        {"region": "noord", "task": "guarding", "amount": 20},
    ],
    "officers": [{"region": "noord", "officers": 150}, {"region": "zuid", "officers": 90}],
    "platoons": [{"id": "me-noord", "region": "noord", "platoons": 2, "rest_h": 11, "confidential": False}],
    "units": [
        {
            "id": "wacht",
            "party": "defence",
            "region": "zuid",
            "size": 30,
            "tasks": ["guarding"],
            "notice_h": 6,
            "rest_h": 8,
        }
    ],
}


def sound() -> dict[str, Any]:
    return deepcopy(_SOUND)


class _Plain(yaml.SafeDumper):
    """Writes a value that occurs twice in full: anchors are refused."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(folder: Path, data: Any) -> Path:
    path = folder / "assistance.yaml"
    path.write_text(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
