# SPDX-License-Identifier: EUPL-1.2
"""A verdict in sentences: what a measure brings, what it costs, what would turn the choice over, how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weerbaar.base import Lang, Text, euro, number, percentage
from weerbaar.capability.choice.result import CoreShare, Flip, Verdict
from weerbaar.capability.weighing import MeasureWeighing, Outcome, RiskUnit

_NEGLIGIBLE = 1e-4
"""Part of the risk below which a loss is called nothing."""

_TELLING = 0.05
"""Chance of a lower class from which it is told."""

_ROBUSTNESS = {
    "core": Text(nl="kern", en="core"),
    "borderline": Text(nl="grensgeval", en="borderline"),
    "never": Text(nl="nooit", en="never"),
}


def robustness_word(core: CoreShare) -> Text:
    """Return the word for how firmly a measure belongs to the best choice."""
    return _ROBUSTNESS[core.word]


def explain(
    verdict: Verdict,
    weighed: MeasureWeighing,
    unit: RiskUnit,
    titles: Mapping[str, Text],
    scenarios: Mapping[str, Text],
    criteria: Mapping[str, Text],
    total: float,
    states: int,
) -> Text:
    """Return the explanation of a verdict.

    Args:
        verdict: everything but its own explanation.
        weighed: the measure by itself.
        unit: of risk.
        titles, scenarios, criteria: ids to names of measures, scenarios and criteria.
        total: yearly risk without measures, to tell what is negligible.
        states: number of states of the world that were looked at.
    """
    said = []
    for lang in ("nl", "en"):
        told = _Told(lang, unit, titles, scenarios, criteria, total, states)
        said.append(" ".join(s for s in told.sentences(verdict, weighed) if s))
    return Text(nl=said[0], en=said[1])


class _Told:
    """The sentences in one language."""

    def __init__(
        self,
        lang: Lang,
        unit: RiskUnit,
        titles: Mapping[str, Text],
        scenarios: Mapping[str, Text],
        criteria: Mapping[str, Text],
        total: float,
        states: int,
    ) -> None:
        self.lang: Lang = lang
        self.unit = unit
        self.titles = titles
        self.scenarios = scenarios
        self.criteria = criteria
        self.total = total
        self.states = states

    def sentences(self, verdict: Verdict, weighed: MeasureWeighing) -> list[str]:
        """Return the sentences in their order."""
        return [
            self.head(verdict),
            self.brings(verdict),
            self.classes(weighed),
            self.costs(verdict.cost),
            self.fulfils(verdict),
            self.without(verdict),
            self.turning(verdict),
            self.budget(verdict),
            self.sure(verdict),
        ]

    def pick(self, nl: str, en: str) -> str:
        return nl if self.lang == "nl" else en

    def listed(self, ids: Sequence[str], names: Mapping[str, Text]) -> str:
        quoted = [f"‘{names[i].in_(self.lang)}’" if i in names else i for i in ids]
        if len(quoted) < 2:
            return "".join(quoted)
        return f"{', '.join(quoted[:-1])} {self.pick('en', 'and')} {quoted[-1]}"

    def head(self, verdict: Verdict) -> str:
        if verdict.fixed == "always":
            return self.pick(
                f"Ligt vast: de keuze schrijft deze maatregel voor; start in {verdict.start}.",
                f"Fixed: the choice prescribes this measure; it starts in {verdict.start}.",
            )
        if verdict.fixed == "never":
            return self.pick("Uitgesloten door de regels van de keuze.", "Ruled out by the rules of the choice.")
        if verdict.chosen:
            return self.pick(f"Gekozen, met start in {verdict.start}.", f"Chosen, to start in {verdict.start}.")
        return self.pick("Niet gekozen.", "Not chosen.")

    def brings(self, verdict: Verdict) -> str:
        buys = verdict.buys
        if buys.mean <= _NEGLIGIBLE * self.total:
            return self.pick(
                "Naast de andere gekozen maatregelen neemt zij vrijwel geen risico weg.",
                "Beside the other measures chosen it takes away next to no risk.",
            )
        amount = self.unit.words(buys.mean, self.lang)
        span = self.unit.span(buys.low, buys.high, self.lang)
        top = sorted(verdict.buys_by_scenario.items(), key=lambda item: -item[1])
        main = [id_ for id_, value in top if value >= 0.15 * buys.mean][:3]
        where = self.listed(main, self.scenarios)
        if self.lang == "nl":
            verb = "neemt zij" if verdict.chosen else "zou zij"
            tail = "weg" if verdict.chosen else "wegnemen"
            return (
                f"Naast de andere gekozen maatregelen {verb} gemiddeld {amount} per jaar {tail} (in negen van de tien "
                f"gevallen {span}), vooral in {where}."
            )
        verb = "it takes away" if verdict.chosen else "it would take away"
        return (
            f"Beside the other measures chosen {verb} {amount} per year on average (nine times out of ten {span}), "
            f"mainly in {where}."
        )

    def classes(self, weighed: MeasureWeighing) -> str:
        """Name classes that the measure alone moves, or the one that it most probably moves."""
        moved = [
            (effect.scenario, move)
            for effect in weighed.scenarios
            for move in (effect.likelihood, effect.impact)
            if move.moves
        ]
        axis = {
            "likelihood": self.pick("de waarschijnlijkheid", "the likelihood"),
            "impact": self.pick("de impact", "the impact"),
        }
        if moved:
            parts = [
                self.pick(
                    f"{axis[m.axis]} van ‘{self.scenarios[s].in_('nl')}’ van klasse {m.before} naar {m.after}",
                    f"{axis[m.axis]} of ‘{self.scenarios[s].in_('en')}’ from class {m.before} to {m.after}",
                )
                for s, m in moved
            ]
            return self.pick(f"Op zichzelf brengt zij {'; '.join(parts)}.", f"By itself it brings {'; '.join(parts)}.")
        likely = max(
            ((e.scenario, m) for e in weighed.scenarios for m in (e.likelihood, e.impact)),
            key=lambda item: item[1].lower,
            default=None,
        )
        if likely is None or likely[1].lower < _TELLING:
            return ""
        chance = percentage(likely[1].lower, self.lang, 2)
        name = self.scenarios[likely[0]].in_(self.lang)
        return self.pick(
            f"De kans dat zij op zichzelf {axis[likely[1].axis]} van ‘{name}’ een klasse verlaagt, is {chance}.",
            f"The chance that by itself it lowers {axis[likely[1].axis]} of ‘{name}’ by a class is {chance}.",
        )

    def costs(self, cost: Outcome) -> str:
        if cost.high <= 0:
            return self.pick("Zij kost niets.", "It costs nothing.")
        middle, low, high = (euro(v, self.lang) for v in (cost.median, cost.low, cost.high))
        if low == high:
            return self.pick(f"Zij kost {middle} (contante waarde).", f"It costs {middle} (present value).")
        return self.pick(
            f"Zij kost {middle} ({low} tot {high}; contante waarde).",
            f"It costs {middle} ({low} to {high}; present value).",
        )

    def fulfils(self, verdict: Verdict) -> str:
        """Name the rules of fairness that would be broken without it, all else as chosen."""
        if not verdict.fulfils:
            return ""
        rules = self.pick(" en ", " and ").join(f"‘{rule.in_(self.lang)}’" for rule in verdict.fulfils)
        return self.pick(f"Met haar is voldaan aan de regel {rules}.", f"With it the rule {rules} is met.")

    def without(self, verdict: Verdict) -> str:
        """Say what the choice would be with the opposite verdict."""
        if verdict.fixed == "never":
            return ""
        if verdict.loss is None:
            if verdict.blocked is None:
                return ""
            why = verdict.blocked.in_(self.lang)
            return self.pick(
                f"{'Weglaten' if verdict.chosen else 'Opnemen'} kan niet: {why}",
                f"{'Leaving it out' if verdict.chosen else 'Taking it'} is not possible: {why}",
            )
        into, out = verdict.exchanged
        nothing = verdict.loss <= _NEGLIGIBLE * self.total
        amount = self.unit.words(verdict.loss, self.lang)
        lost = (
            self.pick("vrijwel even veel risico weg", "away next to as much risk")
            if nothing
            else self.pick(f"{amount} per jaar minder weg", f"away {amount} per year less")
        )
        start = (
            self.pick("Zonder haar neemt de beste keuze", "Without it the best choice takes")
            if verdict.chosen
            else self.pick("Met haar erbij neemt de beste keuze", "With it the best choice takes")
        )
        rest = self._swapped(into, out)
        return f"{start} {lost}{rest}."

    def _swapped(self, into: Sequence[str], out: Sequence[str]) -> str:
        """Say what would come in and what would drop out."""
        parts = []
        if into:
            names = self.listed(into, self.titles)
            verb = "komt" if len(into) == 1 else "komen"
            parts.append(self.pick(f"{verb} {names} erbij", f"{names} would come in"))
        if out:
            names = self.listed(out, self.titles)
            verb = "valt" if len(out) == 1 else "vallen"
            parts.append(self.pick(f"{verb} {names} af", f"{names} would drop out"))
        if not parts:
            return ""
        return self.pick("; dan ", "; then ") + self.pick(" en ", " and ").join(parts)

    def turning(self, verdict: Verdict) -> str:
        if verdict.fixed is not None or verdict.loss is None:
            return ""
        parts = [
            part
            for part in (
                self._cost(verdict.cost_flip, verdict.chosen),
                self._effect(verdict.effect_flip, verdict.chosen),
            )
            if part
        ]
        if not parts:
            return ""
        joined = self.pick(" of ", " or ").join(parts)
        if verdict.chosen:
            return self.pick(f"Zij valt af als {joined}.", f"It drops out if {joined}.")
        return self.pick(f"Zij komt in beeld als {joined}.", f"It comes in if {joined}.")

    def _cost(self, flip: Flip | None, chosen: bool) -> str:
        if flip is None or flip.factor is None:
            return ""
        if chosen:
            more = self._more(flip.factor)
            return self.pick(f"haar kosten {more} hoger zijn", f"its cost is {more} higher")
        less = self._few(1 - flip.factor)
        return self.pick(f"haar kosten {less} lager zijn", f"its cost is {less} lower")

    def _effect(self, flip: Flip | None, chosen: bool) -> str:
        if flip is None or flip.factor is None:
            return ""
        if chosen:
            less = self._few(1 - flip.factor)
            return self.pick(f"haar effect {less} kleiner is", f"its effect is {less} smaller")
        more = self._more(flip.factor)
        return self.pick(f"haar effect {more} groter is", f"its effect is {more} larger")

    def _more(self, factor: float) -> str:
        """Return how much more a factor above 1 is, no more precise than it was searched for."""
        if factor < 2:
            return self._few(factor - 1)
        return f"{number(100 * (factor - 1), self.lang)}%"

    def _few(self, share: float) -> str:
        if share < 0.05:
            return self.pick("enkele procenten", "a few percent")
        return percentage(share, self.lang, 2)

    def budget(self, verdict: Verdict) -> str:
        if verdict.fixed is not None:
            return ""
        if verdict.enters is None:
            return ""
        level = percentage(verdict.enters, self.lang, 2 if verdict.enters < 1 else 3)
        if verdict.chosen:
            steady = verdict.stays is not None and verdict.stays <= verdict.enters * 1.0001
            return self.pick(
                f"Zij hoort bij de beste keuze vanaf {level} van het budget{'' if steady else ', met onderbrekingen'}.",
                f"It belongs to the best choice from {level} of the budget{'' if steady else ', with interruptions'}.",
            )
        if verdict.enters <= 1:
            return self.pick(
                f"Bij kleinere budgetten (voor het eerst bij {level}) hoort zij er soms wel bij.",
                f"With smaller budgets (first at {level}) it sometimes does belong to the best choice.",
            )
        return self.pick(
            f"Zij hoort bij de beste keuze als de budgetten {level} zijn van wat er nu is.",
            f"It belongs to the best choice when the budgets are {level} of what they are now.",
        )

    def sure(self, verdict: Verdict) -> str:
        core = verdict.core
        if core is None or verdict.fixed is not None:
            return ""
        states = number(self.states, self.lang)
        low, high = (percentage(v, self.lang, 3) for v in (core.low, core.high))
        if core.word == "core":
            words = self.pick(
                f"Kern: in alle {states} onderzochte combinaties van gewichten en effecten hoort zij bij de beste "
                f"keuze (van alle toegestane met 95% zekerheid in ten minste {low}).",
                f"Core: in all {states} combinations of weights and effects looked at it belongs to the best choice "
                f"(of all admissible ones in at least {low}, with 95% confidence).",
            )
        elif core.word == "never":
            words = self.pick(
                f"Nooit: in geen van de {states} onderzochte combinaties van gewichten en effecten hoort zij bij de "
                f"beste keuze (van alle toegestane met 95% zekerheid in ten hoogste {high}).",
                f"Never: in none of the {states} combinations of weights and effects looked at does it belong to the "
                f"best choice (of all admissible ones in at most {high}, with 95% confidence).",
            )
        else:
            index = percentage(core.index, self.lang, 2)
            words = self.pick(
                f"Grensgeval: in {index} van {states} onderzochte combinaties van gewichten en effecten hoort zij bij "
                "de beste keuze.",
                f"Borderline: in {index} of {states} combinations of weights and effects looked at it belongs to the "
                "best choice.",
            )
        if not verdict.heavier:
            return words
        names = self.listed(verdict.heavier, self.criteria)
        if verdict.chosen:
            more = self.pick(f" Waar zij afvalt, weegt {names} zwaarder.", f" Where it drops out, {names} weighs more.")
        else:
            more = self.pick(
                f" Waar zij wel meedoet, weegt {names} zwaarder.", f" Where it does belong, {names} weighs more."
            )
        return words + more
