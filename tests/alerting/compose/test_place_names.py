# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.alerting.compose.drafts import NL, STARTS, draft
from weerbaar.alerting.area import Area, Circle, Gazetteer, Place, gazetteer
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
_SHIPPED = gazetteer()
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


@pytest.mark.parametrize(
    ("text", "middle", "outside"),
    [
        ("Brand in Bergen.", (52.67, 4.70), []),
        ("Brand in Bergen.", (51.60, 6.05), []),
        ("Brand in Bergen op Zoom.", (51.49, 4.29), []),
        ("Brand in Bergen op Zoom.", (52.67, 4.70), ["Bergen op Zoom"]),
        ("Brand in Hengelo.", (52.05, 6.31), []),
        ("Brand in Hengelo.", (52.09, 5.12), ["Hengelo"]),
        ("Brand in Rijswijk.", (51.80, 5.03), []),
        ("Brand in Rijswijk.", (51.96, 5.36), []),
        ("Brand in Beek.", (51.83, 5.92), []),
        ("Brand in Best.", (51.51, 5.39), []),
        ("Brand in Bunnik, ten noorden van Houten en ten zuiden van Amersfoort.", (52.07, 5.20), []),
        ("Rook ten noorden van Utrecht trekt richting Hilversum.", (52.14, 5.10), []),
        ("Rook trekt richting Groningen.", (52.14, 5.10), ["Groningen"]),
        ("Ongeval op de A2 tussen Utrecht en Amsterdam bij Breukelen.", (52.17, 5.00), []),
        ("Rookwolk trekt van Moerdijk naar Dordrecht en Zwijndrecht.", (51.80, 4.67), []),
        ("Evacuatie van Venlo. Opvang in sporthal in Roermond.", (51.37, 6.17), []),
        ("Brand in Noordwijk. Ga naar het ziekenhuis in Leiden.", (52.24, 4.45), []),
        ("Brand aan de Utrechtseweg in Zeist.", (52.09, 5.23), []),
        ("Brand aan de Amsterdamsestraatweg in Utrecht.", (52.10, 5.10), []),
        ("Brand in de Groningerstraat in Assen.", (52.99, 6.56), []),
        ("Brand aan de Rotterdam Boulevard in Almere.", (52.37, 5.22), []),
        ("Hoogwater in de Maas bij Venlo.", (51.37, 6.17), []),
        ("Natuurbrand op de Veluwe bij Ede.", (52.04, 5.67), []),
        ("Brand in de Haarlemmermeer bij Hoofddorp.", (52.30, 4.69), []),
        ("Rellen in Utrecht. Meer informatie: RTV Utrecht, Radio Groningen.", (52.09, 5.12), []),
        ("Supporters van FC Groningen vechten in Enschede.", (52.22, 6.89), []),
        ("Brand in Moerdijk. Politie Rotterdam helpt.", (51.70, 4.63), []),
        ("De burgemeester van Utrecht meldt brand in Amsterdam.", (52.37, 4.90), []),
        ("Veiligheidsregio Amsterdam-Amstelland: brand in Amstelveen.", (52.30, 4.86), []),
        ("Brand in Utrecht. Blijf weg uit Groningen.", (52.09, 5.12), ["Groningen"]),
    ],
)
def test_real_places_and_areas(text: str, middle: tuple[float, float], outside: list[str]) -> None:
    area = Area(Text(nl="gebied"), circles=(Circle(*middle, 3.0),))
    assert [one.value for one in place_findings(text, "nl", facts(text, "nl"), area, _SHIPPED)] == outside


def test_without_an_area_nothing_can_be_said() -> None:
    assert _found("Brand in Groningen.", Area(Text(nl="nergens"))) == []


def test_it_is_one_of_the_checks_of_a_draft() -> None:
    moved = draft(nl=NL.replace("Utrecht", "Groningen"))
    found = check_draft(moved, contacts=official_contacts(), now=STARTS, gazetteer=_GAZETTEER)
    assert "places.none-in-area" in {finding.rule for finding in found}
