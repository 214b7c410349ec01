# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.register.registers import day, register_of
from weerbaar.base import Lang
from weerbaar.capability.register import as_of, progress
from weerbaar.cli.capability.register_table import entries_table, overdue_table, progress_table, snapshot_table

DECIDED = "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02, deadline: 2014-06, responsible: [VenJ]"


def test_an_uncertain_state_is_explained_and_a_certain_one_is_not() -> None:
    register = register_of(DECIDED)
    vague = snapshot_table(as_of(register, day("2013-11-10")), "nl")
    assert "nog niets vastgesteld of besloten" in vague
    assert "‘of’: de dag waarop het veranderde" in vague
    sharp = snapshot_table(as_of(register, day("2013-12-10")), "nl")
    assert "‘of’" not in sharp
    assert "  Het plan" in sharp
    assert "a. Kopje A" in sharp


def test_perhaps_overdue_is_said_so() -> None:
    register = register_of(DECIDED, "kind: completion, valid_from: 2014-08, recorded_on: 2014-09-01")
    (line,) = [
        x for x in overdue_table(as_of(register, day("2014-08-15")), "en").splitlines() if x.startswith("The plan")
    ]
    assert "46 (perhaps)" in line
    assert "46 dagen (juni 2014), mogelijk" in progress_table(progress(register, day("2014-08-15")), "nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_table_names_the_register_and_its_caution(lang: Lang) -> None:
    register = register_of(DECIDED)
    found = as_of(register, day("2014-08-15"))
    tables = (
        entries_table(register, None, lang),
        snapshot_table(found, lang),
        overdue_table(found, lang),
        progress_table(progress(register, day("2014-08-15")), lang),
    )
    for table in tables:
        assert table.startswith("Proefregister" if lang == "nl" else "Trial register")
        assert ("verzonnen" if lang == "nl" else "made up") in table


def test_what_could_steer_a_terminal_is_not_printed() -> None:
    register = register_of(DECIDED.replace("VenJ", '"\\u202Edoor"'))
    assert register.entries[0].responsible == ("\u202edoor",)
    assert "\u202e" not in snapshot_table(as_of(register, day("2014-01-01")), "nl")


def test_nothing_changed_is_said() -> None:
    register = register_of(DECIDED)
    shown = progress_table(progress(register, day("2014-02-01"), since=day("2014-01-01")), "en")
    assert shown.endswith("Changed since 1 January 2014\n  - nothing")
