# SPDX-License-Identifier: EUPL-1.2
"""Whether the Dutch and the English text say the same: numbers, times, places to look, and what to do."""

from __future__ import annotations

from weerbaar.alerting.compose.actions import action_name
from weerbaar.alerting.compose.facts import FactKind, Facts
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Lang, Text

KIND_NAMES: dict[FactKind, Text] = {
    "site": Text(nl="site", en="site"),
    "date": Text(nl="datum", en="date"),
    "time": Text(nl="tijd", en="time"),
    "phone": Text(nl="telefoonnummer", en="telephone number"),
    "road": Text(nl="weg", en="road"),
    "number": Text(nl="getal", en="number"),
}
LANGUAGE_NAMES: dict[Lang, Text] = {
    "nl": Text(nl="Nederlandse", en="Dutch"),
    "en": Text(nl="Engelse", en="English"),
}


def language_findings(texts: Text, dutch: Facts, english: Facts) -> list[Finding]:
    """Return where the two texts differ in what they state.

    Args:
        texts: both texts.
        dutch: facts of the Dutch text.
        english: facts of the English text.
    """
    if texts.nl == texts.en:
        return [
            Finding(
                "languages.same-text",
                "error",
                Text(nl="De Engelse tekst is gelijk aan de Nederlandse.", en="The English text equals the Dutch text."),
                Text(nl="Schrijf de Engelse tekst.", en="Write the English text."),
                "text.en",
            )
        ]
    found: list[Finding] = []
    for kind in KIND_NAMES:
        # A number in words may be an idiom in one language, so it is no more than a warning.
        level: Level = "warning" if kind == "number" else "error"
        found.extend(_only_in("nl", kind, dutch, english, texts, level))
        found.extend(_only_in("en", kind, english, dutch, texts, level))
    found.extend(_action_differences(dutch, english))
    return found


def _only_in(lang: Lang, kind: FactKind, one: Facts, other: Facts, texts: Text, level: Level) -> list[Finding]:
    elsewhere: Lang = "en" if lang == "nl" else "nl"
    name, here, there = KIND_NAMES[kind], LANGUAGE_NAMES[lang], LANGUAGE_NAMES[elsewhere]
    known = {comparable(kind, value) for value in other.values(kind)}
    found = []
    for fact in one.of(kind):
        if comparable(kind, fact.value) in known:
            continue
        written = texts.in_(lang)[fact.start : fact.end]
        found.append(
            Finding(
                f"languages.{kind}",
                level,
                Text(
                    nl=f"Alleen in de {here.nl} tekst: {name.nl} {written}.",
                    en=f"Only in the {here.en} text: {name.en} {written}.",
                ),
                Text(
                    nl=f"Zet het ook in de {there.nl} tekst, of haal het weg.",
                    en=f"Put it in the {there.en} text too, or remove it.",
                ),
                f"text.{lang}[{fact.start}:{fact.end}]",
                value=written,
            )
        )
    return found


def comparable(kind: FactKind, value: str) -> str:
    """Return ``value`` without what one text may leave out: the year of a date."""
    return value[-5:] if kind == "date" else value


def told(stated: Facts) -> frozenset[tuple[str, bool]]:
    """Return the actions of a text that people can act on, each with whether it is denied."""
    return frozenset((action.name, action.negated) for action in stated.actions if action.strength != "weak")


def _action_differences(dutch: Facts, english: Facts) -> list[Finding]:
    found = []
    pairs: tuple[tuple[Lang, frozenset[tuple[str, bool]]], ...] = (
        ("nl", told(dutch) - told(english)),
        ("en", told(english) - told(dutch)),
    )
    for lang, actions in pairs:
        for name, negated in sorted(actions):
            words, here = action_name(name), LANGUAGE_NAMES[lang]
            nl, en = ("niet ", "not: ") if negated else ("", "")
            found.append(
                Finding(
                    "languages.action",
                    "warning",
                    Text(
                        nl=f"Alleen de {here.nl} tekst zegt: {nl}{words.nl}.",
                        en=f"Only the {here.en} text says: {en}{words.en}.",
                    ),
                    Text(nl="Geef in beide talen hetzelfde advies.", en="Give the same advice in both languages."),
                    f"text.{lang}",
                    value=name,
                )
            )
    return found
