# SPDX-License-Identifier: EUPL-1.2
"""What changed between two rounds: per scenario, and per cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Lang, Text
from weerbaar.dossier.model import LIKELIHOOD, Dossier, Judgement, Published, Scenario
from weerbaar.dossier.numerals import distribution_text, quantities_text
from weerbaar.dossier.storyline import HEADINGS

Cause = Literal["text", "scores", "likelihood", "weights", "method", "published"]
State = Literal["new", "gone", "changed", "same"]

CAUSES: dict[Cause, Text] = {
    "text": Text(nl="tekst", en="text"),
    "scores": Text(nl="scores", en="scores"),
    "likelihood": Text(nl="waarschijnlijkheid", en="likelihood"),
    "weights": Text(nl="gewichten", en="weights"),
    "method": Text(nl="methode", en="method"),
    "published": Text(nl="gepubliceerd resultaat", en="published result"),
}
STATES: dict[State, Text] = {
    "new": Text(nl="nieuw", en="new"),
    "gone": Text(nl="vervallen", en="gone"),
    "changed": Text(nl="gewijzigd", en="changed"),
    "same": Text(nl="ongewijzigd", en="unchanged"),
}
_LONGEST = 160
_NONE = Text(nl="geen", en="none")


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        cause: what kind of difference it is.
        subject: what differs, in words.
        before, after: the old and the new content; None where it was not there.
        criterion: id, for a changed score.
        expert: id of the judgement set, for a changed judgement.
    """

    cause: Cause
    subject: Text
    before: Text | None
    after: Text | None
    criterion: str = ""
    expert: str = ""

    def render(self, lang: Lang) -> str:
        """Return the change as one line; long texts are counted and not repeated."""
        given = [part.in_(lang) for part in (self.before, self.after) if part is not None]
        long = any(len(text) > _LONGEST or "\n" in text for text in given)
        before, after = (_shown(part, lang, long, self.cause == "text") for part in (self.before, self.after))
        return f"{self.subject.in_(lang)}: {before} → {after}"


def _shown(part: Text | None, lang: Lang, long: bool, prose: bool) -> str:
    """Return one side: prose that is long on either side is counted, a long answer is cut off."""
    text = (part or _NONE).in_(lang)
    if part is None or not long:
        return text
    if prose:
        return f"{len(text.split())} {'woorden' if lang == 'nl' else 'words'}"
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


@dataclass(frozen=True)
class ScenarioChange:
    """What became of one scenario.

    Attributes:
        id: the scenario.
        title: its newest title.
        state: new, gone, changed or the same.
        changes: every difference; empty for new, gone and same.
    """

    id: str
    title: Text
    state: State
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two rounds laid side by side.

    Attributes:
        old, new: title of each round.
        round_changes: differences that touch every scenario: method, weights.
        scenarios: one entry per scenario of either round, in the order of their ids.
    """

    old: Text
    new: Text
    round_changes: tuple[Change, ...]
    scenarios: tuple[ScenarioChange, ...]

    def with_state(self, state: State) -> tuple[ScenarioChange, ...]:
        """Return the scenarios in this state."""
        return tuple(s for s in self.scenarios if s.state == state)

    def render(self, lang: Lang = "nl") -> str:
        """Return the comparison as Markdown."""
        nl = lang == "nl"
        lines = [f"# {self.old.in_(lang)} → {self.new.in_(lang)}", ""]
        counts = ", ".join(f"{len(self.with_state(s))} {word.in_(lang)}" for s, word in STATES.items())
        lines += [f"{'Scenario’s' if nl else 'Scenarios'}: {counts}.", ""]
        if self.round_changes:
            lines += [f"## {'De hele ronde' if nl else 'The whole round'}", ""]
            lines += [*_by_cause(self.round_changes, lang), ""]
        for state in ("new", "gone"):
            found = self.with_state(state)
            if found:
                lines += [f"## {STATES[state].in_(lang).capitalize()}", ""]
                lines += [*(f"- {s.title.in_(lang)} (`{s.id}`)" for s in found), ""]
        changed = self.with_state("changed")
        if changed:
            lines += [f"## {STATES['changed'].in_(lang).capitalize()}", ""]
        for scenario in changed:
            lines += [f"### {scenario.title.in_(lang)} (`{scenario.id}`)", ""]
            lines += [*_by_cause(scenario.changes, lang), ""]
        same = self.with_state("same")
        if same:
            lines += [f"## {STATES['same'].in_(lang).capitalize()}", ""]
            lines += [", ".join(s.title.in_(lang) for s in same) + ".", ""]
        return "\n".join(lines).rstrip() + "\n"


def compare_dossiers(old: Dossier, new: Dossier) -> Comparison:
    """Return what is new, gone and changed in ``new``, seen from ``old``; scenarios are matched by id."""
    before = {s.id: s for s in old.scenarios}
    after = {s.id: s for s in new.scenarios}
    scenarios = []
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            scenarios.append(ScenarioChange(name, after[name].title, "new"))
        elif name not in after:
            scenarios.append(ScenarioChange(name, before[name].title, "gone"))
        else:
            changes = (
                *_text_changes(before[name], after[name]),
                *_judgement_changes(name, old, new),
                *_published_changes(name, old, new),
            )
            scenarios.append(ScenarioChange(name, after[name].title, "changed" if changes else "same", tuple(changes)))
    return Comparison(old.round.title, new.round.title, tuple(_round_changes(old, new)), tuple(scenarios))


def _by_cause(changes: tuple[Change, ...], lang: Lang) -> list[str]:
    lines = []
    for cause, word in CAUSES.items():
        of_cause = [c for c in changes if c.cause == cause]
        if of_cause:
            lines.append(f"- {word.in_(lang)}")
            lines += [f"  - {change.render(lang)}" for change in of_cause]
    return lines


def _change(cause: Cause, nl: str, en: str, before: Text | None, after: Text | None) -> Iterator[Change]:
    if before != after:
        yield Change(cause, Text(nl=nl, en=en), before, after)


def _plain(value: object) -> Text | None:
    return None if value is None or value == "" else Text(nl=str(value))


def _round_changes(old: Dossier, new: Dossier) -> Iterator[Change]:
    yield from _change("method", "Methode", "Method", _plain(old.round.method), _plain(new.round.method))
    yield from _change(
        "weights",
        "Gekozen gewichtenprofiel",
        "Chosen weight profile",
        _plain(old.round.weight_profile),
        _plain(new.round.weight_profile),
    )
    before = {p.id: p for p in old.round.weight_profiles}
    after = {p.id: p for p in new.round.weight_profiles}
    for name in sorted(before.keys() | after.keys()):
        old_weights = before[name].weights if name in before else {}
        new_weights = after[name].weights if name in after else {}
        for criterion in dict.fromkeys((*old_weights, *new_weights)):
            yield from _change(
                "weights",
                f"Gewicht van {criterion} in {name}",
                f"Weight of {criterion} in {name}",
                _weight(old_weights.get(criterion)),
                _weight(new_weights.get(criterion)),
            )
    experts_before = {s.id: s for s in old.judgements}
    experts_after = {s.id: s for s in new.judgements}
    for name in sorted(experts_before.keys() | experts_after.keys()):
        first, second = experts_before.get(name), experts_after.get(name)
        yield from _change(
            "weights",
            f"Gewicht van deskundige {name}",
            f"Weight of expert {name}",
            None if first is None else _weight(first.weight),
            None if second is None else _weight(second.weight),
        )


def _weight(weight: float | None) -> Text | None:
    return None if weight is None else Text(nl=f"{weight:.6g}".replace(".", ","), en=f"{weight:.6g}")


def _text_changes(old: Scenario, new: Scenario) -> Iterator[Change]:
    yield from _change("text", "Titel", "Title", old.title, new.title)
    yield from _change("text", "Thema", "Theme", old.theme, new.theme)
    yield from _change("text", "Soort", "Kind", _plain(old.kind), _plain(new.kind))
    yield from _change("text", "Status", "Status", _plain(old.status), _plain(new.status))
    yield from _change(
        "text",
        "Tijdhorizon (jaar)",
        "Time horizon (years)",
        _weight(old.time_horizon_years),
        _weight(new.time_horizon_years),
    )
    yield from _change(
        "text", "Vitale processen", "Vital processes", _plain(", ".join(old.vital)), _plain(", ".join(new.vital))
    )
    yield from _change(
        "text",
        "Kan leiden tot",
        "Can set off",
        _link_words(old),
        _link_words(new),
    )
    for field, heading in HEADINGS.items():
        before: Text = getattr(old.storyline, field)
        after: Text = getattr(new.storyline, field)
        yield from _change("text", heading.nl, heading.en, _written(before), _written(after))


def _link_words(scenario: Scenario) -> Text | None:
    """Return the scenarios that this one can set off, with the probability where there is one."""
    if not scenario.links:
        return None
    chances = ["" if k.probability is None else distribution_text(k.probability) for k in scenario.links]
    pairs = [(link.scenario, chance) for link, chance in zip(scenario.links, chances, strict=True)]
    return Text(
        nl=", ".join(name + (f" (kans {chance})" if chance else "") for name, chance in pairs),
        en=", ".join(name + (f" (probability {chance})" if chance else "") for name, chance in pairs),
    )


def _written(text: Text) -> Text | None:
    return text if text.nl or text.en else None


def _judgement_changes(scenario: str, old: Dossier, new: Dossier) -> Iterator[Change]:
    before, after = _judgements(scenario, old), _judgements(scenario, new)
    order = dict.fromkeys((*before, *after))
    for expert, criterion in sorted(order, key=lambda key: (key[1] == LIKELIHOOD, key[1], key[0])):
        first, second = before.get((expert, criterion)), after.get((expert, criterion))
        if first == second:
            continue
        likelihood = criterion == LIKELIHOOD
        yield Change(
            "likelihood" if likelihood else "scores",
            Text(
                nl=f"{'Waarschijnlijkheid' if likelihood else criterion} ({expert})",
                en=f"{'Likelihood' if likelihood else criterion} ({expert})",
            ),
            None if first is None else judgement_words(first),
            None if second is None else judgement_words(second),
            "" if likelihood else criterion,
            expert,
        )


def _judgements(scenario: str, dossier: Dossier) -> dict[tuple[str, str], Judgement]:
    return {(s.id, j.criterion): j for s in dossier.judgements for j in s.judgements if j.scenario == scenario}


def judgement_words(judgement: Judgement) -> Text:
    """Return the answer of a judgement in short: ``C (B–D)``, quantities, a probability, or missing."""
    nl, en = [], []
    if judgement.missing:
        nl, en = ["ontbreekt"], ["missing"]
    elif judgement.label is not None:
        low, high = judgement.lower or judgement.label, judgement.upper or judgement.label
        span = judgement.label if low == high == judgement.label else f"{judgement.label} ({low}–{high})"
        nl, en = [span], [span]
    elif judgement.quantities is not None:
        text = quantities_text(judgement.quantities)
        nl, en = [text], [text]
    elif judgement.probability is not None:
        text = distribution_text(judgement.probability)
        nl = [f"kans {text} in {judgement.window_years:g} jaar"]
        en = [f"probability {text} in {judgement.window_years:g} years"]
    details = (
        ("sub_class", "deel", "part"),
        ("half", "helft", "half"),
        ("vulnerability", "kwetsbaarheid", "vulnerability"),
        ("confidence", "vertrouwen", "confidence"),
        ("evidence", "onderbouwing", "evidence"),
        ("reason", "toelichting", "reason"),
    )
    for field, word_nl, word_en in details:
        value = getattr(judgement, field)
        if value:
            nl.append(f"{word_nl}: {_DUTCH.get(value, value)}")
            en.append(f"{word_en}: {value}")
    return Text(nl=", ".join(nl), en=", ".join(en))


_DUTCH = {
    "low": "laag",
    "mid": "midden",
    "medium": "midden",
    "high": "hoog",
    "unknown": "onbekend",
}


def _published_changes(scenario: str, old: Dossier, new: Dossier) -> Iterator[Change]:
    before, after = _latest(scenario, old), _latest(scenario, new)
    for field, nl, en in (("impact", "Impact", "Impact"), ("likelihood", "Waarschijnlijkheid", "Likelihood")):
        yield from _change("published", nl, en, _published_words(before, field), _published_words(after, field))


def _latest(scenario: str, dossier: Dossier) -> Published | None:
    results = [p for p in dossier.published if p.scenario == scenario]
    return max(results, key=lambda p: p.year, default=None)


def _published_words(result: Published | None, field: str) -> Text | None:
    if result is None:
        return None
    words: str = getattr(result, field)
    classes: tuple[str, ...] = getattr(result, f"{field}_classes")
    return _plain(words or ", ".join(classes))
