# SPDX-License-Identifier: EUPL-1.2
"""Decisions and approvals on their way into the register, and all-clears on their way out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.alerting.approval.drafts import matter
from tests.alerting.register.uses_told import NOON, Told, draft, order
from weerbaar.alerting.approval import (
    Act,
    Answered,
    Approval,
    ReturnedDraft,
    Review,
    criteria_tree,
    shipped_checks,
    walk,
)
from weerbaar.alerting.area import Area
from weerbaar.alerting.compose import Draft
from weerbaar.alerting.register import (
    AllClear,
    Content,
    Ended,
    Imported,
    State,
    all_clear_rates,
    approved,
    checked,
    decided,
    draft_hash,
    drafted,
    fold,
    missed,
    open_alerts,
    published_history,
    returned,
    review_of,
)
from weerbaar.base import Text

DRAFT = draft(offered=True)
HASH = draft_hash(DRAFT)


COMPOSED = Draft(
    id="u",
    region="VR20",
    sender_name="Veiligheidsregio",
    kind="fire-smoke",
    area=Area(Text(nl="Moerdijk"), ((((51.6, 4.6), (51.6, 4.7), (51.7, 4.7), (51.6, 4.6))),)),
    texts=Text(nl="Brand"),
    starts=NOON,
    expires=NOON + timedelta(hours=2),
)


def test_a_composed_draft_is_kept_whole() -> None:
    content = drafted(COMPOSED, offered=True, requested_at=NOON)
    assert content.texts == {"nl": "Brand"}
    assert (content.region, content.incident, content.level, content.status) == ("VR20", "fire-smoke", "2", "actual")
    assert content.area["geometry"]["coordinates"][0][0][0] == [4.6, 51.6]
    assert content.area_description == {"nl": "Moerdijk"}
    use = fold(Told().say("u", content).events)["u"]
    assert use.draft == content
    assert use.state is State.WAITING
    assert draft_hash(drafted(COMPOSED, offered=True)) == draft_hash(drafted(COMPOSED, offered=False))


def _reviewed(*contents: Content, by: str = "B") -> Review:
    told = Told().say("u", DRAFT, by="A").say("u", *contents, by=by)
    use = fold(told.events)["u"]
    return review_of(use, matter(draft=use.draft_hash), shipped_checks())


def test_the_review_is_read_back_from_the_register_with_its_tries() -> None:
    review = _reviewed(
        checked(Act("gebied", "B", NOON, "12,3"), HASH),
        missed("niveau", "ok", HASH),
        missed("niveau", "x" * 500, HASH),
        checked(Act("niveau", "B", NOON, "4370"), "f" * 64),
    )
    assert [(act.check, act.by, act.seen) for act in review.acts] == [("gebied", "B", "12,3")]
    assert review.tries_left("niveau", "B") == 1
    assert review.returned is None


def test_what_was_done_before_the_draft_was_offered_again_is_void() -> None:
    back = returned(ReturnedDraft(HASH, "B", NOON, "de plaats klopt niet", None))
    done = checked(Act("gebied", "B", NOON, "12,3"), HASH)
    assert _reviewed(done, back).returned is not None
    assert _reviewed(done, back).acts
    again = _reviewed(done, back, DRAFT)
    assert again.returned is None
    assert again.acts == ()


def test_a_decision_is_kept_with_every_answer_that_was_given() -> None:
    said = [Answered("handelen", "ja", "A", NOON), Answered("handelen", "nee", "B", NOON, "bij nader inzien")]
    content = decided(walk(criteria_tree(), said))
    assert [(a.answer, a.by, a.remark) for a in content.answers] == [("ja", "A", ""), ("nee", "B", "bij nader inzien")]
    assert (content.tree, content.outcome, content.open_question) == ("criteria-nl-alert-1", None, "dreiging")


def test_an_approval_makes_the_use_approved_and_a_returned_draft_makes_it_a_draft_again() -> None:
    told = Told().say("u", DRAFT, checked(Act("plaats", "B", NOON, "Moerdijk"), HASH))
    told.say("u", returned(ReturnedDraft(HASH, "B", NOON, "de plaats klopt niet", "plaats")))
    assert fold(told.events)["u"].state is State.DRAFT
    told.say("u", DRAFT, approved(Approval(HASH, ("B",), NOON, ("plaats",))))
    use = fold(told.events)["u"]
    assert use.state is State.APPROVED
    assert len(use.checks) == 1


def test_an_emergency_release_shows_in_the_register() -> None:
    content = approved(Approval(HASH, ("B", "C"), NOON, (), True, "geen verbinding"))
    assert (content.emergency, content.by, content.reason) == (True, ("B", "C"), "geen verbinding")


def test_alerts_without_an_all_clear_are_open() -> None:
    ends = NOON + timedelta(hours=2)
    told = Told().whole_use("u1", NOON, expires=ends).whole_use("u2", NOON).whole_use("u3", NOON, status="exercise")
    told.whole_use("u4", NOON, replaces="u2").whole_use("u5", NOON, incident="all-clear", replaces="u4")
    told.whole_use("u6", NOON).say("u6", AllClear(how="not_needed", remark="loos alarm"))
    told.whole_use("u7", NOON, replaces="u1", expires=ends).say("u8", draft(), order("x"))
    (open_one,) = open_alerts(fold(told.events))
    assert (open_one.id, open_one.expires, open_one.over) == ("u7", ends, False)
    told.say("u7", Ended(reason="expired"))
    assert open_alerts(fold(told.events))[0].over


def test_the_rate_per_year_stands_beside_what_was_published() -> None:
    def old(year: int, cleared: bool | None) -> Imported:
        return Imported(
            date=f"{year}-05-01", region="VR01", incident="flood", status="actual", source="x", all_clear=cleared
        )

    told = (
        Told().say("a", old(2018, True)).say("b", old(2018, False)).say("c", old(2018, None)).say("d", old(2019, True))
    )
    told.whole_use("u1", datetime(2026, 1, 1, 12, tzinfo=UTC))
    told.whole_use("u2", datetime(2026, 1, 1, 13, tzinfo=UTC), incident="all-clear", replaces="u1")
    told.whole_use("u3", NOON).say("u3", AllClear(how="other_means"))
    rates = {r.year: r for r in all_clear_rates(fold(told.events), published_history())}
    found = {
        year: (r.by_alert.count, r.by_alert.of, r.unknown, r.published and r.published.share)
        for year, r in rates.items()
    }
    assert found == {2018: (1, 2, 1, 0.72), 2019: (1, 1, 0, None), 2026: (1, 2, 0, None)}
