# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.compose.drafts import EN, NL, STARTS
from tests.alerting.feeds.sites import FIRE, told, uses, withdrawn
from tests.alerting.register.uses_told import Told, order
from weerbaar.alerting.area import Area
from weerbaar.alerting.cap import check, write_alert
from weerbaar.alerting.feeds import UnpublishableError, published_from, standings
from weerbaar.alerting.register import Imported, Schedule, Use, drafted
from weerbaar.base import Text

LATER = STARTS + timedelta(minutes=40)


def one(register: dict[str, Use], name: str = FIRE):
    return published_from(register[name], standings(register))


def test_a_use_that_was_on_air_is_published_as_it_was_sent():
    found = one(uses(told()))
    assert (found.id, found.draft.texts, found.sent) == (FIRE, Text(nl=NL, en=EN), STARTS)
    assert (found.stop, found.withdrawn, found.withdrawal) == (STARTS + timedelta(hours=4), None, None)
    assert (found.alert.identifier, found.alert.msg_type, found.alert.sent) == (
        FIRE,
        "Alert",
        "2026-11-26T14:05:00+01:00",
    )


@pytest.mark.parametrize("result", ["refused", "silent"])
def test_what_no_cell_took_is_not_published(result):
    assert one(uses(told(result=result))) is None


def test_a_draft_is_not_published():
    assert one(uses(Told().say(FIRE, drafted(_composed(), offered=True)))) is None


def _composed():
    from tests.alerting.compose.drafts import draft

    return draft()


def test_what_the_author_said_of_urgency_and_where_to_find_more_goes_into_the_message():
    found = one(uses(told(urgency="expected", certainty="likely", more_info="https://www.crisis.nl", phones=("112",))))
    info = found.alert.info[0]
    assert (info.urgency, info.certainty, info.web, info.contact) == (
        "Expected",
        "Likely",
        "https://www.crisis.nl",
        "112",
    )


@pytest.mark.parametrize(
    ("purpose", "status", "shown"),
    [
        ("live", "actual", "actual"),
        ("live", "test", "test"),
        ("test", "test", "test"),
        ("test", "actual", "test"),
        ("live", "exercise", None),
        ("exercise", "exercise", None),
        ("exercise", "actual", None),
        ("exercise", "test", None),
    ],
)
def test_exercises_stay_inside_and_the_half_yearly_test_is_called_a_test(purpose, status, shown):
    found = one(uses(told(purpose=purpose, status=status)))
    assert (found and found.draft.status) == shown


def test_cells_of_an_exercise_do_not_put_a_real_message_on_the_air():
    story = told(purpose="exercise")
    story.say(FIRE, order("real", ("c9",)))
    register = uses(story)
    assert register[FIRE].was_on_air
    assert register[FIRE].status == "actual"
    assert one(register) is None


def test_a_use_from_before_the_register_has_no_area_and_is_left_out():
    old = Imported(date="2013-01-05", region="VR20", incident="fire-smoke", status="actual", source="NIPV")
    assert one(uses(Told().say(FIRE, old))) is None


def test_withdrawn_by_every_cell_stops_it_and_makes_a_message_that_cancels():
    found = one(uses(withdrawn(told(), LATER)))
    assert found.stop == found.withdrawn == LATER
    cancel = found.withdrawal
    assert (cancel.msg_type, cancel.identifier) == ("Cancel", f"{FIRE}~cancel")
    assert cancel.references == f"vr09@nl-alert.nl,{FIRE},2026-11-26T14:05:00+01:00"
    assert cancel.info[0].description == "Dit bericht is om 14:45 uur ingetrokken."
    assert cancel.info[1].headline == "Withdrawn: Fire with a lot of smoke: Utrecht"


@pytest.mark.parametrize("result", ["refused", "silent"])
def test_a_withdrawal_that_is_not_proved_stops_nothing(result):
    found = one(uses(withdrawn(told(), LATER, result=result)))
    assert (found.stop, found.withdrawal) == (STARTS + timedelta(hours=4), None)


def test_a_later_alert_takes_the_place_of_the_one_it_updates():
    story = told()
    register = uses(told("vr09-2026-0002", LATER, story=story, replaces=FIRE))
    first, second = one(register), one(register, "vr09-2026-0002")
    assert (first.stop, first.replaced_by) == (LATER, "vr09-2026-0002")
    assert second.alert.msg_type == "Update"
    assert second.alert.references == f"vr09@nl-alert.nl,{FIRE},2026-11-26T14:05:00+01:00"


def test_an_update_of_what_was_never_on_air_is_an_alert_by_itself():
    register = uses(told(result="refused"), told("vr09-2026-0002", LATER, replaces=FIRE))
    found = one(register, "vr09-2026-0002")
    assert (found.alert.msg_type, found.alert.references) == ("Alert", None)


def test_an_all_clear_is_not_urgent():
    found = one(uses(told(kind="all-clear")))
    assert found.alert.info[0].urgency == "Past"
    assert found.alert.info[0].response_type == ("AllClear",)


def test_without_an_end_in_the_draft_it_ends_with_the_last_broadcast():
    register = uses(told())
    use = register[FIRE]
    open_end = replace(use, draft=use.draft.model_copy(update={"expires": None}))
    # The order of the tests: 90 times, every 40 × 1.883 s.
    assert standings({FIRE: open_end})[FIRE].stop == STARTS + timedelta(seconds=90 * 40 * 1.883)
    ordered = use.orders[0].order.model_copy(update={"schedule": Schedule(period=60, broadcasts=10, radio="4g")})
    on_4g = replace(open_end, orders=(replace(use.orders[0], order=ordered),))
    assert standings({FIRE: on_4g})[FIRE].stop == STARTS + timedelta(minutes=10)


def test_a_draft_that_was_changed_after_sending_is_not_taken_for_what_was_sent():
    story = told()
    story.say(FIRE, drafted(_composed().model_copy(update={"region": "VR10"}), offered=False))
    with pytest.raises(UnpublishableError, match="changed after sending"):
        one(uses(story))


@pytest.mark.parametrize("name", ["../etc/passwd", "a/b", "a\0b", ".hidden", "a~cancel", "", "x" * 81, "é"])
def test_an_id_that_could_lead_elsewhere_is_refused(name):
    use = replace(uses(told())[FIRE], id=name)
    with pytest.raises(UnpublishableError):
        published_from(use, standings({name: use}))


def test_an_area_that_cannot_be_read_is_told_and_not_called_the_whole_country():
    use = uses(told())[FIRE]
    broken = replace(use, draft=use.draft.model_copy(update={"area": {"type": "Nothing"}}))
    with pytest.raises(UnpublishableError, match=FIRE):
        one({FIRE: broken})


def test_what_was_drawn_comes_back_with_its_circle_and_codes():
    area = one(uses(told())).draft.area
    assert isinstance(area, Area)
    assert (len(area.polygons), area.circles[0].radius_km, area.codes) == (0, 5.0, ("GM0344",))


@pytest.mark.parametrize("changes", [{}, {"kind": "all-clear"}, {"en": ""}, {"status": "test", "kind": "test"}])
def test_every_message_passes_the_dutch_profile(changes):
    story = withdrawn(told(**changes), LATER)
    register = uses(told("vr09-2026-0002", LATER, story=story, replaces=FIRE, **changes))
    for name in register:
        found = one(register, name)
        for alert in filter(None, (found.alert, found.withdrawal)):
            (verdict,) = check(write_alert(alert), name, now=STARTS, profile="nl")
            errors = {finding.rule for finding in verdict.findings if finding.level == "error"}
            # Without English the message misses that language, as it did on the air.
            assert errors <= ({"nl.english"} if changes.get("en") == "" else set())


def test_the_last_sent_comes_first_and_what_it_depends_on_shows_every_change():
    story = told()
    told("b", LATER, story=story)
    before = standings(uses(story))
    assert list(before) == ["b", FIRE]
    after = standings(uses(withdrawn(story, LATER)))
    assert after["b"].source == before["b"].source
    assert after[FIRE].source != before[FIRE].source
    assert standings(uses(story), salt="x")["b"].source != before["b"].source


def test_what_was_found_before_is_kept_and_every_change_seen():
    story = told()
    told("b", LATER, story=story)
    first = uses(story)
    told("c", LATER + timedelta(minutes=5), story=story, replaces=FIRE)
    followed = uses(story)
    ended = uses(withdrawn(story, LATER + timedelta(minutes=20)))
    found = standings(first)
    for register in (followed, ended, followed, first):
        # As a store that reads on has it: what did not change is the same object.
        kept = {
            name: found[name].use if name in found and found[name].use == use else use for name, use in register.items()
        }
        again = standings(kept, before=found)
        assert again == standings(register)
        assert list(again) == list(standings(register))
        assert again["b"] is found["b"]
        found = again


@given(st.integers(-600, 600), st.integers(-600, 600))
def test_an_alert_never_stops_before_it_was_sent(minutes, end):
    story = told(expires=STARTS + timedelta(minutes=minutes))
    found = standings(uses(withdrawn(story, STARTS + timedelta(minutes=end))))[FIRE]
    assert found.sent <= found.stop <= found.expires
    assert found.current(found.stop - timedelta(seconds=1)) or found.stop == found.sent
    assert not found.current(found.stop)
