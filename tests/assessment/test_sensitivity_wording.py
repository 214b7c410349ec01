# SPDX-License-Identifier: EUPL-1.2
"""What an analysis says of itself: notes on what is missing or fixed, and what was assumed."""

from __future__ import annotations

from typing import Any

from tests.assessment.opinions import METHOD, judgements, round_of
from weerbaar.assessment import Sensitivity, sensitivity
from weerbaar.assessment.sensitivity_wording import small_top
from weerbaar.method import load_method

SMALL: dict[str, Any] = {"draws": 2_000, "base_samples": 128}
CRITERIA = tuple(c.id for c in load_method(METHOD).criteria)


def all_labels(label: str, likelihood: str | None = "B") -> dict[tuple[str, str], str]:
    said = {("s", c): label for c in CRITERIA}
    return said if likelihood is None else {**said, ("s", "likelihood"): likelihood}


def analysed(*experts: dict[tuple[str, str], Any], **options: Any) -> Sensitivity:
    said = [judgements(f"e{i}", opinion) for i, opinion in enumerate(experts)]
    return sensitivity(round_of(*said), **{**SMALL, **options})


def notes(*experts: dict[tuple[str, str], Any]) -> list[str]:
    return [n.nl for n in analysed(*experts).notes]


def test_one_expert_does_not_disagree() -> None:
    said = notes({**all_labels("C"), ("s", "1.1"): {"lower": "B", "label": "C", "upper": "E"}})
    assert said[0].startswith("Over de impact heeft één deskundige geoordeeld (t)")
    assert said[1].startswith("Over de waarschijnlijkheid heeft één deskundige geoordeeld (t)")


def test_certain_and_equal_judgements_leave_nothing_open() -> None:
    said = notes(all_labels("C"), all_labels("C"))
    assert said[0] == "Over de impact laat geen enkel oordeel iets open en verschilt niemand van mening: die ligt vast."


def test_what_nobody_judged_is_said_once() -> None:
    assert notes(all_labels("C", None), all_labels("D", None))[0] == "Niemand heeft de waarschijnlijkheid beoordeeld."
    only = analysed({("s", "likelihood"): "B"})
    assert only.smaa is None
    assert [n.nl for n in only.notes if "impact" in n.nl] == ["Niemand heeft de impact beoordeeld."]


def test_what_nobody_answered_counts_as_anything_and_is_no_room_of_the_expert() -> None:
    said = notes({("s", "1.1"): "C", ("s", "1.2"): "B"})
    assert said[0] == "Over de impact heeft één deskundige geoordeeld (t): er is geen verschil van mening."
    assert (
        said[2] == "8 vragen over de impact heeft niemand beantwoord; elke klasse geldt daar als even waarschijnlijk."
    )
    almost = all_labels("C")
    del almost["s", "5.3"]
    assert "Eén vraag over de impact heeft niemand beantwoord" in " ".join(notes(almost, almost))
    assert "Nobody answered one question about impact" in " ".join(n.in_("en") for n in analysed(almost).notes)


def test_a_small_top_is_told_in_the_singular_and_the_plural() -> None:
    assert small_top(1).nl == "Met één scenario staat elk scenario in de top 5; die kan dus niet veranderen."
    assert small_top(4).in_("en").startswith("With 4 scenarios every scenario is in the top 5")


def test_assumptions_name_the_weights_that_were_used() -> None:
    apart = {("s", "1.1"): "C", ("s", "likelihood"): "B"}
    free = [a.nl for a in analysed(apart).assumptions]
    assert "alle denkbare gewichten even waarschijnlijk" in free[0]
    varied = [a.nl for a in analysed(apart, weights="dirichlet").assumptions]
    assert varied[1].startswith("Meningsverschillen: alle gewichten zijn even waarschijnlijk.")
    likely = analysed({("s", "likelihood"): "B"}).assumptions
    assert not any(a.nl.startswith("Voor de rangen") for a in likely)
