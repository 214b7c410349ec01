# SPDX-License-Identifier: EUPL-1.2
"""What is shown of a draft while somebody writes it."""

from __future__ import annotations

import math
import re

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.workbench.alerts.writing import BORDERS, asked_by, begun, posted, sound
from weerbaar.alerting.compose import Draft
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.checking import Panel, earlier_alert
from weerbaar.workbench.alerts.compose_views import form_for
from weerbaar.workbench.alerts.models import SupplyKind, Use
from weerbaar.workbench.alerts.supply_verbs import take_in

pytestmark = pytest.mark.django_db


def _look(user: User, use: Use, **values: str) -> Panel:
    data = QueryDict(mutable=True)
    data.update(posted(use, **values))
    return form_for(asked_by(user), use, data).look(timezone.now())


def _rules(panel: Panel) -> set[str]:
    return {one.finding.rule for one in panel.findings}


def test_a_sound_draft(officer: User) -> None:
    use = begun(officer)
    said = sound(use)
    panel = _look(officer, use, nl=said.texts.nl, en=said.texts.en, area_nl="Zevenbergen")
    assert panel.errors == 0
    assert [state.state for _, row in panel.part_rows for state in row] == ["present"] * 12
    assert panel.phone == f"{said.texts.nl}\n***\n{said.texts.en}"
    assert panel.cost is not None
    assert (panel.cost.coding, panel.room) == ("gsm", 1395)
    assert panel.area.km2 == pytest.approx(154, rel=0.02)
    assert panel.area.octets is not None
    assert panel.area.octets < 100
    assert panel.area.done == ()
    assert panel.contradictions == ()
    assert not [finding for finding in panel.cap if finding.level == "error"]
    assert [channel.channel for channel in panel.channels][:2] == ["post", "board-short"]


def test_the_text_is_marked_where_something_is_found_and_stays_the_same_text(officer: User) -> None:
    use = begun(officer, template_id="")
    text = "Brand & rook in <Breda>. Bel 0900-9999. Ga naar kwaad.example.com, blijf ’binnen’."
    panel = _look(officer, use, nl=text)
    assert {"contacts.number-unknown", "contacts.site-unknown", "size.expensive-character"} <= _rules(panel)
    marked = panel.texts[0].marked
    assert '<mark class="seen seen--error">0900-9999</mark>' in marked
    assert "<Breda>" not in marked
    bare = re.sub(r'<sup class="seen-number">\d+</sup>|<span class="seen-name">[^<]*</span>|<[^>]+>', "", marked)
    assert bare.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'") == text
    numbers = [one.number for one in panel.findings if one.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [(one.character, one.count, one.replacement) for one in panel.costly] == [("’", 2, "'")]
    assert panel.room == 615


def test_nothing_yet(officer: User) -> None:
    panel = _look(officer, begun(officer), area="")
    assert {"languages.dutch", "area.empty"} <= _rules(panel)
    assert "template.fixed" not in _rules(panel)
    assert (panel.texts, panel.part_rows, panel.cap, panel.area.km2) == ((), [], (), None)


def test_an_area_that_cannot_be_read_says_so_and_nothing_else_of_it(officer: User) -> None:
    panel = _look(officer, begun(officer), area="51.6, 4.5")
    about = [one.finding for one in panel.findings if one.finding.where == "area" or "area." in one.finding.rule]
    assert [finding.rule for finding in about] == ["area.unread"]
    assert "drie punten" in about[0].message.nl


def test_a_repair_is_offered_with_what_it_does(officer: User) -> None:
    panel = _look(officer, begun(officer), area="51.6,4.5 51.7,4.7 51.7,4.5 51.6,4.7")
    assert "repair.crossing" in {finding.rule for finding in panel.area.done}
    assert panel.area.repaired_km2 == pytest.approx(77, rel=0.02)
    again = _look(officer, begun(officer), area=panel.area.repaired_text)
    assert again.area.done == ()


def test_a_repair_that_leaves_nothing_is_not_offered(officer: User) -> None:
    seen = _look(officer, begun(officer), area="51.6,4.5 51.6,4.5 51.6,4.5").area
    assert (seen.done, seen.repaired_text) == ((), "")


def test_many_corners_are_simplified_for_phones(officer: User) -> None:
    points = [
        (52 + (0.3 + 0.02 * (k % 2)) * math.sin(k / 50 * math.pi), 5 + 0.4 * math.cos(k / 50 * math.pi))
        for k in range(100)
    ]
    rough = " ".join(f"{a:.5f},{b:.5f}" for a, b in points)
    fine = " ".join(f"{a + d:.5f},{b:.5f}" for a, b in points for d in (0, 0.0011, 0.0007))
    small, large = (_look(officer, begun(officer), area=text).area for text in (rough, fine))
    assert (small.octets or 0) < 1024
    assert small.added_km2 == 0
    assert (large.octets or 9999) <= 1024
    assert large.added_km2 > 0


def test_with_borders_the_municipalities_are_named(officer: User, manager: User, own_folder: None) -> None:
    take_in(asked_by(manager), kind=SupplyKind.BOUNDARIES, name="g.geojson", content=BORDERS.encode())
    facts.borders_now(30)
    panel = _look(officer, begun(officer), area="51.65,4.65 51.65,4.75 51.7,4.75 51.7,4.65")
    assert dict(panel.area.inside) == pytest.approx({"Moerdijk": 0.5, "Breda": 0.5}, abs=0.01)
    assert panel.area.named in ("Moerdijk en Breda", "Breda en Moerdijk")


def test_an_update_refers_to_what_it_updates(officer: User) -> None:
    first = begun(officer)
    draft = sound(first)
    first.change(1, draft=draft.model_dump(mode="json"))
    update = begun(officer, replaces=first.use)
    said = sound(update)
    assert earlier_alert(said).identifier == first.use  # type: ignore[union-attr]
    panel = _look(officer, update, nl=said.texts.nl, en=said.texts.en, area_nl="Zevenbergen")
    assert "cap.unwritable" not in {finding.rule for finding in panel.cap}
    assert earlier_alert(Draft.model_validate(first.draft)) is None
    gone = begun(officer, replaces="VR20-weg")
    panel = _look(officer, gone, nl=said.texts.nl, en=said.texts.en, area_nl="Zevenbergen")
    assert [finding.rule for finding in panel.cap] == ["cap.unwritable"]
