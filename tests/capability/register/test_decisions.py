# SPDX-License-Identifier: EUPL-1.2
"""The letter's decisions as the first entries of a register, once and not twice."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.capability.register.registers import day
from weerbaar.base import Text
from weerbaar.capability.register import (
    Additions,
    Entry,
    Mandate,
    Register,
    append,
    as_of,
    free_id,
    import_decisions,
    load_register,
    moment,
    new_register,
    parse_register,
    text_with,
)
from weerbaar.capability.register.decisions import shortened
from weerbaar.dossier import Dossier, load_dossier

RECORDED = day("2013-11-30")
LATER = day("2014-06-01")


@pytest.fixture(scope="module")
def letter() -> Dossier:
    return load_dossier("nrb-2012")


@pytest.fixture(scope="module")
def small(letter: Dossier) -> Dossier:
    """Two decisions and one initiative of the letter, which are read in no time."""
    wanted = {"alert-online", "bouwbesluit-cyber", "caet"}
    decisions = tuple(d for d in letter.decisions if d.id in wanted)
    initiatives = tuple(i for i in letter.initiatives if i.id in wanted)
    return letter.model_copy(update={"decisions": decisions, "initiatives": initiatives})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "register.yaml"
    path.write_text(new_register("proef", "nl"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def text_of_letter(small: Dossier) -> str:
    """A register into which these were brought."""
    text = new_register("proef", "nl")
    added = import_decisions(parse_register(text, "r")[0], small, RECORDED, decided=moment("2013-11"))
    return text_with(text, "r", added)


@pytest.fixture
def filled(place: Path, text_of_letter: str) -> Path:
    place.write_text(text_of_letter, encoding="utf-8")
    return place


def brought(place: Path, dossier: Dossier, recorded: datetime.date = RECORDED) -> tuple[Additions, Register]:
    added = import_decisions(load_register(place), dossier, recorded, decided=moment("2013-11"))
    return added, append(place, added)


def changed(letter: Dossier, name: str, **fields: object) -> Dossier:
    decisions = tuple(d.model_copy(update=fields) if d.id == name else d for d in letter.decisions)
    return letter.model_copy(update={"decisions": decisions})


def test_twenty_two_decisions_and_fourteen_initiatives_of_the_letter(place: Path, letter: Dossier) -> None:
    added, register = brought(place, letter)
    kinds = [e.kind for e in register.entries]
    assert (kinds.count("decision"), kinds.count("progress")) == (22, 14)
    assert [h.letter for h in added.headings] == ["a", "b", "c", "d", "e", "a", "b", ""]
    assert set(added.sources or ()) == {"brief-2013", "kst-29754-233", "kst-26956-181"}
    counts = {h.id: sum(s.heading == h.id for s in register.subjects) for h in register.file.headings}
    assert list(counts.values())[:5] == [6, 5, 4, 3, 4]


def test_state_scenarios_and_words_come_along(place: Path, letter: Dossier) -> None:
    _, register = brought(place, letter)
    found = as_of(register, day("2013-12-31"))
    assert found["alert-online"].state.certain == "running"
    assert found["bouwbesluit-cyber"].state.certain == "decided"
    assert found["nl-alert"].state.values == (None,)
    assert register.by_id["monitoren-sociale-media"].scenarios == ("grootschalige-onlusten", "gewelddadige-eenling")
    assert register.by_id["bouwbesluit-cyber"].capability == "beveiliging-hard-en-software"
    assert found["bouwbesluit-cyber"].responsible.certain == ("Kabinet",)
    (first,) = found["bouwbesluit-cyber"].happened
    assert first.text is not None
    assert first.text.nl.startswith("Het kabinet bevordert het opstellen van basisrichtlijnen")


def test_a_second_import_adds_nothing(place: Path, small: Dossier) -> None:
    brought(place, small)
    before = place.read_bytes()
    added, _ = brought(place, small, LATER)
    assert added.empty
    assert place.read_bytes() == before


def test_the_shipped_register_holds_the_letter_already(letter: Dossier) -> None:
    register = load_register("register-sinds-2008")
    assert import_decisions(register, letter, day("2030-01-01"), decided=moment("2013-11")).empty


def test_other_words_become_a_correction(filled: Path, small: Dossier) -> None:
    other = changed(small, "alert-online", text=Text(nl="Anders.", en="Different."), responsible="VenJ")
    added, register = brought(filled, other, LATER)
    (correction,) = added.entries
    assert (correction.kind, correction.corrects) == ("correction", "nrb-2012-alert-online")
    assert correction.model_fields_set & {"text", "responsible", "state", "deadline"} == {"text", "responsible"}
    assert as_of(register, day("2014-07-01"))["alert-online"].responsible.certain == ("VenJ",)
    assert as_of(register, day("2014-07-01"), RECORDED)["alert-online"].responsible.certain == ("Kabinet",)
    assert brought(filled, other, LATER)[0].empty
    back, _ = brought(filled, small, LATER)
    assert [e.corrects for e in back.entries] == ["nrb-2012-alert-online"]
    assert brought(filled, small, LATER)[0].empty


def test_another_state_becomes_a_step_of_which_the_day_is_not_known(filled: Path, small: Dossier) -> None:
    other = changed(small, "bouwbesluit-cyber", state="running")
    added, register = brought(filled, other, LATER)
    (step,) = added.entries
    assert (step.kind, step.new_state, str(step.valid_from)) == ("start", "running", "2013-11-01..2014-06-01")
    assert set(as_of(register, day("2014-01-01"))["bouwbesluit-cyber"].state.values) == {"decided", "running"}
    assert as_of(register, LATER)["bouwbesluit-cyber"].state.certain == "running"
    assert brought(filled, other, LATER)[0].empty
    done, _ = brought(filled, changed(small, "bouwbesluit-cyber", state="completed"), LATER)
    assert [e.kind for e in done.entries] == ["completion"]


def test_what_was_recorded_by_hand_since_is_left_alone(filled: Path, small: Dossier) -> None:
    by_hand = {"id": "h", "subject": "alert-online", "kind": "completion", "valid_from": "2014", "recorded_on": LATER}
    append(filled, Entry.model_validate(by_hand | {"valid_from": "2014-05"}))
    assert brought(filled, small, LATER)[0].empty


def test_what_was_annulled_by_hand_does_not_come_back(filled: Path, small: Dossier) -> None:
    given = {"id": "h", "subject": "caet", "kind": "correction", "corrects": "nrb-2012-caet", "annuls": True}
    append(filled, Entry.model_validate(given | {"recorded_on": LATER}))
    assert brought(filled, small, LATER)[0].empty


def test_another_round_with_the_same_names_stands_beside_it(filled: Path, small: Dossier) -> None:
    update = {"id": "nrb-2014", "label": "NRB 2014", "year": 2014}
    other = small.model_copy(update={"round": small.round.model_copy(update=update)})
    added, register = brought(filled, other, LATER)
    assert len(added.subjects) == 3
    assert "nrb-2014-alert-online" in register.by_id
    assert brought(filled, other, LATER)[0].empty


def test_a_source_of_the_same_name_with_other_content_gets_a_name_of_its_own(place: Path, small: Dossier) -> None:
    text = place.read_text(encoding="utf-8") + "sources:\n  brief-2013:\n    title: Een andere brief\n"
    place.write_text(text, encoding="utf-8")
    _, register = brought(place, small)
    assert register.file.sources["brief-2013"].title == "Een andere brief"
    assert register.file.sources["nrb-2012-brief-2013"].author.startswith("I.W. Opstelten")
    assert brought(place, small, LATER)[0].empty


def test_who_decided_is_noted_with_decisions_only(letter: Dossier) -> None:
    register, _ = parse_register(new_register("proef", "nl"), "r")
    mandate = Mandate(body="cabinet", reference="30 821")
    added = import_decisions(register, letter, RECORDED, mandate=mandate)
    assert {e.kind for e in added.entries if e.mandate == mandate} == {"decision"}
    assert str(added.entries[0].valid_from) == "2013"


def test_long_names_stay_apart_and_do_not_go_round_for_ever(filled: Path, small: Dossier) -> None:
    first = small.decisions[0]
    long = "een-heel-lange-naam-van-een-besluit-over-de-versterking-van-een-capaciteit"
    names = (f"{long}-a", f"{long}-b")
    update = {"decisions": tuple(first.model_copy(update={"id": name}) for name in names), "initiatives": ()}
    other = small.model_copy(update=update)
    added, _ = brought(filled, other, LATER)
    assert len({e.id for e in added.entries}) == len(added.entries) == 2
    moved = changed(other, names[0], state="completed", text=Text(nl="Anders.", en="Different."))
    again, register = brought(filled, moved, LATER)
    assert [e.kind for e in again.entries] == ["correction", "completion"]
    assert as_of(register, LATER)[names[0]].state.certain == "completed"
    assert brought(filled, moved, LATER)[0].empty


def test_a_free_id_is_the_first_that_is_free(filled: Path) -> None:
    register = load_register(filled)
    assert free_id(register, "nieuw") == "nieuw-1"
    assert len(free_id(register, "x" * 200)) <= 80
    assert free_id(register, "x" * 200) != free_id(register, "x" * 199)
    assert shortened("y" * 80) == "y" * 80
