# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.contacts import (
    contact_findings,
    official_contacts,
    read_contacts,
    site_findings,
)
from weerbaar.alerting.compose.facts import facts
from weerbaar.base import InputError


def _rules(text: str) -> list[tuple[str, str]]:
    found = contact_findings(text, facts(text, "nl"), official_contacts(), "text.nl")
    return [(finding.rule, finding.value) for finding in found]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Bel 112 of 0900-8844. Kijk op crisis.nl of www.vru.nl.", []),
        # The form of the mistake of 24-06-2019: a number that is nobody's.
        ("112 niet bereikbaar. Bel 020-1234567.", [("contacts.number-unknown", "020-1234567")]),
        ("Bel 911.", [("contacts.number-unknown", "911")]),
        ("Bel 0900 - 8844.", [("contacts.number-form", "0900 - 8844")]),
        ("Bel +31 343 57 8844.", [("contacts.number-form", "+31 343 57 8844")]),
        ("Kijk op bit.ly/3xYz.", [("contacts.site-shortened", "bit.ly/3xYz")]),
        ("Kijk op http://crisis.nl.", [("contacts.site-http", "http://crisis.nl")]),
        ("Kijk op moerdijk.nl.", [("contacts.site-municipality", "moerdijk.nl")]),
        ("Kijk op vru.nl/nieuws/grote-brand.", [("contacts.site-path", "vru.nl/nieuws/grote-brand")]),
        ("Kijk op vru.nl/rook.", []),
        ("Kijk op bakkerjansen.nl.", [("contacts.site-unknown", "bakkerjansen.nl")]),
    ],
)
def test_numbers_and_sites_in_a_text(text: str, rules: list[tuple[str, str]]) -> None:
    assert _rules(text) == rules


@pytest.mark.parametrize(
    "host",
    [
        "rijks0verheid.nl",
        "rijkoverheid.nl",
        "rijksoverhied.nl",
        "rijksoverheid.com",
        "rijksoverheid.nl.alert-info.com",
        "rijksoverheid-nl.com",
        "https://rijksoverheid.nl@boef.rijksoverheid.com",
        "crisis.com",
        "xn--crss-5qa.nl",
        "crisís.nl",
        "nlalert.nl",
        "po1itie.nl",
    ],
)
def test_imitations_are_seen(host: str) -> None:
    assert [finding.rule for finding in site_findings(host, official_contacts(), "more_info")] == [
        "contacts.site-imitation"
    ]


@given(st.sampled_from([entry.host for entry in official_contacts().sites]), st.sampled_from(["", "www.", "https://"]))
def test_no_official_site_is_called_an_imitation_or_unknown(host: str, start: str) -> None:
    rules = {finding.rule for finding in site_findings(start + host, official_contacts(), "more_info")}
    assert rules <= {"contacts.site-municipality"}


def test_every_region_has_a_site_and_every_entry_says_how_sure_it_is() -> None:
    shipped = official_contacts()
    assert all(shipped.of_region(f"VR{number:02}") for number in range(1, 26))
    assert shipped.of_region("VR26") is None
    assert {entry.mark for entry in shipped.sites} <= {"found", "recalled-high", "recalled-med", "recalled-low"}


def test_an_own_list_adds_and_overrules(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "version: 1\n"
        "numbers: [{number: 020-1234567, name: {nl: Infonummer}, mark: found}]\n"
        "sites: [{host: moerdijk.nl, name: {nl: Moerdijk, en: Moerdijk}, kind: region, mark: found}]\n"
    )
    contacts = read_contacts(path)
    text = "Bel 020-1234567 of 112. Kijk op moerdijk.nl of crisis.nl."
    assert contact_findings(text, facts(text, "nl"), contacts, "text.nl") == []


def test_a_wrong_list_names_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "version: 1\nsites:\n  - {host: Not A Host, name: {nl: x}, kind: region, mark: found}\n  - {host: a.nl}\n"
    )
    with pytest.raises(InputError) as caught:
        read_contacts(path)
    assert {(problem.line, problem.field) for problem in caught.value.problems} >= {
        (3, "sites[0].host"),
        (4, "sites[1].kind"),
    }
