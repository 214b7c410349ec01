# SPDX-License-Identifier: EUPL-1.2
"""Between what people fill in and a draft, also while it is unfinished."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from tests.workbench.alerts.writing import SQUARE, asked_by, begun, posted
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.area import Area, read_area
from weerbaar.alerting.compose import Draft
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.compose_views import form_for
from weerbaar.workbench.alerts.forms import DraftForm, NewForm, SupplyForm, SyntheticForm, draft_of
from weerbaar.workbench.alerts.models import Use

pytestmark = pytest.mark.django_db


def _form(user: User, use: Use, **values: str) -> DraftForm:
    data = QueryDict(mutable=True)
    data.update(posted(use, **values))
    return form_for(asked_by(user), use, data)


def test_a_draft_goes_through_the_form_unchanged(officer: User) -> None:
    use = begun(officer)
    draft = Draft.model_validate(use.draft)
    form = _form(officer, use, area="")
    assert form.is_valid()
    assert form.draft() == draft
    assert draft_of(use) == draft
    assert form.beside()["incident_at"] is None


def test_what_is_filled_in(officer: User) -> None:
    use = begun(officer)
    form = _form(
        officer,
        use,
        nl=" Eén\r\ntwee\r\n ",
        phones="112, , 0900-8844 ",
        area_nl="De stad",
        level="1",
        f_place="Breda",
        f_place_en="the town of Breda",
        f_own="Blijf kalm.",
        requested_at="2026-11-26T16:00",
    )
    assert form.is_valid(), form.errors
    draft = form.draft()
    assert (draft.texts, draft.level, draft.phones) == (Text(nl="Eén\ntwee"), 1, ("112", "0900-8844"))
    assert draft.area.description == Text(nl="De stad")
    assert len(draft.area.polygons[0]) == 5
    assert form.template_values()["place"] == Text(nl="Breda", en="the town of Breda")
    assert form.template_values()["own"] == Text(nl="Blijf kalm.")
    assert form.beside()["requested_at"] == "2026-11-26T16:00:00+01:00"
    assert form.share == 0.25


def test_what_cannot_be_read_leaves_the_rest(officer: User) -> None:
    use = begun(officer)
    form = _form(officer, use, area="51.6 noord", nl="Er is brand.", starts="gisteren", least_share="130")
    draft = form.draft()
    assert form.unread_area is not None
    assert (draft.area, draft.texts.nl) == (Area(Text(nl="")), "Er is brand.")
    assert draft.starts == Draft.model_validate(use.draft).starts
    assert form.share == 0.0
    assert form.errors.keys() == {"area", "starts", "least_share"}


def test_an_area_that_is_too_long_is_not_read_and_one_that_was_saved_stays(officer: User) -> None:
    use = begun(officer)
    long = "\n".join(f"{51.6 + n % 2 / 100:.6f}, {4.4 + n * 1e-6:.6f}" for n in range(11_000))
    form = _form(officer, use, area=long)
    assert form.errors.keys() == {"area"}
    assert "te lang: 219999 tekens, ten hoogste 200000" in str(form.errors["area"])
    # It is on the page once: in its field.
    assert (form["area"].value(), form.drawn()["text"]) == (long, "")
    area = read_area(long)
    use.draft |= {"area": {**use.draft["area"], "polygons": area.polygons}}
    kept = _form(officer, use, area=str(form_for(asked_by(officer), use)["area"].value()))
    assert kept.is_valid(), kept.errors
    assert kept.draft().area.polygons == area.polygons


@pytest.mark.parametrize("when", ["1900-01-01T00:00", "0001-01-01T00:00", "2100-01-01T00:00", "9999-12-31T23:59"])
def test_a_moment_is_of_our_time(officer: User, when: str) -> None:
    form = _form(officer, begun(officer), starts=when, requested_at=when)
    assert form.errors.keys() == {"starts", "requested_at"}
    assert "2012 tot en met 2099" in str(form.errors["starts"])


def test_the_hour_that_comes_twice_and_the_one_that_never_comes(officer: User) -> None:
    use = begun(officer)
    twice = _form(officer, use, starts="2026-10-25T02:30", expires="2026-10-25T05:00")
    assert twice.draft().starts.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, 20, tzinfo=UTC)
    use.draft |= {"starts": second.isoformat()}
    again = _form(officer, use, starts="2026-10-25T02:30", expires="2026-10-25T05:00")
    # Two times in that hour are never equal across zones (PEP 495).
    assert again.draft().starts.astimezone(UTC) == second
    never = _form(officer, use, starts="2026-03-29T02:30")
    assert "bestaat niet" in str(never.errors["starts"])


def test_what_no_phone_and_no_xml_takes_is_left_out(officer: User) -> None:
    form = _form(
        officer, begun(officer), nl="Brand\x07 in\r\nBreda\x0b", sender_name="Veilig\x1bheid\ufffe", area_nl="\x02"
    )
    draft = form.draft()
    assert (draft.texts.nl, draft.sender_name, draft.area.description.nl) == ("Brand in\nBreda", "Veiligheid", "")


def test_what_is_refused_is_told_with_its_label(officer: User) -> None:
    use = begun(officer)
    form = _form(officer, use, nl="x" * 4_001, area="51.6 noord")
    assert [label for label, _ in form.refused()] == ["Tekst in het Nederlands"]
    assert form_for(asked_by(officer), use).refused() == []


def test_a_name_gives_the_words_too(officer: User) -> None:
    draft = _form(officer, begun(officer), area="Nederland").draft()
    assert (draft.area.codes, draft.area.description.nl) == (("NL",), "Nederland")
    assert (
        _form(officer, begun(officer), area="Nederland", area_nl="Het land").draft().area.description.nl == "Het land"
    )


def test_an_exercise_has_no_other_level(officer: User) -> None:
    use = begun(officer, status="exercise", template_id="")
    form = _form(officer, use, level="2", area=SQUARE)
    assert not form.is_valid()
    assert form.draft().level == "exercise"


def test_what_a_new_use_begins_with(officer: User, make_user: MakeUser) -> None:
    form = NewForm({"region": "VR20", "status": "actual", "template": "brand-rook"}, user=officer)
    assert form.is_valid()
    assert [code for code, _ in form.fields["region"].choices] == ["VR20"]
    assert "template" in NewForm({"region": "VR20", "status": "actual", "template": "test"}, user=officer).errors
    assert (
        "template" in NewForm({"region": "VR20", "status": "actual", "template": "gevaar-voorbij"}, user=officer).errors
    )
    assert "region" in NewForm({"region": "VR04", "status": "test", "template": "test"}, user=officer).errors
    assert len(NewForm(user=make_user(Role.ALERT_OFFICER)).fields["region"].choices) == 26


def test_the_forms_of_files() -> None:
    assert SyntheticForm({"cells": "10", "seed": "0"}).is_valid()
    assert SyntheticForm({"cells": "1000001", "seed": "-1"}).errors.keys() == {"cells", "seed"}
    assert SupplyForm({"kind": "iets"}).errors.keys() == {"kind", "file"}
