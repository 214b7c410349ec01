# SPDX-License-Identifier: EUPL-1.2
"""What the shipped methods hold, held against the reference (nrb-method.md, sections 1, 3, 7 and 8)."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from weerbaar.method import load_method, method_ids
from weerbaar.method.model import Label, MatrixTable, Method, StepsTable

SCALED = {"area_km2", "persons", "cost_eur"}


def test_national_method(national: Method) -> None:
    assert [c.id for c in national.criteria] == ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3"]
    assert len(national.interests) == 5
    assert [c.pct for c in national.likelihood.classes] == [(0, 0.05), (0.05, 0.5), (0.5, 5), (5, 50), (50, 100)]
    assert national.likelihood.window_years == 5
    assert national.aggregation.second_opinions == ("evamix", "medals", "promethee_ii")


def test_regional_method(regional: Method) -> None:
    assert [c.id for c in regional.criteria] == ["1.1", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3", "6.1"]
    assert [c.id for c in regional.criteria if c.optional] == ["6.1"]
    assert regional.combined[0].covers == ("2.1", "2.2")
    assert [t.id for c in regional.criteria if c.id == "4.1" for t in c.tables] == ["4.1a", "4.1b"]
    assert regional.likelihood.classes == national_classes()


def national_classes() -> tuple[object, ...]:
    return load_method("nl-nrb-2009").likelihood.classes


def test_every_regional_bound_is_the_national_one_divided_by_25(national: Method, regional: Method) -> None:
    def bounds(method: Method) -> dict[tuple[str, str], tuple[float, ...]]:
        found = {}
        for criterion in method.criteria:
            for table in criterion.tables:
                axes = (
                    [table.axis]
                    if isinstance(table, StepsTable)
                    else [table.columns]
                    if isinstance(table, MatrixTable)
                    else []
                )
                found.update({(table.id, a.variable): a.bounds for a in axes if a.variable in SCALED})
        return found

    ours = bounds(regional)
    compared = 0
    for key, values in bounds(national).items():
        if key in ours and key[0] != "2.2":
            assert ours[key] == pytest.approx([v / 25 for v in values])
            compared += 1
    assert compared == 4


def test_regional_casualties_hold_the_national_bounds_divided_by_25(regional: Method) -> None:
    table = next(c for c in regional.criteria if c.id == "2.1").tables[0]
    assert isinstance(table, StepsTable)
    assert {100 / 25, 1_000 / 25, 10_000 / 25} <= set(table.axis.bounds)


def test_method_of_2022_has_six_interests_and_no_known_table() -> None:
    method = load_method("nl-anv-2022")
    assert len(method.interests) == 6
    assert len(method.criteria) == 18
    assert len(method.themes) == 9
    assert {t.type for c in method.criteria for t in c.tables} == {"unknown"}


def test_what_the_method_of_2022_takes_over_from_2009_is_assumed() -> None:
    method = load_method("nl-anv-2022")
    rod = method.likelihood
    assert rod.threat_route is not None
    assert method.aggregation.total_classes is not None
    taken_over = [
        method.scale,
        rod,
        rod.threat_route,
        method.aggregation,
        method.aggregation.total_classes,
        *method.value_functions,
        *method.weight_profiles,
    ]
    assert {part.mark for part in taken_over} | {rod.window_mark, rod.sub_class_mark} == {"assumed"}
    for part in taken_over:
        assert part.note is not None
        assert "taken over from the method of 2009" in part.note.en.lower()
    assert {interest.mark for interest in method.interests} == {"found"}


def test_what_the_regional_method_takes_over_from_the_national_one_is_assumed(regional: Method) -> None:
    tables = {t.id: t for c in regional.criteria for t in c.tables if isinstance(t, MatrixTable)}
    assert {m.mark for name in ("1.1", "5.1") for m in tables[name].modifiers} == {"assumed"}
    assert (tables["5.2"].mark, tables["5.2"].rows.mark, tables["5.2"].columns.mark) == ("assumed",) * 3
    assert next(p.mark for p in regional.weight_profiles if p.id == "equal") == "assumed"
    base3 = next(f for f in regional.value_functions if f.id == "base3")
    assert (base3.mark, base3.source[0]) == ("derived", "S30")


@pytest.mark.parametrize("method_id", ["nl-nrb-2009", "nl-rrp-2009"])
def test_durations_are_less_sure_than_numbers_of_people(method_id: str) -> None:
    tables = {t.id: t for c in load_method(method_id).criteria for t in c.tables if isinstance(t, MatrixTable)}
    for name in ("2.3", "5.1"):
        assert tables[name].columns.mark == "recalled-high"
        assert tables[name].rows.mark == "recalled-med"


@pytest.mark.parametrize("method_id", method_ids())
def test_choices_inside_an_axis_are_called_assumed(method_id: str) -> None:
    for criterion in load_method(method_id).criteria:
        for table in criterion.tables:
            axes = [table.axis] if isinstance(table, StepsTable) else []
            if isinstance(table, MatrixTable):
                axes = [table.columns, table.rows]
            for axis in axes:
                if axis.below_lowest == "none" or axis.variable.endswith("_d"):
                    assert axis.note is not None, (table.id, axis.variable)
                    assert "(aangenomen)" in axis.note.nl
                    assert "(assumed)" in axis.note.en


def test_british_grouping_and_readings_are_not_called_found(british: Method) -> None:
    assert {c.mark for c in british.criteria} == {"assumed"}
    tables = {t.id: t.mark for c in british.criteria for t in c.tables}
    assert (tables["fatalities"], tables["casualties"]) == ("found", "derived")


def test_british_windows(british: Method) -> None:
    assert british.likelihood.window_years == 5
    assert british.likelihood.window_years_threat == 2
    assert british.aggregation.rule == "unpublished"


def test_belgian_indicators(belgian: Method) -> None:
    assert [c.id for c in belgian.criteria] == ["ha", "hb", "hc", "sa", "sb", "sc", "sd", "ea", "fa", "fb"]
    assert belgian.likelihood.window_years == 3
    state = next(c for c in belgian.criteria if c.id == "sd")
    assert state.name.en == "Loss of confidence in or functioning of the state and/or its values"


@pytest.mark.parametrize("method_id", method_ids())
def test_only_weight_sets_that_are_equal_or_labelled_illustrative(method_id: str) -> None:
    for profile in load_method(method_id).weight_profiles:
        assert profile.weights == "equal" or profile.mark == "illustrative"
        if profile.mark == "illustrative":
            assert profile.name.nl.startswith("illustratief")
            assert profile.name.en.startswith("illustrative")


@pytest.mark.parametrize("method_id", method_ids())
def test_unknown_tables_say_that_they_were_not_found(method_id: str) -> None:
    for criterion in load_method(method_id).criteria:
        for table in criterion.tables:
            if isinstance(table, MatrixTable) and any(label is None for row in table.cells for label in row):
                assert table.mark == "not-found"


def test_models_are_frozen_and_refuse_unknown_fields() -> None:
    label = Label.model_validate({"code": 1, "class": "1", "word": {"nl": "een"}})
    assert label.code == "1"
    with pytest.raises(ValidationError):
        label.code = "2"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Label.model_validate({"code": "1", "class": "1", "word": {"nl": "een"}, "colour": "red"})
