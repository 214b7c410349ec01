# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.alerting.compose.drafts import NL, STARTS, draft
from weerbaar.alerting.area import Area, Circle, Gazetteer, Place
from weerbaar.alerting.compose.checking import check_draft
from weerbaar.alerting.compose.contacts import official_contacts
from weerbaar.alerting.compose.facts import facts
from weerbaar.alerting.compose.place_names import place_findings
from weerbaar.base import Text

_PLACES = (
    Place("Utrecht", 52.09, 5.12),
    Place("Zeist", 52.09, 5.23),
    Place("Groningen", 53.22, 6.57),
    Place("Hengelo", 52.27, 6.79),
    Place("Hengelo", 52.05, 6.31),
)
_NAMES = {place.name for place in _PLACES}
_GAZETTEER = Gazetteer({name: tuple(p for p in _PLACES if p.name == name) for name in _NAMES})
_AREA = Area(Text(nl="Utrecht"), circles=(Circle(52.09, 5.12, 5.0),))


def _found(text: str, area: Area = _AREA) -> list[tuple[str, str, str]]:
    found = place_findings(text, "nl", facts(text, "nl"), area, _GAZETTEER)
    return [(finding.rule, finding.where, finding.message.nl) for finding in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brand in Utrecht.", []),
        ("Brand.", []),
        # 7.5 km from the middle, so 2.5 km from the edge.
        ("Brand in Zeist.", []),
        ("Brand in Groningen.", [("places.none-in-area", "text.nl[9:18]", "Groningen ligt 154 km buiten het gebied.")]),
        (
            "Brand in Utrecht. Ga naar Groningen.",
            [("places.outside", "text.nl[26:35]", "Groningen ligt 154 km buiten het gebied.")],
        ),
        ("Meer informatie van Gemeente Groningen: groningen.nl.", []),
    ],
)
def test_places_in_and_out_of_the_area(text: str, found: list[tuple[str, str, str]]) -> None:
    assert _found(text) == found


def test_of_two_places_of_one_name_the_nearest_counts() -> None:
    in_bronckhorst = Area(Text(nl="Hengelo"), circles=(Circle(52.05, 6.31, 2.0),))
    assert _found("Brand in Hengelo.", in_bronckhorst) == []


def test_without_an_area_nothing_can_be_said() -> None:
    assert _found("Brand in Groningen.", Area(Text(nl="nergens"))) == []


def test_it_is_one_of_the_checks_of_a_draft() -> None:
    moved = draft(nl=NL.replace("Utrecht", "Groningen"))
    found = check_draft(moved, contacts=official_contacts(), now=STARTS, gazetteer=_GAZETTEER)
    assert "places.none-in-area" in {finding.rule for finding in found}
