# SPDX-License-Identifier: EUPL-1.2
"""A change of a draft is read as the page reads it, refused with all that is wrong, and comes back as it went in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.workbench.alerts.offered import draft_of
from tests.workbench.alerts.uses import use_of
from weerbaar.alerting.area import Circle
from weerbaar.base import InputError, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.api.alert_draft import DraftChange, DraftIn, ValueIn, changed, draft_out, values_of


@pytest.fixture
def row(make_user: Callable[..., User]) -> Use:
    """A use with a draft from a template."""
    draft = draft_of(status="actual", template="brand-rook").model_dump(mode="json")
    beside = {"fields": {"place": {"nl": "Moerdijk", "en": ""}}, "requested_at": "2026-11-26T13:00:00+00:00"}
    return use_of(make_user(), draft=draft, template=beside, least_share=0.1)


def _given(**values: Any) -> DraftIn:
    return DraftIn.model_validate(values)


@pytest.mark.django_db
def test_nothing_given_changes_nothing(row: Use) -> None:
    found = changed(row, _given())
    assert found.draft.model_dump(mode="json") == row.draft
    assert (found.template, found.least_share) == (row.template, 0.1)


@pytest.mark.django_db
def test_an_area_is_typed_drawn_or_taken_away(row: Use) -> None:
    typed = changed(row, _given(area="51.68, 4.6 straal 5 km")).draft.area
    assert typed.circles == (Circle(51.68, 4.6, 5.0),)
    assert typed.description.nl == "Moerdijk"
    square = {"type": "Polygon", "coordinates": [[[4.5, 51.6], [4.7, 51.6], [4.7, 51.7], [4.5, 51.6]]]}
    drawn = changed(row, _given(area=square, areaDescription={"nl": "Zevenbergen"})).draft.area
    assert drawn.polygons == (((51.6, 4.5), (51.6, 4.7), (51.7, 4.7), (51.6, 4.5)),)
    assert (drawn.circles, drawn.description) == ((), Text(nl="Zevenbergen"))
    gone = changed(row, _given(area=" ")).draft.area
    assert (gone.polygons, gone.circles, gone.description.nl) == ((), (), "Moerdijk")
    feature = draft_out(row).area
    assert feature is not None
    assert changed(row, _given(area=feature)).draft.area == changed(row, _given()).draft.area


@pytest.mark.django_db
def test_all_that_is_wrong_is_told_at_once(row: Use) -> None:
    with pytest.raises(InputError) as caught:
        changed(row, _given(area="52.1", level="exercise", templateValues={"place": {"nl": "x"}, "kleur": {"nl": "y"}}))
    assert [problem.field for problem in caught.value.problems] == ["level", "area", "templateValues.kleur"]


@pytest.mark.django_db
def test_moments_of_the_clock_stay_or_are_taken_away(row: Use) -> None:
    assert changed(row, _given(requestedAt=None)).template["requested_at"] is None
    kept = changed(row, _given(incidentAt="2026-11-26T12:00:00Z")).template
    assert (kept["incident_at"], kept["requested_at"]) == ("2026-11-26T12:00:00+00:00", "2026-11-26T13:00:00+00:00")
    row.template = kept
    assert draft_out(row).incident_at == datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_texts_are_kept_with_one_kind_of_line_ends(row: Use) -> None:
    found = changed(row, _given(texts={"nl": " een\r\ntwee\r", "en": "one"}, phones=[" 112 ", ""])).draft
    assert (found.texts, found.phones) == (Text(nl="een\ntwee", en="one"), ("112",))
    assert (found.starts, found.kind) == (draft_out(row).starts, "fire-smoke")


def test_moments_of_another_age_are_refused() -> None:
    for at in ("2011-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2026-11-26T12:00:00"):
        with pytest.raises(ValidationError):
            _given(starts=at)
    with pytest.raises(ValidationError):
        DraftChange.model_validate({"phones": []})


@given(
    st.dictionaries(st.sampled_from(["place", "time", "sender"]), st.tuples(st.text(max_size=9), st.text(max_size=9)))
)
def test_what_is_filled_in_has_words_and_no_carriage_returns(said: dict[str, tuple[str, str]]) -> None:
    found = values_of({name: ValueIn(nl=nl, en=en) for name, (nl, en) in said.items()})
    assert found.keys() == {name for name, words in said.items() if any(words)}
    assert all("\r" not in text.nl + text.en for text in found.values())
    assert all(text.nl == text.nl.strip() for text in found.values())


@pytest.mark.django_db
def test_a_later_end_goes_in_and_comes_out_the_same(row: Use) -> None:
    later = draft_out(row).expires + timedelta(hours=1)
    found = changed(row, _given(expires=later.isoformat(), leastShare=0.5))
    row.draft, row.least_share = found.draft.model_dump(mode="json"), found.least_share
    assert (draft_out(row).expires, draft_out(row).least_share) == (later, 0.5)
