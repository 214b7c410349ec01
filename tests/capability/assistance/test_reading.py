# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.capability.assistance.files import sound, write
from weerbaar.base import InputError
from weerbaar.capability.assistance import load_assistance
from weerbaar.capability.assistance.situation import BASIC, RIOT
from weerbaar.capability.assistance.staffing import HOURS_PER_YEAR, cars_needed


def test_a_sound_file_becomes_numbers(tmp_path: Path) -> None:
    made = load_assistance(write(tmp_path, sound()))
    assert made.officers.tolist() == [[150, 150], [90, 90]]
    assert made.demand("high")[0, 1].tolist() == [80, 3, 20, 0, 0]
    assert made.travel_h.tolist() == [[0, 1], [1, 0]]
    formed, unit = made.sources
    assert (formed.size, formed.parts, formed.from_duty, formed.at_once) == (50, 2, True, 2)
    assert (unit.size, unit.parts, unit.party) == (30, 1, 1)
    assert [h.cost for h in made.helpers] == [1.0, 4.0]
    assert made.places[0].authority.nl == "de burgemeester van Noord"
    assert load_assistance(tmp_path).fingerprint() == made.fingerprint()


def test_basic_care_follows_from_incidents_where_nobody_stated_it(tmp_path: Path) -> None:
    data = sound()
    data["demand"] = [d for d in data["demand"] if d["task"] != "basic" or d["region"] == "zuid"]
    data["regions"] = [{**r, "incident_share": 0.1} for r in data["regions"]]
    data["incidents"] = {
        "per_year": 876600,
        "mean_handling_h": 1.5,
        "within_min": 6,
        "level": 0.9,
        "classes": [{"id": "a", "name": {"nl": "A"}, "incidents": 1, "time": 1, "factor": 2}],
    }
    made = load_assistance(write(tmp_path, data))
    per_hour = 876600 / HOURS_PER_YEAR * 0.1 * 2
    cars = cars_needed(per_hour * 1.5, 1.5, 0.1, 0.9)
    assert made.demand()[:, :, BASIC].tolist() == [[2 * cars] * 2, [60, 60]]
    assert [line.derived for line in made.lines].count(True) == 2


def test_qualified_officers_bound_the_platoons_at_once(tmp_path: Path) -> None:
    data = sound()
    data["platoons"][0]["qualified"] = 99
    assert load_assistance(write(tmp_path, data)).sources[0].at_once == 1


def test_shipped_example_is_sound_and_needs_no_secrets() -> None:
    made = load_assistance("voorbeeld-capaciteiten")
    assert made.platoon_officers == 50
    assert not made.confidential
    assert np.all(made.demand()[:, :, BASIC] > 0)
    assert made.demand()[:, :, RIOT].sum() == 17


@pytest.mark.parametrize("content", ["", "[]", "schema: 1\n", "demand: {", "schema: 1\nonbekend: 2\n"])
def test_what_is_no_such_file_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "assistance.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        load_assistance(tmp_path)


def test_a_folder_without_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as stop:
        load_assistance(tmp_path)
    assert "assistance.yaml" in stop.value.render("nl")
