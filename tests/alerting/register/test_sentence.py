# SPDX-License-Identifier: EUPL-1.2
"""The sentence of the letter: twelve uses by seven regions, mostly fires; and every other count."""

from __future__ import annotations

from datetime import date

import pytest

from weerbaar.alerting.compose import KINDS
from weerbaar.alerting.register import PeriodCount, remarks, sentence
from weerbaar.alerting.register.incidents import Incident
from weerbaar.alerting.register.sentence import times

FIRST, LAST = date(2012, 11, 1), date(2013, 6, 30)


def _count(*what: tuple[str, str], first: date = FIRST, last: date = LAST, **other: int) -> PeriodCount:
    incidents = tuple(
        Incident(f"u{i}", first, region, kind, (f"u{i}",), False) for i, (region, kind) in enumerate(what)
    )
    left_out = {"exercises": 0, "tests": 0, "unproved": 0} | other
    return PeriodCount(first, last, incidents, **left_out)


def test_letter_2013_twelve_uses_by_seven_regions() -> None:
    regions = [f"VR{i % 7 + 1:02d}" for i in range(12)]
    count = _count(*((r, "fire-smoke") for r in regions[:11]), (regions[11], "hazardous-substance"))
    assert sentence(count).nl == (
        "Vanaf november 2012 tot en met juni 2013 is NL-Alert twaalf maal ingezet (door zeven veiligheidsregio’s), "
        "vooral bij branden met veel rook (11 van de 12)."
    )
    assert sentence(count).en == (
        "From November 2012 up to and including June 2013, NL-Alert was used twelve times (by seven safety regions), "
        "mainly at smoky fires (11 of 12)."
    )


def test_nipv_2018_2022_shares_from_twenty_uses_on() -> None:
    count = _count(
        *((f"VR{i % 25 + 1:02d}", "fire-smoke") for i in range(312)),
        *(("VR01", "other") for _ in range(23)),
        *(("NL", "extreme-weather") for _ in range(3)),
        first=date(2018, 1, 1),
        last=date(2022, 12, 31),
    )
    assert sentence(count).nl == (
        "Vanaf januari 2018 tot en met december 2022 is NL-Alert 338 maal ingezet (335 maal door 25 veiligheidsregio’s "
        "en driemaal landelijk), vooral bij branden met veel rook (312 van de 338, 92%)."
    )


@pytest.mark.parametrize(
    ("what", "nl"),
    [
        ([], "is NL-Alert niet ingezet."),
        ([("VR01", "flood")], "is NL-Alert eenmaal ingezet (door één veiligheidsregio), bij een overstroming."),
        ([("NL", "nuclear")], "is NL-Alert eenmaal ingezet (landelijk), bij een kernongeval."),
        (
            [("VR01", "riots"), ("VR02", "riots")],
            "is NL-Alert tweemaal ingezet (door twee veiligheidsregio’s), steeds bij rellen.",
        ),
        (
            [("VR01", "riots"), ("VR01", "flood"), ("NL", "nuclear")],
            "is NL-Alert driemaal ingezet (tweemaal door één veiligheidsregio en eenmaal landelijk), telkens bij een "
            "ander soort incident.",
        ),
        (
            [("VR01", "riots")] * 2 + [("VR01", "flood")] * 2,
            "is NL-Alert vier maal ingezet (door één veiligheidsregio), het vaakst bij rellen en overstromingen (elk 2 "
            "van de 4).",
        ),
        (
            [("VR01", "riots")] * 2 + [("VR01", "flood"), ("VR01", "nuclear")],
            "is NL-Alert vier maal ingezet (door één veiligheidsregio), het vaakst bij rellen (2 van de 4).",
        ),
    ],
)
def test_the_grammar_of_few(what: list[tuple[str, str]], nl: str) -> None:
    assert sentence(_count(*what)).nl == f"Vanaf november 2012 tot en met juni 2013 {nl}"


@pytest.mark.parametrize(
    ("first", "last", "nl", "en"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "In 2026", "In 2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "In februari 2024", "In February 2024"),
        (date(2026, 3, 2), date(2026, 3, 2), "Op 2 maart 2026", "On 2 March 2026"),
        (
            date(2012, 11, 8),
            date(2013, 6, 30),
            "Vanaf 8 november 2012 tot en met 30 juni 2013",
            "From 8 November 2012 up to and including 30 June 2013",
        ),
    ],
)
def test_the_period_is_said_as_short_as_it_can_be(first: date, last: date, nl: str, en: str) -> None:
    said = sentence(_count(first=first, last=last))
    assert said.nl == f"{nl} is NL-Alert niet ingezet."
    assert said.en == f"{en}, NL-Alert was not used."


@pytest.mark.parametrize(
    ("count", "nl", "en"),
    [
        (1, "eenmaal", "once"),
        (2, "tweemaal", "twice"),
        (3, "driemaal", "three times"),
        (4, "vier maal", "four times"),
        (12, "twaalf maal", "twelve times"),
        (20, "twintig maal", "twenty times"),
        (21, "21 maal", "21 times"),
    ],
)
def test_times(count: int, nl: str, en: str) -> None:
    assert (times(count, "nl"), times(count, "en")) == (nl, en)


def test_what_does_not_count_is_told() -> None:
    told = Incident("u0", FIRST, "VR01", "flood", ("u0", "u1"), True)
    count = PeriodCount(FIRST, LAST, (told,), exercises=1, tests=0, unproved=2)
    assert [remark.nl for remark in remarks(count)] == [
        "Niet meegeteld: één oefening en geen testberichten.",
        "In totaal zijn 2 berichten uitgezonden; bijwerkingen en de melding dat het gevaar voorbij is, horen bij "
        "dezelfde inzet.",
        "Van nog twee opdrachten is niet bewezen dat een zendcel ze heeft uitgezonden; die tellen niet mee.",
        "Eén inzet is overgenomen uit een eerdere administratie; daarvan zijn er geen ontvangstbewijzen.",
    ]
    assert remarks(_count(("VR01", "flood"))) == ()


def test_every_kind_of_incident_has_words_of_its_own() -> None:
    words = {kind: sentence(_count(("VR01", kind))).nl.split(", bij ")[1] for kind in KINDS}
    rest = {"all-clear", "test", "exercise", "other"}
    assert {kind for kind in KINDS if words[kind] == "een ander soort incident."} == rest
    assert len(set(words.values())) == len(KINDS) - len(rest) + 1
