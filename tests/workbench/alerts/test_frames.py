# SPDX-License-Identifier: EUPL-1.2
"""A region writes with the national frames and with variants of its own."""

from __future__ import annotations

import pytest

from tests.workbench.alerts.offered import asked_by
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.compose import UnknownTemplateError, templates
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import draft_verbs, supply_verbs
from weerbaar.workbench.alerts.forms import NewForm
from weerbaar.workbench.alerts.frames import frame_named, frames_now
from weerbaar.workbench.alerts.models import SupplyKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]

VARIANT = (
    "version: 1\nid: stof-vr20\nextends: gevaarlijke-stof\nregion: VR20\nname: {nl: Stof in Moerdijk}\n"
    "values: {substance: {nl: benzeen, en: benzene}}\nchoices: {substance: [{nl: benzeen, en: benzene}]}\n"
)


def test_a_variant_stands_beside_the_frames_and_stays_with_its_drafts(manager: User, officer: User) -> None:
    assert frames_now() == templates()
    supply = supply_verbs.take_in(
        asked_by(manager), kind=SupplyKind.VARIANT, name="stof.yaml", content=VARIANT.encode()
    )
    assert supply.facts == {"template": "stof-vr20", "name": "Stof in Moerdijk", "region": "VR20"}
    assert [one.id for one in frames_now()] == [*(one.id for one in templates()), "stof-vr20"]
    use = draft_verbs.start(asked_by(officer), region="VR20", status="exercise", template_id="stof-vr20")
    assert use.draft["template"] == "stof-vr20"
    supply_verbs.put_to_use(asked_by(manager), supply, active=False)
    assert frames_now() == templates()
    assert frame_named("stof-vr20").region == "VR20"
    with pytest.raises(UnknownTemplateError):
        frame_named("stof-vr21")


def test_a_variant_of_another_region_is_refused(manager: User, make_user: MakeUser) -> None:
    supply_verbs.take_in(asked_by(manager), kind=SupplyKind.VARIANT, name="stof.yaml", content=VARIANT.encode())
    national = make_user(Role.ALERT_OFFICER)
    with pytest.raises(draft_verbs.ComposeError, match="another region"):
        draft_verbs.start(asked_by(national), region="VR04", status="exercise", template_id="stof-vr20")
    form = NewForm({"region": "VR04", "status": "exercise", "template": "stof-vr20"}, user=national)
    assert form.errors == {"template": ["Deze variant is van een andere regio."]}


def test_a_variant_may_not_take_the_name_of_a_frame(manager: User) -> None:
    content = VARIANT.replace("stof-vr20", "brand-rook").encode()
    with pytest.raises(InputError, match="one of its own"):
        supply_verbs.take_in(asked_by(manager), kind=SupplyKind.VARIANT, name="stof.yaml", content=content)
    assert frames_now() == templates()
