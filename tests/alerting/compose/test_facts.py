# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.facts import FactKind, facts, months, phone_digits
from weerbaar.base import Lang


@pytest.mark.parametrize(
    ("lang", "text", "kind", "values"),
    [
        ("nl", "Bel 0900-8844.", "phone", {"09008844"}),
        ("nl", "Bel 0900 - 8844", "phone", {"09008844"}),
        ("nl", "Bel +31 (0)6 1234 5678", "phone", {"0612345678"}),
        ("nl", "Bel 0031 343 57 88 44", "phone", {"0343578844"}),
        ("nl", "Bel 112 of 144", "phone", {"112", "144"}),
        ("nl", "Bel 14 030", "phone", {"14030"}),
        ("nl", "over 112 km en 112 mensen", "phone", set()),
        ("nl", "op 18-02-2022 om 17:12", "phone", set()),
        ("nl", "om 16.30 uur", "time", {"16:30"}),
        ("nl", "vanaf 16 uur", "time", {"16:00"}),
        ("nl", "wacht 2 uur", "time", set()),
        ("nl", "17:12:", "time", {"17:12"}),
        ("en", "at 4:30 pm", "time", {"16:30"}),
        ("en", "at 12:05 a.m.", "time", {"00:05"}),
        ("en", "at 5 pm", "time", {"17:00"}),
        ("nl", "op 18-02-2022", "date", {"2022-02-18"}),
        ("nl", "op 2022-02-18", "date", {"2022-02-18"}),
        ("nl", "op 18 februari", "date", {"--02-18"}),
        ("en", "on February 18, 2022", "date", {"2022-02-18"}),
        ("en", "18th of February 2022", "date", {"2022-02-18"}),
        ("nl", "binnen 1.000 meter", "number", {"1000 m"}),
        ("en", "within 1,000 metres", "number", {"1000 m"}),
        ("nl", "binnen 0,5 km", "number", {"500 m"}),
        ("en", "within two kilometres", "number", {"2000 m"}),
        ("nl", "tweeëntwintig mensen", "number", {"22"}),
        ("nl", "een brand", "number", set()),
        ("nl", "1.234.567 mensen", "number", {"1234567"}),
        ("nl", "op de A12 en N210", "road", {"A12", "N210"}),
        ("nl", "Kijk op https://www.vru.nl/.", "site", {"vru.nl"}),
        ("nl", "Kijk op Crisis.nl, nu", "site", {"crisis.nl"}),
        ("nl", "vru.nl/brand?x=1", "site", {"vru.nl/brand?x=1"}),
        ("nl", "Blijf binnen.Sluit ramen", "site", set()),
        ("nl", "mail naar info@vru.nl", "site", set()),
    ],
)  # fmt: skip
def test_what_a_text_states(lang: Lang, text: str, kind: FactKind, values: set[str]) -> None:
    assert facts(text, lang).values(kind) == values


def test_each_fact_has_its_place() -> None:
    text = "NL-Alert 18-02-2022 17:12: Bel 0900-8844. Kijk op vru.nl."
    assert [text[fact.start : fact.end] for fact in facts(text, "nl").found] == [
        "18-02-2022",
        "17:12",
        "0900-8844",
        "vru.nl",
    ]


@given(st.text(alphabet="0123456789 -.:,/+()abnlAmekwuurNL.", max_size=80), st.sampled_from(["nl", "en"]))
def test_facts_never_overlap_and_stay_inside(text: str, lang: Lang) -> None:
    found = facts(text, lang).found
    assert all(0 <= fact.start < fact.end <= len(text) for fact in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), st.sampled_from([" ", "-", ""]))
def test_a_number_is_the_same_from_abroad(digits: str, mark: str) -> None:
    assert phone_digits(f"+31{mark}{digits[1:3]}{mark}{digits[3:]}") == digits
    assert phone_digits(f"{digits[:3]}{mark}{digits[3:]}") == digits


def test_a_year_has_twelve_months_in_both_languages() -> None:
    assert len(months("nl")) == len(months("en")) == 12
    assert (months("nl")[2], months("en")[2]) == ("maart", "march")
