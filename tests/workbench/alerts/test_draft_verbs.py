# SPDX-License-Identifier: EUPL-1.2
"""A draft from its beginning to being offered; every version is in the register."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.workbench.alerts.uses import ELSEWHERE, in_region
from tests.workbench.alerts.writing import asked_by, begun, sound
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.compose import Draft
from weerbaar.alerting.register import Approved, Kind, Ordered, Schedule
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import register_use
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(make_user: MakeUser) -> User:
    return in_region(make_user(), Role.ALERT_OFFICER)


def _sent(use: Use) -> None:
    """Write in the register that a use was approved and sent, as the delivery does."""
    now, store = timezone.now(), DatabaseStore()
    found = register_use(use.use)
    store.append(Kind.APPROVED, use.use, "kim", Approved(draft=found.draft_hash or "", by=("kim",)), now)
    order = Ordered(
        order="o1",
        channel="oefennet",
        purpose="live",
        message_identifier=4371,
        serial=16,
        dcs=15,
        pages=("00" * 82,),
        cells=("a",),
        schedule=Schedule(period=10, broadcasts=5),
        draft=found.draft_hash,
    )
    store.append(Kind.ORDERED, use.use, "weerbaar", order, now)


def test_an_all_clear_begins_at_an_earlier_alert(officer: User) -> None:
    with pytest.raises(draft_verbs.ComposeError, match="all-clear"):
        begun(officer, template_id="gevaar-voorbij")
    assert begun(officer, template_id="gevaar-voorbij", replaces="VR20-1").incident == "all-clear"
    assert Use.objects.count() == 1


def test_a_new_use_is_filled_in_as_far_as_it_can_be(officer: User) -> None:
    use = begun(officer)
    draft = Draft.model_validate(use.draft)
    assert (draft.kind, draft.level, draft.status, draft.template) == ("fire-smoke", 2, "actual", "brand-rook")
    assert draft.sender_name == "Veiligheidsregio Midden- en West-Brabant"
    assert use.template["fields"]["site"]["nl"] == "vrmwb.nl"
    assert use.template["fields"]["date"]["nl"] == f"{timezone.localtime(draft.starts):%d-%m-%Y}"
    assert (use.state, use.title, use.region.number) == ("draft", "Brand met veel rook", 20)
    assert register_use(use.use).author == officer.username
    assert Entry.objects.filter(action="alert.created", actor=officer.username).count() == 1


def test_two_in_one_minute_have_different_ids(officer: User) -> None:
    names = [begun(officer).use for _ in range(3)]
    assert len(set(names)) == 3


@pytest.mark.parametrize(("status", "level"), [("exercise", "exercise"), ("test", "test"), ("actual", 2)])
def test_the_level_says_whether_it_is_meant(officer: User, status: draft_verbs.Status, level: object) -> None:
    assert Draft.model_validate(begun(officer, status=status, template_id="").draft).level == level


def test_nobody_begins_or_saves_in_the_region_of_others(officer: User, make_user: MakeUser) -> None:
    with pytest.raises(PermissionDenied):
        begun(officer, region="VR04")
    with pytest.raises(PermissionDenied):
        begun(officer, region="NL")
    use = begun(officer)
    other = in_region(make_user(), Role.ALERT_OFFICER, ELSEWHERE)
    with pytest.raises(PermissionDenied):
        draft_verbs.save(asked_by(other), use, version=1, draft=sound(use))
    assert Use.objects.get().version == 1


def test_saving_keeps_every_version_and_whether_it_is_meant(officer: User) -> None:
    use = begun(officer)
    wrong = sound(use).model_copy(update={"id": "VR04-9", "region": "VR04", "status": "exercise"})
    draft_verbs.save(asked_by(officer), use, version=1, draft=wrong, least_share=0.25)
    use.refresh_from_db()
    draft = Draft.model_validate(use.draft)
    assert (draft.id, draft.region, draft.status) == (use.use, "VR20", "actual")
    assert (use.version, use.least_share, use.title) == (2, 0.25, "Zevenbergen")
    assert [event.kind for event in DatabaseStore().events(use.use)] == [Kind.DRAFTED, Kind.DRAFTED]
    # What stands there already is no conflict.
    draft_verbs.save(asked_by(officer), use, version=1, draft=sound(use))
    other = sound(use).model_copy(update={"phones": ("0900-8844",)})
    with pytest.raises(StaleVersionError) as caught:
        draft_verbs.save(asked_by(officer), use, version=1, draft=other)
    assert caught.value.current.version == 2
    assert len(DatabaseStore().events(use.use)) == 2


def test_only_a_draft_without_errors_is_offered_and_a_change_takes_it_back(officer: User) -> None:
    use = begun(officer)
    with pytest.raises(draft_verbs.ComposeError) as caught:
        draft_verbs.offer(asked_by(officer), use, version=1)
    assert "fouten" in caught.value.message.nl
    assert Use.objects.get().version == 1
    draft_verbs.offer(asked_by(officer), use, version=1, draft=sound(use))
    use.refresh_from_db()
    assert use.state == "waiting"
    draft_verbs.save(asked_by(officer), use, version=use.version, draft=sound(use))
    use.refresh_from_db()
    assert use.state == "draft"


def test_what_was_sent_is_followed_up_and_not_changed(officer: User) -> None:
    use = begun(officer)
    with pytest.raises(draft_verbs.ComposeError):
        draft_verbs.follow_up(asked_by(officer), use, all_clear=True)
    draft_verbs.offer(asked_by(officer), use, version=1, draft=sound(use))
    _sent(use)
    use.refresh_from_db()
    with pytest.raises(draft_verbs.ComposeError):
        draft_verbs.save(asked_by(officer), use, version=use.version, draft=sound(use))
    clear = Draft.model_validate(draft_verbs.follow_up(asked_by(officer), use, all_clear=True).draft)
    update = Draft.model_validate(draft_verbs.follow_up(asked_by(officer), use, all_clear=False).draft)
    assert (clear.kind, clear.urgency, clear.replaces, clear.texts) == ("all-clear", "past", use.use, Text(nl=""))
    assert (update.kind, update.replaces, update.texts) == ("fire-smoke", use.use, sound(use).texts)
    assert clear.area == update.area == sound(use).area


def test_a_draft_is_dropped_with_a_reason(officer: User) -> None:
    use = begun(officer)
    with pytest.raises(draft_verbs.ComposeError):
        draft_verbs.drop(asked_by(officer), use, reason=" ")
    for _ in range(2):
        draft_verbs.drop(asked_by(officer), use, reason="loos alarm")
    assert [event.kind for event in DatabaseStore().events(use.use)] == [Kind.DRAFTED, Kind.ENDED]
    use.refresh_from_db()
    assert use.state == "ended"
    with pytest.raises(draft_verbs.ComposeError):
        draft_verbs.drop(asked_by(officer), use, reason="nog eens")


def test_a_button_pressed_twice_begins_one_draft(officer: User, make_user: MakeUser) -> None:
    first = begun(officer, token="a")
    assert begun(officer, token="a") == first
    other = in_region(make_user(name="els"), Role.ALERT_OFFICER)
    others = [begun(officer, token="b"), begun(officer, token="a", template_id=""), begun(other, token="a")]
    assert len({first.pk, *(use.pk for use in others)}) == 4
    _sent(first)
    for all_clear in (True, False):
        later = [draft_verbs.follow_up(asked_by(officer), first, all_clear=all_clear) for _ in range(2)]
        assert later[0] == later[1]
    draft_verbs.save(asked_by(officer), later[0], version=1, draft=sound(later[0]))
    assert draft_verbs.follow_up(asked_by(officer), first, all_clear=False) != later[0]
    assert Use.objects.count() == 7


def test_who_may_not_write_any_more_is_not_given_what_was_begun_before(officer: User) -> None:
    first = begun(officer)
    _sent(first)
    draft_verbs.follow_up(asked_by(officer), first, all_clear=True)
    Grant.objects.filter(user=officer).delete()
    officer = User.objects.get(pk=officer.pk)
    with pytest.raises(PermissionDenied):
        draft_verbs.follow_up(asked_by(officer), first, all_clear=True)
