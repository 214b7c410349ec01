# SPDX-License-Identifier: EUPL-1.2
"""Between what people fill in and a draft, also while it is unfinished."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from tests.workbench.alerts.writing import SQUARE, asked_by, begun, posted
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.area import Area
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
    assert "region" in NewForm({"region": "VR04", "status": "test", "template": "test"}, user=officer).errors
    assert len(NewForm(user=make_user(Role.ALERT_OFFICER)).fields["region"].choices) == 26


def test_the_forms_of_files() -> None:
    assert SyntheticForm({"cells": "10", "seed": "0"}).is_valid()
    assert SyntheticForm({"cells": "1000001", "seed": "-1"}).errors.keys() == {"cells", "seed"}
    assert SupplyForm({"kind": "iets"}).errors.keys() == {"kind", "file"}
