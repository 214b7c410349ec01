# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.advice.plans import STARTS, flooded, polder, study
from weerbaar.alerting.area import Area
from weerbaar.alerting.compose import Draft, check_draft, official_contacts
from weerbaar.base import Point, Text
from weerbaar.evacuation.advice import advise, alert_drafts
from weerbaar.evacuation.advice.alert_drafts import LONGEST_BODY, LONGEST_HEADLINE
from weerbaar.evacuation.flood import example_scenario

FLOOD = flooded({"W": 1.0, "S": 2.0, "I": 4.0}, dry={"H": 50.0})


def test_one_alert_for_who_leaves_and_one_for_who_goes_up() -> None:
    advices = advise(study(), STARTS, exposures=(FLOOD,), breach_s=Point(value=20_000.0))
    leave, up = alert_drafts(advices, polder())
    assert (leave.zones, up.zones) == (("W", "S"), ("I",))
    ends = [one.leaving.before_at for one in advices if one.leaving is not None]
    assert leave.before == min(end for end in ends if end is not None)
    assert "Westdorp en Zuidstad" in leave.body.nl
    assert f"{leave.before.hour:02d}.{leave.before.minute:02d} uur" in leave.body.nl
    assert "Ga niet de weg op. Ga naar een hoog gebouw." in up.body.nl
    assert up.before is None
    assert leave.run_record == study().record.id
    assert leave.starts == STARTS


def test_nobody_who_has_to_do_anything_gets_no_alert() -> None:
    dry = flooded({}, dry={"W": 1.0, "S": 1.0, "H": 1.0, "I": 1.0})
    assert alert_drafts(advise(study(), STARTS, exposures=(dry,)), polder()) == ()


def test_the_water_is_the_area_only_where_all_who_are_alerted_get_water() -> None:
    scenario = example_scenario()
    wet = flooded({"W": 1.0, "S": 2.0}, dry={"H": 1.0, "I": 1.0})
    (draft,) = alert_drafts(advise(study(), STARTS, exposures=(wet,)), polder(), scenario=scenario)
    assert scenario.name in draft.area.basis.nl
    # The hill is told to leave as well, and nothing is known of its water.
    partly = flooded({"W": 1.0, "S": 2.0}, dry={"I": 1.0})
    (draft,) = alert_drafts(advise(study(), STARTS, exposures=(partly,)), polder(), scenario=scenario)
    assert "schatting" in draft.area.basis.nl


def test_with_its_heading_and_sender_the_checks_of_an_alert_find_nothing() -> None:
    advices = advise(study(), STARTS, exposures=(FLOOD,), breach_s=Point(value=20_000.0))
    for draft in alert_drafts(advices, polder()):
        head = f"NL-Alert {draft.starts:%d-%m-%Y %H:%M}: "
        where = Text(nl="de polder", en="the polder")
        alert = Draft(
            id="proef",
            region="VR08",
            sender_name="Veiligheidsregio",
            kind="evacuation",
            area=Area(description=where, polygons=draft.area.rings),
            texts=Text(nl=f"{head}{draft.body.nl} Veiligheidsregio", en=f"{head}{draft.body.en} Veiligheidsregio"),
            starts=draft.starts,
            expires=draft.starts + timedelta(hours=6),
        )
        found = check_draft(alert, contacts=official_contacts(), now=STARTS)
        assert not [finding for finding in found if finding.level != "advice"]


@given(st.lists(st.text(max_size=300), min_size=4, max_size=4), st.integers(1, 30))
def test_texts_fit_whatever_the_names(names: list[str], copies: int) -> None:
    network = polder()
    few = advise(study(), STARTS, exposures=(FLOOD,), breach_s=Point(value=20_000.0))
    many = [replace(one, name=name) for one, name in zip(few, names, strict=True)] * copies
    for draft in alert_drafts(
        many, network, borders={code: shapely.box(150_000, 430_000, 160_000, 440_000) for code in "WSHI"}
    ):
        assert max(len(draft.body.nl), len(draft.body.en)) <= LONGEST_BODY
        assert max(len(draft.headline.nl), len(draft.headline.en)) <= LONGEST_HEADLINE
