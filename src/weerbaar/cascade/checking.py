# SPDX-License-Identifier: EUPL-1.2
"""Whether a draft is a catalogue: every check, whatever kind of file the draft was read from.

Absent is not zero: a risk without probability of starting, an intensity without a number and an indicator
without an amount are refused and never filled in. Only an actor needs no row: it is always present.
"""

from __future__ import annotations

from collections.abc import Collection

from weerbaar.base import InputError, Location, Problem, Text
from weerbaar.cascade.catalogue import Catalogue, Catalyst, Factor, Link, Risk, Trend
from weerbaar.cascade.draft import (
    CatalystEntry,
    Draft,
    FactorEntry,
    Numbers,
    Place,
    RiskEntry,
    TrendEntry,
    size_problem,
)
from weerbaar.cascade.findings import EURO, FACTOR, NOT_ZERO, PROBABILITY, EnoughProblemsError, Findings, Range
from weerbaar.cascade.hotness import check_cooling

MAX_INTENSITIES = 20
MAX_INDICATORS = 200
RESERVED = frozenset("risk intensity cause cause_intensity effect trend catalyst factor name name_en".split())
"""Names of fixed columns, which an intensity or an indicator cannot have."""

_LONGEST_NAME = 300
_LONGEST_STATEMENT = 10_000

_RISK = Text(nl="de id van een risico", en="the id of a risk")
_INTENSITY = Text(nl="een intensiteit", en="an intensity")
_INDICATOR = Text(nl="een indicator", en="an indicator")
_MEND_RISK = Text(
    nl="Verbeter de id of voeg het risico toe aan de lijst van risico's.",
    en="Correct the id or add the risk to the list of risks.",
)
_MEND_INTENSITY = Text(
    nl="Gebruik bij elk risico dezelfde intensiteiten.", en="Use the same intensities for every risk."
)
_MEND_INDICATOR = Text(nl="Gebruik bij elk risico dezelfde indicatoren.", en="Use the same indicators for every risk.")


def catalogue_of(draft: Draft) -> Catalogue:
    """Return the catalogue that ``draft`` states.

    Raises:
        InputError: carries every problem, or the first 1,000.
    """
    check = _Check(draft)
    problems = check.problems()
    if problems:
        raise InputError(problems)
    catalogue = check.catalogue()
    hot = check_cooling(catalogue, draft.file)
    if hot:
        raise InputError(hot)
    return catalogue


class _Check:
    """One pass over a draft: collects what is wrong, and the numbers that are right."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._found = Findings()
        self._intensities, self._indicators = _intensities(draft), _indicators(draft)
        self._risks: dict[str, RiskEntry] = {}
        self._impact: dict[tuple[str, str], dict[str, float]] = {}
        self._root: dict[str, dict[str, float]] = {}
        self._links: dict[tuple[str, str, str], dict[str, float]] = {}
        self._trends: list[Trend] = []
        self._catalysts: list[Catalyst] = []
        self._headers: set[int] = set()

    def problems(self) -> list[Problem]:
        draft, found = self._draft, self._found
        too_large = size_problem(draft.file, len(draft.risks), len(draft.links))
        if too_large is not None:
            return [too_large]
        if not draft.risks:
            return [
                draft.place.problem(
                    ("risks",),
                    Text(nl="de catalogus bevat geen enkel risico.", en="the catalogue holds no risk at all."),
                    Text(nl="Voeg ten minste één risico toe.", en="Add at least one risk."),
                )
            ]
        try:
            self._check_header()
            self._check_risks()
            self._check_impacts()
            self._check_root()
            self._check_links()
            self._check_trends()
            self._check_catalysts()
        except EnoughProblemsError:
            message = Text(
                nl=f"gestopt na {len(found.problems)} problemen; de rest is niet bekeken.",
                en=f"stopped after {len(found.problems)} problems; the rest was not looked at.",
            )
            found.problems.append(Problem(draft.file, message))
        return found.problems

    def catalogue(self) -> Catalogue:
        draft, names, none = self._draft, self._intensities, dict.fromkeys(self._indicators, 0.0)
        risks = tuple(
            Risk(
                risk.id,
                risk.name,
                risk.actor,
                risk.category,
                {i: none if risk.actor else self._impact.get((risk.id, i), none) for i in names},
            )
            for risk in draft.risks
        )
        return Catalogue(
            id=draft.id,
            title=draft.title,
            statement=draft.statement,
            intensities=names,
            indicators=self._indicators,
            risks=risks,
            root={risk.id: self._root[risk.id] for risk in risks},
            links=tuple(Link(*key, probabilities) for key, probabilities in self._links.items()),
            trends=tuple(self._trends),
            catalysts=tuple(self._catalysts),
        )

    def _check_header(self) -> None:
        draft, found = self._draft, self._found
        found.name_form(draft.place, ("id",), draft.id)
        found.words(draft.place, ("title",), draft.title, _LONGEST_NAME, required=True, lines=False)
        found.words(draft.place, ("statement",), draft.statement, _LONGEST_STATEMENT, required=False, lines=True)
        lists = (
            ("intensities", self._intensities, MAX_INTENSITIES, Text(nl="intensiteiten", en="intensities")),
            ("indicators", self._indicators, MAX_INDICATORS, Text(nl="indicatoren", en="indicators")),
        )
        for field, names, most, what in lists:
            if len(names) > most:
                message = Text(
                    nl=f"{len(names)} {what.nl}; ten hoogste {most} is toegestaan.",
                    en=f"{len(names)} {what.en}; at most {most} are allowed.",
                )
                found.add(draft.place, (field,), message)
                continue
            for i, name in enumerate(names):
                if name in names[:i]:
                    message = Text(nl="deze naam staat er twee keer.", en="this name is given twice.")
                    hint = Text(nl="Verwijder een van beide.", en="Remove one of them.")
                    found.add(draft.place, (field, i), message, hint, name)
                else:
                    found.name_form(draft.place, (field, i), name, RESERVED)
        if draft.indicators is None and not draft.impacts:
            message = Text(nl="er is geen enkele directe impact.", en="there is no direct impact at all.")
            hint = Text(
                nl="Geef de directe impact van elk risico, of schrijf indicators: [] als u alleen frequenties wilt.",
                en="Give the direct impact of every risk, or write indicators: [] when you only want rates.",
            )
            found.add(draft.place, ("indicators",), message, hint)
        if not self._intensities:
            message = Text(nl="er is geen enkele intensiteit.", en="there is no intensity at all.")
            hint = Text(
                nl="Geef per risico de kans per dag van elke intensiteit.",
                en="Give for each risk the probability per day of each intensity.",
            )
            found.add(draft.place, ("intensities",), message, hint)

    def _check_risks(self) -> None:
        found = self._found
        for risk in self._draft.risks:
            found.words(risk.place, ("name",), risk.name, _LONGEST_NAME, required=True, lines=False)
            found.words(risk.place, ("category",), risk.category, _LONGEST_NAME, required=False, lines=False)
            if found.name_form(risk.place, ("id",), risk.id) and risk.id in self._risks:
                what = Text(nl="deze id van een risico", en="this risk id")
                found.twice(risk.place, ("id",), self._risks[risk.id].place, what, risk.id)
            self._risks.setdefault(risk.id, risk)

    def _check_impacts(self) -> None:
        found, seen = self._found, dict[tuple[str, ...], Numbers]()
        for row in self._draft.impacts:
            risk, intensity = row.keys
            known = self._known_risk(row.place, ("risk",), risk)
            known &= found.known(row.place, ("intensity",), intensity, self._intensities, _INTENSITY, _MEND_INTENSITY)
            if row.keys in seen:
                what = Text(
                    nl="deze directe impact (risico en intensiteit)", en="this direct impact (risk and intensity)"
                )
                found.twice(row.place, ("intensity",), seen[row.keys].place, what, ", ".join(row.keys))
            seen.setdefault(row.keys, row)
            if known and self._risks[risk].actor:
                self._require_no_impact(row)
            else:
                numbers = self._numbers(row, self._indicators, _INDICATOR, _MEND_INDICATOR, EURO)
                self._impact.setdefault((risk, intensity), numbers)
        if not self._indicators:
            return
        for entry in self._risks.values():
            for intensity in self._intensities if not entry.actor else ():
                if (entry.id, intensity) not in seen:
                    message = Text(
                        nl=f"de directe impact bij intensiteit {intensity} ontbreekt.",
                        en=f"the direct impact at intensity {intensity} is missing.",
                    )
                    found.add(entry.place, ("impact", intensity), message, NOT_ZERO, entry.id)

    def _require_no_impact(self, row: Numbers) -> None:
        found = self._found
        for name, value in row.values.items():
            at: Location = ("values", name)
            if value is None or not found.known(row.place, at, name, self._indicators, _INDICATOR, _MEND_INDICATOR):
                continue
            if found.number(row.place, at, value, EURO):
                message = Text(
                    nl="een actor heeft zelf geen directe impact; die heeft de aanval.",
                    en="an actor has no direct impact of its own; the attack has.",
                )
                hint = Text(
                    nl="Zet het bedrag bij het risico dat de aanval beschrijft, en hier 0.",
                    en="Put the amount at the risk that describes the attack, and 0 here.",
                )
                found.add(row.place, at, message, hint, value)

    def _check_root(self) -> None:
        found, seen = self._found, dict[str, Numbers]()
        for row in self._draft.root:
            (risk,) = row.keys
            known = self._known_risk(row.place, ("risk",), risk)
            if risk in seen:
                what = Text(nl="de beginkans van dit risico", en="the root probability of this risk")
                found.twice(row.place, ("risk",), seen[risk].place, what, risk)
            seen.setdefault(risk, row)
            numbers = self._probabilities(row)
            self._root.setdefault(risk, numbers)
            if known and self._risks[risk].actor:
                for name, p in numbers.items():
                    if p != 1.0:
                        message = Text(
                            nl="een actor is elke dag aanwezig; zijn beginkans is 1.",
                            en="an actor is present every day; its root probability is 1.",
                        )
                        hint = Text(
                            nl="Laat deze rij weg; hoe vaak de actor toeslaat staat bij zijn verbanden.",
                            en="Leave this row out; how often the actor strikes stands with its links.",
                        )
                        found.add(row.place, ("values", name), message, hint, p)
        for entry in self._risks.values():
            if entry.id in seen:
                continue
            if entry.actor:
                self._root[entry.id] = dict.fromkeys(self._intensities, 1.0)
                continue
            message = Text(
                nl="dit risico heeft geen beginkans (kans per dag dat het vanzelf begint).",
                en="this risk has no root probability (probability per day that it starts by itself).",
            )
            hint = Text(
                nl="Voeg een rij toe, met 0 als het nooit vanzelf begint; ontbreken is geen nul.",
                en="Add a row, with 0 where it never starts by itself; absent is not zero.",
            )
            found.add(entry.place, ("id",), message, hint, entry.id)

    def _check_links(self) -> None:
        found, seen = self._found, dict[tuple[str, ...], Numbers]()
        for row in self._draft.links:
            cause, intensity, effect = row.keys
            self._known_risk(row.place, ("cause",), cause)
            found.known(row.place, ("cause_intensity",), intensity, self._intensities, _INTENSITY, _MEND_INTENSITY)
            if self._known_risk(row.place, ("effect",), effect) and self._risks[effect].actor:
                message = Text(
                    nl="een actor kan geen gevolg zijn; hij staat alleen aan het begin.",
                    en="an actor cannot be an effect; it only stands at the beginning.",
                )
                hint = Text(nl="Verwijder dit verband.", en="Remove this link.")
                found.add(row.place, ("effect",), message, hint, effect)
            if cause and cause == effect:
                message = Text(nl="een risico kan zichzelf niet uitlokken.", en="a risk cannot set off itself.")
                hint = Text(nl="Verwijder dit verband.", en="Remove this link.")
                found.add(row.place, ("effect",), message, hint, effect)
            if row.keys in seen:
                what = Text(
                    nl="dit verband (oorzaak, intensiteit en gevolg)", en="this link (cause, intensity and effect)"
                )
                found.twice(row.place, ("effect",), seen[row.keys].place, what, ", ".join(row.keys))
            seen.setdefault(row.keys, row)
            self._links[cause, intensity, effect] = self._probabilities(row)

    def _check_trends(self) -> None:
        found, seen = self._found, dict[str, Place]()
        for trend in self._draft.trends:
            self._check_named(trend, seen, Text(nl="deze id van een trend", en="this trend id"))
            if not trend.root:
                message = Text(nl="deze trend verandert geen enkel risico.", en="this trend changes no risk.")
                hint = Text(nl="Geef ten minste één beginkans.", en="Give at least one root probability.")
                found.add(trend.place, ("root",), message, hint, trend.id)
            root: dict[str, dict[str, float]] = {}
            rows: dict[str, Numbers] = {}
            for row in trend.root:
                (risk,) = row.keys
                if self._known_risk(row.place, ("risk",), risk):
                    self._refuse_actor(row.place, risk)
                if risk in rows:
                    what = Text(nl="dit risico in deze trend", en="this risk in this trend")
                    found.twice(row.place, ("risk",), rows[risk].place, what, risk)
                rows.setdefault(risk, row)
                root[risk] = self._probabilities(row)
            self._trends.append(Trend(trend.id, trend.name, root))

    def _check_catalysts(self) -> None:
        found, seen = self._found, dict[str, Place]()
        pairs = {(cause, effect) for cause, _, effect in self._links}
        for catalyst in self._draft.catalysts:
            self._check_named(catalyst, seen, Text(nl="deze id van een katalysator", en="this catalyst id"))
            if not catalyst.factors:
                message = Text(nl="deze katalysator heeft geen enkele factor.", en="this catalyst has no factor.")
                hint = Text(nl="Geef ten minste één factor.", en="Give at least one factor.")
                found.add(catalyst.place, ("factors",), message, hint, catalyst.id)
            factors = []
            for entry in catalyst.factors:
                factor = found.number(entry.place, ("factor",), entry.factor, FACTOR)
                self._check_factor_names(entry, pairs)
                factors.append(Factor(factor or 0.0, entry.risk, entry.cause, entry.effect))
            self._catalysts.append(Catalyst(catalyst.id, catalyst.name, tuple(factors)))

    def _check_factor_names(self, entry: FactorEntry, pairs: Collection[tuple[str, str]]) -> None:
        found = self._found
        given = {"risk": entry.risk, "cause": entry.cause, "effect": entry.effect}
        if (entry.risk is None) == (entry.cause is None and entry.effect is None):
            message = Text(
                nl="een factor werkt op een risico (risk), of op verbanden (cause, effect of beide).",
                en="a factor works on a risk (risk), or on links (cause, effect or both).",
            )
            found.add(entry.place, ("risk",), message, Text(nl="Geef een van beide.", en="Give one of these."))
            return
        unknown = [
            field
            for field, name in given.items()
            if name is not None and not self._known_risk(entry.place, (field,), name)
        ]
        if unknown:
            return
        if entry.risk is not None:
            self._refuse_actor(entry.place, entry.risk)
        elif not any(entry.cause in (None, c) and entry.effect in (None, e) for c, e in pairs):
            field = "cause" if entry.cause is not None else "effect"
            message = Text(
                nl="er is geen verband waarop deze factor werkt.", en="there is no link on which this factor works."
            )
            hint = Text(nl="Verbeter cause en effect.", en="Correct cause and effect.")
            names = " → ".join(name for name in (entry.cause, entry.effect) if name is not None)
            found.add(entry.place, (field,), message, hint, names)

    def _check_named(self, entry: TrendEntry | CatalystEntry, seen: dict[str, Place], what: Text) -> None:
        found = self._found
        found.words(entry.place, ("name",), entry.name, _LONGEST_NAME, required=True, lines=False)
        if found.name_form(entry.place, ("id",), entry.id) and entry.id in seen:
            found.twice(entry.place, ("id",), seen[entry.id], what, entry.id)
        seen.setdefault(entry.id, entry.place)

    def _known_risk(self, place: Place, at: Location, name: str) -> bool:
        return self._found.known(place, at, name, self._risks, _RISK, _MEND_RISK)

    def _refuse_actor(self, place: Place, risk: str) -> None:
        if self._risks[risk].actor:
            message = Text(
                nl="een actor is elke dag aanwezig; zijn beginkans verandert niet.",
                en="an actor is present every day; its root probability does not change.",
            )
            hint = Text(
                nl="Laat een katalysator op de verbanden van de actor werken.",
                en="Let a catalyst work on the links of the actor.",
            )
            self._found.add(place, ("risk",), message, hint, risk)

    def _probabilities(self, row: Numbers) -> dict[str, float]:
        return self._numbers(row, self._intensities, _INTENSITY, _MEND_INTENSITY, PROBABILITY)

    def _numbers(
        self, row: Numbers, names: tuple[str, ...], what: Text, mend: Text, allowed: Range
    ) -> dict[str, float]:
        """Return the numbers of a row in the order of ``names``; keep a problem for every other one."""
        if row.header is None:
            self._check_names(row.place, row.values, names, what, mend)
        elif id(row.header) not in self._headers:
            self._headers.add(id(row.header))
            self._check_names(row.header, row.values, names, what, mend)
        numbers: dict[str, float] = {}
        for name in names:
            if name in row.values:
                value = self._found.number(row.place, ("values", name), row.values[name], allowed)
                if value is not None:
                    numbers[name] = value
        return numbers

    def _check_names(
        self, place: Place, given: Collection[str], names: tuple[str, ...], what: Text, mend: Text
    ) -> None:
        for name in given:
            self._found.known(place, ("values", name), name, names, what, mend)
        for name in names:
            if name not in given:
                message = Text(nl=f"hier ontbreekt {what.nl}: {name}.", en=f"{what.en} is missing here: {name}.")
                self._found.add(place, ("values", name), message, NOT_ZERO)


def _intensities(draft: Draft) -> tuple[str, ...]:
    """Return the intensities: as listed, or those of the first risk that has any."""
    if draft.intensities is not None:
        return draft.intensities
    impacts = _impacts_that_name(draft)
    if impacts:
        first = impacts[0].keys[0]
        return tuple(dict.fromkeys(row.keys[1] for row in impacts if row.keys[0] == first))
    return next((tuple(row.values) for row in (*draft.root, *draft.links)), ())


def _indicators(draft: Draft) -> tuple[str, ...]:
    """Return the indicators: as listed, or those of the first row of amounts."""
    if draft.indicators is not None:
        return draft.indicators
    return next((tuple(row.values) for row in _impacts_that_name(draft)), ())


def _impacts_that_name(draft: Draft) -> list[Numbers]:
    """Return the rows that say which names there are; those of actors need not be complete."""
    actors = {risk.id for risk in draft.risks if risk.actor}
    return [row for row in draft.impacts if row.keys[0] not in actors] or draft.impacts
