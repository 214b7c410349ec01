# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.assistance.situations import line, random_situation, situation, source
from weerbaar.capability.assistance import assistance_csv, assistance_plan_json, study_assistance
from weerbaar.capability.assistance.disclosure import MARKING, marking, public_version
from weerbaar.capability.assistance.situation import BASIC, RIOT, Situation
from weerbaar.figures.assistance_plan import assistance_plan


def secretive(platoons: int, soldiers: int, officers: int) -> Situation:
    """Two regions; the platoons, a unit of the marechaussee and the officers of the second region are confidential."""
    sources = (
        source("me", "police", 0, platoons, 50, ("riot",), 2, from_duty=True, confidential=True),
        source("k", "kmar", 1, 1, soldiers, ("riot",), 2, confidential=True),
        source("p", "private", 1, 3, 10, ("guarding",), 2),
    )
    lines = [line(r, s, BASIC, 60) for r in (0, 1) for s in (0, 1)]
    lines += [line(0, s, RIOT, 4) for s in (0, 1)] + [line(0, 0, 2, 25)]
    made = situation([[200, 200], [officers, officers]], tuple(lines), sources)
    return replace(made, officers_confidential=np.array([False, True]))


def outputs(made: Situation) -> bytes:
    study = study_assistance(made, draws=200)
    letters = "".join(r.text("nl") + r.text("en") for r in study.requests)
    drawn = "".join(assistance_plan(study, t, "nl", "phone").svg for t in ("basic", "riot", "guarding"))
    table = str(assistance_plan(study, "riot").table)
    return assistance_plan_json(study) + assistance_csv(study) + letters.encode() + drawn.encode() + table.encode()


BASE = outputs(secretive(3, 50, 90))


@given(st.integers(1, 9), st.integers(1, 400), st.integers(1, 300))
@settings(max_examples=6)
def test_nothing_that_is_public_depends_on_a_confidential_number(platoons: int, soldiers: int, officers: int) -> None:
    """Whoever sees the same bytes whatever the numbers are can reconstruct none of them, by any sum or difference."""
    assert outputs(secretive(platoons, soldiers, officers)) == BASE


def test_the_run_record_cannot_be_used_to_guess() -> None:
    one, other = (study_assistance(secretive(n, 50, 90), draws=100, what_ifs=False) for n in (2, 7))
    assert one.record.input_hash == other.record.input_hash
    assert one.record.id == other.record.id


def test_totals_minus_the_rest_give_nothing_because_neither_is_there() -> None:
    import json

    study = study_assistance(secretive(3, 50, 90), draws=100)
    data = json.loads(assistance_plan_json(study))
    riot = [c for c in data["cells"] if c["task"] == "riot"]
    assert all(c["withheld"] and c["demand"] == 4 for c in riot)
    assert all(c[f] is None for c in riot for f in ("own", "shortage", "shortage_share"))
    assert all(v is None for c in riot for v in c["helped"].values())
    aims = {a["aim"]: a["value"] for a in data["aims"]}
    assert aims["riot-shortage"] is aims["basic-shortage"] is aims["assistance"] is None
    assert data["breaking"] is data["platoon_worth_h"] is None
    assert all(o["riot_h"] is None and o["basic_h"] is None for o in (*data["variants"], *data["what_if"]))
    assert not any(d["source"] in ("me", "k") or d["task"] == "riot" for d in data["deployments"])
    assert b'"me"' not in assistance_plan_json(study)


def test_with_confidential_numbers_everything_is_marked() -> None:
    made = secretive(3, 50, 90)
    study = study_assistance(made, confidential=True, draws=100, what_ifs=False)
    assert study.marking == MARKING
    assert not study.situation.public
    assert b"VERTROUWELIJK" in assistance_plan_json(study)
    rows = assistance_csv(study).decode("utf-8-sig").splitlines()
    assert all(row.endswith("VERTROUWELIJK") for row in rows)
    assert all(r.text("nl").startswith("VERTROUWELIJK") for r in study.requests)
    assert "VERTROUWELIJK" in assistance_plan(study, "riot").svg
    assert "VERTROUWELIJK" in assistance_plan(study, "riot").table.caption


def test_without_secrets_the_public_version_is_the_situation_itself() -> None:
    made = random_situation(1, 2, 2, 5)
    assert public_version(made) is made
    assert marking(made) is None
    public = public_version(secretive(3, 50, 90))
    assert public.public
    assert not public.confidential
    assert public.officers[1].tolist() == [0, 0]
    assert public.withheld[:, :, RIOT].all()
    assert public.withheld[:, :, BASIC].all()
