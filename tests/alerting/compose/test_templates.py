# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.alerting.compose.drafts import draft
from weerbaar.alerting.area import Area, Circle, gazetteer
from weerbaar.alerting.compose.checking import check_draft
from weerbaar.alerting.compose.contacts import official_contacts
from weerbaar.alerting.compose.filling import examples, fill
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.alerting.compose.six_parts import six_parts
from weerbaar.alerting.compose.templates import Template, UnknownTemplateError, read_variant, template, templates
from weerbaar.base import InputError, Text, parse_yaml, validate

_UTRECHT = Area(Text(nl="Utrecht"), circles=(Circle(52.09, 5.12, 5.0),), codes=("GM0344",))
_ZEELAND = Area(Text(nl="Zeeland"), circles=(Circle(51.43, 3.72, 15.0),), codes=("VR19",))
_STARTS = datetime(2026, 11, 26, 14, 5, tzinfo=dutch_time())


def test_there_is_a_frame_for_each_scenario() -> None:
    assert {one.kind for one in templates()} >= {
        "fire-smoke", "ict-failure", "emergency-number-failure", "nuclear", "riots", "flood", "evacuation", "all-clear",
    }  # fmt: skip


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)
def test_a_frame_with_its_examples_passes_every_check(one: Template) -> None:
    made = draft(
        kind=one.kind,
        level=one.level,
        urgency=one.urgency,
        status="test" if one.kind == "test" else "actual",
        template=one.id,
        replaces="eerder" if one.kind == "all-clear" else None,
        area=_ZEELAND if one.kind == "nuclear" else _UTRECHT,
        starts=_STARTS,
        expires=_STARTS + timedelta(hours=4),
        nl=fill(one, examples(one)).nl,
        en=fill(one, examples(one)).en,
    )
    found = check_draft(made, contacts=official_contacts(), now=_STARTS, gazetteer=gazetteer(), template=one)
    assert [finding for finding in found if finding.level != "advice"] == []


@pytest.mark.parametrize(
    ("one", "field", "choice"),
    [(one, field.id, choice) for one in templates() for field in one.fields for choice in field.choices],
    ids=lambda value: value.id if isinstance(value, Template) else str(value),
)
def test_every_choice_keeps_all_six_parts(one: Template, field: str, choice: Text) -> None:
    texts = fill(one, examples(one) | {field: choice})
    assert six_parts(texts.nl, "nl").complete
    assert six_parts(texts.en, "en").complete


def test_the_letters_three_scenarios_have_a_strategy() -> None:
    assert all(len(template(id).strategy) >= 3 for id in ("ict-storing", "kernongeval", "rellen"))


def test_an_unknown_frame_names_those_that_exist() -> None:
    with pytest.raises(UnknownTemplateError, match="brand-rook"):
        template("brand")


_VARIANT = """\
version: 1
id: rellen-vr09
extends: rellen
region: VR09
name: {nl: Rellen in de regio Utrecht, en: Riots in the Utrecht region}
values:
  sender: {nl: Burgemeester van Utrecht, en: Mayor of Utrecht}
texts:
  own: {nl: Het centrum is dicht., en: The centre is closed.}
"""


def test_a_region_words_the_free_piece_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text(_VARIANT)
    one = read_variant(tmp_path / "v.yaml")
    texts = fill(one, examples(one))
    assert (one.id, one.region, one.kind) == ("rellen-vr09", "VR09", "riots")
    assert "Ga niet naar deze plekken." in texts.nl
    assert "Het centrum is dicht." in texts.nl
    assert "Meer informatie van Burgemeester van Utrecht" in texts.nl
    assert "Mayor of Utrecht" in texts.en


def test_a_variant_may_bring_its_own_choices(tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text(
        "version: 1\nid: stof-vr20\nextends: gevaarlijke-stof\nregion: VR20\nname: {nl: Stof}\n"
        "values: {substance: {nl: benzeen, en: benzene}}\n"
        "choices: {substance: [{nl: benzeen, en: benzene}]}\n"
    )
    one = read_variant(tmp_path / "v.yaml")
    assert "benzeen" in fill(one, examples(one)).nl


def test_all_that_a_variant_may_not_do_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text(
        _VARIANT.replace("  own:", "  action: {nl: Ga kijken., en: Go and look.}\n  nergens: {nl: x, en: x}\n  own:")
        .replace("  sender:", "  niets: {nl: x}\n  sender:")
        .replace("Het centrum is dicht.", "x" * 141)
        + "choices: {place: [{nl: a}]}\n"
    )
    with pytest.raises(InputError) as caught:
        read_variant(tmp_path / "v.yaml")
    assert {(problem.field, problem.line) for problem in caught.value.problems} == {
        ("texts.action", 10), ("texts.nergens", 11), ("texts.own", 12), ("values.niets", 7), ("choices.place", 13),
    }  # fmt: skip


def test_a_variant_of_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text(_VARIANT.replace("extends: rellen", "extends: geen"))
    with pytest.raises(InputError, match="extends"):
        read_variant(tmp_path / "v.yaml")


@pytest.mark.parametrize(
    ("pieces", "fields"),
    [
        (
            "{id: a, freedom: fixed, text: {nl: 'in {x}', en: 'in {x}'}}",
            "{id: x, type: place, label: {nl: x}, example: {nl: x}}",
        ),
        (
            "{id: a, freedom: fill-in, text: {nl: 'in {y}', en: 'in {y}'}}",
            "{id: x, type: place, label: {nl: x}, example: {nl: x}}",
        ),
        (
            "{id: a, freedom: fill-in, text: {nl: 'in {x}', en: 'in'}}",
            "{id: x, type: place, label: {nl: x}, example: {nl: x}}",
        ),
        ("{id: x, freedom: free, text: {nl: ''}}", "{id: x, type: place, label: {nl: x}, example: {nl: x}}"),
        ("{id: a, freedom: fixed, text: {nl: in}}", "{id: x, type: choice, label: {nl: x}, example: {nl: x}}"),
    ],
)
def test_a_frame_that_contradicts_itself_is_refused(pieces: str, fields: str) -> None:
    text = f"version: 1\nid: a-b\nname: {{nl: x}}\nkind: other\nfields: [{fields}]\npieces: [{pieces}]\n"
    with pytest.raises(InputError):
        validate(Template, parse_yaml(text, "x.yaml"))
