# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.register.registers import HEAD, register_of, text_of
from weerbaar.base import InputError
from weerbaar.capability.register import load_register, parse_register, register_and_warnings, register_path

DECIDED = "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02"


def test_shipped_registers_are_in_order() -> None:
    for name, subjects in (("register-sinds-2008", 54), ("voorbeeld-capaciteiten", 8)):
        register, warnings = register_and_warnings(name)
        assert warnings == ()
        assert len(register.subjects) == subjects
        assert len(register.content_hash) == 64


def test_every_subject_of_the_shipped_registers_has_entries_and_english() -> None:
    for name in ("register-sinds-2008", "voorbeeld-capaciteiten"):
        register = load_register(name)
        assert {e.subject for e in register.entries} == set(register.by_id)
        assert all(s.title.en and s.short.en for s in register.subjects)
        assert all(e.text.en for e in register.entries if e.text is not None)
        assert all(piece.shows.en for e in register.entries for piece in e.evidence)


def test_a_fact_of_the_shipped_register_names_its_source() -> None:
    register = load_register("register-sinds-2008")
    assert all(e.source for e in register.entries)
    assert not [e.id for e in register.entries if e.mark in ("assumed", "illustrative")]


def test_made_up_entries_are_marked_as_such() -> None:
    assert {e.mark for e in load_register("voorbeeld-capaciteiten").entries} == {"illustrative"}


def test_file_folder_and_name_lead_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "register.yaml").write_text(text_of(DECIDED), encoding="utf-8")
    assert load_register(tmp_path).content_hash == load_register(tmp_path / "register.yaml").content_hash
    assert load_register(tmp_path).entries == register_of(DECIDED).entries
    assert register_path("register-sinds-2008").is_file()


@pytest.mark.parametrize("text", ["", "# niets\n", "[]\n", "schema: 1\n"])
def test_an_empty_or_half_file_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_register(text, "register.yaml")


def test_a_folder_instead_of_a_file_and_nothing_at_all(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "weg.yaml", "geen-voorbeeld"):
        with pytest.raises(InputError) as caught:
            load_register(place)
        assert len(caught.value.problems) == 1


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    text = text_of(DECIDED, "kind: start", f"{DECIDED}, deadline: 2012").replace(
        "data: illustrative", "data: verzonnen"
    )
    with pytest.raises(InputError) as caught:
        parse_register(text, "register.yaml")
    assert [p.field for p in caught.value.problems] == ["data", "entries[1].recorded_on", "entries[2].deadline"]
    assert [p.line for p in caught.value.problems] == sorted(p.line or 0 for p in caught.value.problems)


def test_an_entry_that_cannot_be_read_makes_no_second_mistake_of_what_corrects_it() -> None:
    text = text_of("kind: start, recorded_on: ooit", "kind: correction, corrects: e1, recorded_on: 2014-01-01")
    with pytest.raises(InputError) as caught:
        parse_register(text, "register.yaml")
    assert [p.field for p in caught.value.problems] == ["entries[0].recorded_on"]


def test_a_heading_is_found_by_its_id_and_caution_says_what_must_be_known_first() -> None:
    register = register_of()
    assert register.heading("a").title.nl == "Kopje A"
    with pytest.raises(KeyError):
        register.heading("z")
    assert register.caution("en") == "Illustrative data: this register is made up."
    assert "2024-12-31" in load_register("register-sinds-2008").caution("nl")
    recorded = parse_register(text_of().replace("data: illustrative", "data: recorded"), "r")[0]
    assert recorded.caution("nl") == ""


def test_ids_occur_once() -> None:
    text = HEAD.replace("id: proef, title: {nl: De", "id: plan, title: {nl: De") + "  - {id: e, subject: plan, kind: "
    text += "advice, valid_from: 2013, recorded_on: 2014-01-01}\n"
    with pytest.raises(InputError) as caught:
        parse_register(text + text.splitlines()[-1] + "\n", "r")
    assert [(p.field, p.value) for p in caught.value.problems] == [("subjects[1].id", "plan"), ("entries[1].id", "e")]
