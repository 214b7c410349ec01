# SPDX-License-Identifier: EUPL-1.2
"""Each thing that can be wrong with a register gives one clear message."""

from __future__ import annotations

import pytest

from tests.capability.register.registers import problems_of

DECIDED = "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02"
SHOWN = "evidence: [{reference: plan, shows: {nl: Klaar.}}]"


def only(*lines: str) -> tuple[str, str, str]:
    (problem,) = problems_of(*lines)
    return problem.field, problem.severity, problem.message.nl


@pytest.mark.parametrize(
    ("lines", "field", "said"),
    [
        (
            (DECIDED, "kind: start, valid_from: 2012, recorded_on: 2013-01-01, subject: proef"),
            "entries[1].recorded_on",
            "vastgelegd vóór de vorige regel (e1, 2013-12-02)",
        ),
        (("kind: start, valid_from: 2014, recorded_on: 2013-12-31",), "entries[0].recorded_on", "voordat het zo kon"),
        ((f"{DECIDED}, deadline: 2013-10",), "entries[0].deadline", "de deadline ligt voor valid_from (2013-11)"),
        ((f"{DECIDED}, valid_until: 2012",), "entries[0].valid_until", "ligt voor valid_from"),
        ((f"{DECIDED}, subject: niets",), "entries[0].subject", "onbekend: dit onderwerp"),
        ((f"{DECIDED}, source: [niets]",), "entries[0].source[0]", "onbekend: deze bron"),
        (
            (DECIDED, "kind: correction, corrects: e9, recorded_on: 2014-01-01"),
            "entries[1].corrects",
            "deze regel bestaat niet",
        ),
        (
            (DECIDED, "kind: correction, corrects: e3, recorded_on: 2014-01-01", DECIDED.replace("2013-12", "2014-02")),
            "entries[1].corrects",
            "een correctie staat na de regel die zij corrigeert",
        ),
        (
            (DECIDED, "kind: correction, corrects: e1, recorded_on: 2014-01-01, subject: proef, deadline: 2015"),
            "entries[1].subject",
            "hetzelfde onderwerp (plan)",
        ),
        (
            (DECIDED, "kind: correction, corrects: e1, recorded_on: 2014-01-01, state: proposed"),
            "entries[1].state",
            "past niet bij decision (e1)",
        ),
        (
            (
                "kind: completion, valid_from: 2013-03, recorded_on: 2013-12-01, " + SHOWN,
                DECIDED,
            ),
            "entries[0].valid_from",
            "voltooid voordat er een besluit was (op zijn vroegst 2013-11-01)",
        ),
        (
            (
                "kind: start, valid_from: 2012, recorded_on: 2013-01-01, deadline: 2012-12",
                DECIDED,
            ),
            "entries[0].deadline",
            "de deadline ligt voor het besluit",
        ),
        (
            (
                DECIDED,
                "kind: withdrawal, valid_from: 2014-02, recorded_on: 2014-03-01",
                "kind: start, valid_from: 2014-05, recorded_on: 2014-06-01",
            ),
            "entries[2].kind",
            "running na de intrekking (e2, 2014-02), zonder nieuw besluit",
        ),
        (
            (f"{DECIDED}, deadline: 2014", "kind: correction, corrects: e1, recorded_on: 2014-01-01, deadline: 2012"),
            "entries[0].deadline",
            "de deadline ligt voor",
        ),
    ],
)
def test_one_mistake_gives_one_message(lines: tuple[str, ...], field: str, said: str) -> None:
    found = [p for p in problems_of(*lines) if p.severity == "error"]
    assert found[0].field == field
    assert said in found[0].message.nl
    assert len({p.field for p in found}) == 1


def test_corrections_in_a_circle_are_named_once() -> None:
    field, severity, said = only(
        DECIDED,
        "kind: correction, corrects: e3, recorded_on: 2014-01-01",
        "kind: correction, corrects: e2, recorded_on: 2014-01-01",
    )
    assert (field, severity) == ("entries[1].corrects", "error")
    assert "e2 → e3 → e2" in said


def test_completed_without_evidence_is_a_warning() -> None:
    field, severity, said = only(DECIDED, "kind: completion, valid_from: 2014, recorded_on: 2014-12-31")
    assert (field, severity, said) == ("entries[1].evidence", "warning", "voltooid zonder bewijs.")


def test_evidence_that_comes_later_is_evidence() -> None:
    later = f"kind: progress, valid_from: 2015-02, recorded_on: 2015-03-01, {SHOWN}"
    assert problems_of(DECIDED, "kind: completion, valid_from: 2014, recorded_on: 2014-12-31", later) == ()


def test_started_before_the_decision_is_suspect_and_not_wrong() -> None:
    field, severity, _ = only("kind: start, valid_from: 2012, recorded_on: 2013-01-01", DECIDED)
    assert (field, severity) == ("entries[0].valid_from", "warning")


def test_decided_again_after_withdrawal_may_start_again() -> None:
    lines = (
        DECIDED,
        "kind: withdrawal, valid_from: 2014-02, recorded_on: 2014-03-01",
        "kind: decision, valid_from: 2014-04, recorded_on: 2014-05-01",
        "kind: start, valid_from: 2014-05, recorded_on: 2014-06-01",
    )
    assert problems_of(*lines) == ()


def test_only_what_is_certain_is_called_impossible() -> None:
    """Decided somewhere in 2013, completed in June 2013: that can be."""
    lines = (
        "kind: decision, valid_from: 2013, recorded_on: 2013-12-02",
        f"kind: completion, valid_from: 2013-06, recorded_on: 2013-12-02, {SHOWN}",
    )
    assert problems_of(*lines) == ()


def test_ids_are_given_once_and_every_mistake_is_told_at_once() -> None:
    twice = "id: e1, kind: decision, valid_from: 2013, recorded_on: 2014-01-01, subject: plan"
    found = problems_of(DECIDED, f"subject: niets, {twice}".replace("subject: niets, id: e1, ", ""), DECIDED)
    assert {p.field for p in found} == {"entries[2].recorded_on"}
