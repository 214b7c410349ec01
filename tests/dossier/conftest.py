# SPDX-License-Identifier: EUPL-1.2
"""A small dossier without a fault, and a way to spoil it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.base.read_once import yaml_is_read_once

__all__ = ["yaml_is_read_once"]

SOUND: dict[str, str] = {
    "dossier.yaml": """\
schema: 1
id: proef
title: {nl: Proefronde, en: Trial round}
label: '2030'
year: 2030
organisation: {nl: Proefdienst, en: Trial office}
method: nl-nrb-2009
language: nl
scores: illustrative
statement: {nl: Verzonnen, en: Made up}
weight_profile: eigen
weight_profiles:
  - id: eigen
    name: {nl: Eigen gewichten, en: Own weights}
    mark: illustrative
    weights: {'1.1': 0.5, '2.1': 0.5}
""",
    "scenarios/storm.md": """\
---
id: storm
title: {nl: Zware storm, en: Severe storm}
theme: {nl: Klimaat, en: Climate}
kind: hazard
time_horizon_years: 5
links:
  - scenario: sabotage
sources: [boek]
---

## Oorzaken

Een diep lagedrukgebied.

## Gevolgen

- Schade

### Duur

Drie dagen.
""",
    "scenarios/storm.en.md": """\
<!-- translation -->

## Causes

A deep depression.
""",
    "scenarios/sabotage.md": """\
---
id: sabotage
title: {nl: Sabotage, en: Sabotage}
kind: threat
---
""",
    "judgements/anna.yaml": """\
schema: 1
id: anna
name: {nl: Anna, en: Anna}
kind: expert
weight: 2
judgements:
  - scenario: storm
    criterion: '1.1'
    label: B
    lower: A
    upper: C
    reason: geschat
    sources: [boek]
  - scenario: storm
    criterion: '2.1'
    quantities: {deaths: 1200}
  - scenario: storm
    criterion: likelihood
    probability: {distribution: uniform, low: 0.01, high: 0.02}
    window_years: 5
  - scenario: sabotage
    criterion: likelihood
    label: C
    vulnerability: high
  - scenario: sabotage
    criterion: '1.2'
    missing: true
    reason: niet onderzocht
""",
    "published.yaml": """\
schema: 1
results:
  - {scenario: sabotage, round: '2020', year: 2020, impact: beperkt, source: [boek]}
  - scenario: storm
    round: '2028'
    year: 2028
    impact: aanzienlijk
    likelihood: waarschijnlijk
    source: [boek]
""",
    "capabilities.yaml": """\
schema: 1
capabilities:
  - id: dijkbewaking
    name: {nl: Dijkbewaking, en: Dike watch}
    scenarios: [storm]
""",
    "decisions.yaml": """\
schema: 1
headings:
  - id: water
    letter: a
    title: {nl: Water, en: Water}
decisions:
  - id: meer-wacht
    heading: water
    text: {nl: Meer wacht, en: More watch}
    scenarios: [storm]
    capability: dijkbewaking
    due: 2031-01-01
""",
    "initiatives.yaml": """\
schema: 1
headings:
  - id: overig
    title: {nl: Overig, en: Other}
initiatives:
  - id: folder
    heading: overig
    title: {nl: Folder, en: Leaflet}
    text: {nl: Een folder, en: A leaflet}
""",
    "nl-alert.yaml": """\
schema: 1
start: 2029-01-01
end: 2029-12-31
count: 2
regions: 2
statement: {nl: Uit de brief, en: From the letter}
uses:
  - id: brand
    on: 2029-05-01
    region: Noord
""",
    "sources.yaml": """\
schema: 1
sources:
  boek: {title: Het boek, year: 2029}
""",
}

Maker = Callable[..., Path]


@pytest.fixture
def make_dossier(tmp_path: Path) -> Maker:
    """Write the sound dossier with some files replaced (text or bytes), added, or left out (None)."""

    def make(changes: dict[str, str | bytes | None] | None = None, name: str = "proef") -> Path:
        root = tmp_path / name
        for file, content in {**SOUND, **(changes or {})}.items():
            if content is not None:
                path = root / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when the test leaves a file in the temporary folder of the system."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield
    assert list(scratch.iterdir()) == []


@pytest.fixture
def spoilt() -> Callable[[str, str, str], str]:
    """Return the text of a file of the sound dossier with one piece replaced."""

    def replaced(file: str, old: str, new: str) -> str:
        assert old in SOUND[file]
        return SOUND[file].replace(old, new, 1)

    return replaced
