# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.capability.choice.twelve import chosen_of_twelve
from tests.capability.measures.proposals import LONER
from weerbaar.base import Lang, Text
from weerbaar.capability.choice import CoreShare, Flip, Verdict
from weerbaar.capability.choice.explaining import explain, robustness_word
from weerbaar.capability.weighing import ClassMove, MeasureWeighing, Outcome


def verdict(**changes: object) -> Verdict:
    """Return a chosen measure of which nothing else is known."""
    given: dict[str, object] = {
        "id": "m01",
        "title": Text(nl="Een", en="One"),
        "heading": None,
        "owner": "",
        "start": 2014,
        "fixed": None,
        "buys": Outcome(0.2, 0.0, 0.02, 0.15, 0.8),
        "buys_by_scenario": {LONER: 0.2},
        "cost": Outcome(3e6, 0.0, 2e6, 3e6, 4e6),
        "fulfils": (),
        "loss": 0.05,
        "exchanged": ((), ()),
        "blocked": None,
        "cost_flip": None,
        "effect_flip": None,
        "enters": None,
        "stays": None,
        "core": None,
        "heavier": (),
        "explanation": Text(nl=""),
    }
    return Verdict(**{**given, **changes})  # type: ignore[arg-type]


def weighed(*moves: ClassMove) -> MeasureWeighing:
    """Return the first of the twelve by itself, with other moves of the class of likelihood."""
    choice = chosen_of_twelve()[1]
    one = choice.weighing.measures[0]
    effect = one.scenarios[0]
    return replace(one, scenarios=tuple(replace(effect, likelihood=m, impact=still()) for m in moves))


def still(lower: float = 0.0) -> ClassMove:
    return ClassMove("impact", "A", "A", {"A": 1.0}, {"A": 1.0}, lower, 0.01, 0.01, (0.01, 0.01), (0.01, 0.01))


def told(one: Verdict, measure: MeasureWeighing | None = None, lang: Lang = "nl") -> str:
    choice = chosen_of_twelve()[1]
    names = {"m02": Text(nl="Twee", en="Two"), "m03": Text(nl="Drie", en="Three"), "m04": Text(nl="Vier", en="Four")}
    scenarios = {LONER: Text(nl="Eenling", en="Loner")}
    criteria = {"2.1": Text(nl="Doden", en="Fatalities")}
    said = explain(one, measure or weighed(), choice.unit, names, scenarios, criteria, 2.8, 200)
    return said.in_(lang)


def test_what_it_brings_and_costs_stands_first() -> None:
    words = told(verdict())
    assert words.startswith(
        "Gekozen, met start in 2014. Naast de andere gekozen maatregelen neemt zij gemiddeld 0,20 risicopunt per jaar "
        "weg (in negen van de tien gevallen 0,020 tot 0,80 risicopunt), vooral in ‘Eenling’. "
        "Zij kost € 3,0 miljoen (€ 2,0 miljoen tot € 4,0 miljoen; contante waarde)."
    )
    assert "It costs € 3.0 million (€ 2.0 million to € 4.0 million; present value)." in told(verdict(), lang="en")


def test_what_is_not_chosen_is_told_in_the_conditional() -> None:
    words = told(verdict(start=None))
    assert words.startswith("Niet gekozen.")
    assert "zou zij gemiddeld 0,20 risicopunt per jaar wegnemen" in words
    assert "would take away" in told(verdict(start=None), lang="en")


def test_next_to_nothing_is_called_so() -> None:
    none = Outcome(0.0, 0.0, 0.0, 0.0, 0.0)
    assert "neemt zij vrijwel geen risico weg" in told(verdict(buys=none))
    assert "Zij kost niets." in told(verdict(cost=none))
    assert "vrijwel even veel risico weg" in told(verdict(loss=0.0))


def test_a_class_that_moves_is_told_and_else_the_chance_of_it() -> None:
    move = replace(still(), axis="likelihood", before="C", after="B", lower=0.9)
    assert "Op zichzelf brengt zij de waarschijnlijkheid van ‘Eenling’ van klasse C naar B." in told(
        verdict(), weighed(move)
    )
    chance = replace(still(), axis="likelihood", lower=0.12)
    assert "de waarschijnlijkheid van ‘Eenling’ een klasse verlaagt, is 12%" in told(verdict(), weighed(chance))
    assert "een klasse verlaagt" not in told(verdict(), weighed(replace(still(), lower=0.01)))


@pytest.mark.parametrize(
    ("exchanged", "dutch", "english"),
    [
        (((), ()), "minder weg.", "less."),
        ((("m02",), ()), "dan komt ‘Twee’ erbij.", "then ‘Two’ would come in."),
        (
            (("m02", "m03"), ("m04",)),
            "dan komen ‘Twee’ en ‘Drie’ erbij en valt ‘Vier’ af.",
            "then ‘Two’ and ‘Three’ would come in and ‘Four’ would drop out.",
        ),
        (((), ("m03", "m04")), "dan vallen ‘Drie’ en ‘Vier’ af.", "then ‘Three’ and ‘Four’ would drop out."),
    ],
)
def test_what_would_take_its_place(exchanged: object, dutch: str, english: str) -> None:
    one = verdict(exchanged=exchanged)
    assert dutch in told(one)
    assert english in told(one, lang="en")


def test_what_turns_the_verdict_over() -> None:
    both = verdict(cost_flip=Flip(1.37, 20.0), effect_flip=Flip(0.8, 0.0))
    assert "Zij valt af als haar kosten 37% hoger zijn of haar effect 20% kleiner is." in told(both)
    out = verdict(start=None, cost_flip=Flip(0.97, 0.0), effect_flip=Flip(3.2, 10.0))
    assert "Zij komt in beeld als haar kosten enkele procenten lager zijn of haar effect 220% groter is." in told(out)
    firm = verdict(cost_flip=Flip(None, 20.0), effect_flip=Flip(None, 0.0))
    assert "valt af" not in told(firm)
    assert "It drops out if its cost is 37% higher or its effect is 20% smaller." in told(both, lang="en")


def test_what_the_rules_forbid_is_told_with_the_reason() -> None:
    blocked = verdict(loss=None, blocked=Text(nl="de regel X gaat voor.", en="rule X comes first."))
    assert "Weglaten kan niet: de regel X gaat voor." in told(blocked)
    assert "Taking it is not possible: rule X" in told(replace(blocked, start=None), lang="en")
    rule = verdict(fulfils=(Text(nl="iets voor b", en="something for b"),))
    assert "Met haar is voldaan aan de regel ‘iets voor b’." in told(rule)


def test_from_which_budget_it_belongs_to_the_best_choice() -> None:
    assert "vanaf 44% van het budget." in told(verdict(enters=0.44, stays=0.44))
    assert "vanaf 44% van het budget, met onderbrekingen." in told(verdict(enters=0.44, stays=0.9))
    assert "als de budgetten 130% zijn" in told(verdict(start=None, enters=1.3, stays=1.3))
    assert "voor het eerst bij 48%" in told(verdict(start=None, enters=0.48, stays=None))


def test_how_sure_it_is() -> None:
    core = CoreShare(1.0, 0.981, 1.0, "core", 0.9, 0.0)
    assert "Kern: in alle 200 onderzochte combinaties" in told(verdict(core=core))
    assert "98,1%" in told(verdict(core=core))
    never = CoreShare(0.0, 0.0, 0.019, "never", 0.0, 0.9)
    assert "Nooit: in geen van de 200" in told(verdict(start=None, core=never))
    some = CoreShare(0.64, 0.57, 0.7, "borderline", 0.0, 0.0)
    words = told(verdict(core=some, heavier=("2.1",)))
    assert "Grensgeval: in 64% van 200" in words
    assert words.endswith("Waar zij afvalt, weegt ‘Doden’ zwaarder.")
    assert told(verdict(start=None, core=some, heavier=("2.1",))).endswith(
        "Waar zij wel meedoet, weegt ‘Doden’ zwaarder."
    )
    assert [robustness_word(c).nl for c in (core, some, never)] == ["kern", "grensgeval", "nooit"]


def test_what_is_fixed_is_not_argued_about() -> None:
    words = told(verdict(fixed="always", enters=0.2, core=CoreShare(1.0, 0.98, 1.0, "core", 1.0, 0.0)))
    assert words.startswith("Ligt vast: de keuze schrijft deze maatregel voor; start in 2014.")
    assert "Kern" not in words
    assert "budget" not in words
