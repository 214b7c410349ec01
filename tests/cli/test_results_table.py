# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from weerbaar.assessment import Assessment, assess
from weerbaar.base import Text
from weerbaar.cli.results_table import results_table
from weerbaar.dossier import load_dossier


@pytest.fixture(scope="module")
def letter() -> Assessment:
    return assess(load_dossier("nrb-2012"), draws=1_000)


def test_published_words_and_ranges_are_shown(letter: Assessment) -> None:
    lines = results_table(letter, "nl").splitlines()
    cyber = next(line for line in lines if line.startswith("Cyber"))
    assert "B-C" in cyber
    assert cyber.endswith("enigszins waarschijnlijk / aanzienlijk tot ernstig")
    loner = next(line for line in lines if line.startswith("Gewelddadige"))
    assert "D-E" in loner
    assert "hoog / beperkt" in loner


def test_order_is_by_rank_and_ties_have_a_comma_in_dutch(letter: Assessment) -> None:
    lines = results_table(letter, "nl").splitlines()
    rows = [line for line in lines if line.startswith(("Cyber", "Gewelddadige", "Grootschalige", "Wapen"))]
    assert [row[0] for row in rows[-2:]] == ["C", "G"]
    assert "1,5" in rows[0]
    assert "1.5" in results_table(letter, "en")


def test_unknown_is_a_dash() -> None:
    history = assess(load_dossier("nrb-history"), draws=1_000)
    row = next(line for line in results_table(history, "nl").splitlines() if line.startswith("Cyberspionage"))
    assert row.split()[-4:] == ["-", "-", "-", "-"]


def test_computed_class_has_its_probability() -> None:
    regional = assess(load_dossier("rrp-brabant-zuidoost-2019"), draws=1_000)
    row = next(line for line in results_table(regional, "nl").splitlines() if line.startswith("Pandemie"))
    assert "E catastrofaal (100%)" in row


def test_characters_that_steer_a_terminal_are_replaced(letter: Assessment) -> None:
    first = replace(letter.scenarios[0], title=Text(nl="Een\u202etitel\x1b[31m"))
    shown = results_table(replace(letter, scenarios=(first, *letter.scenarios[1:])), "nl")
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert "Een\ufffdtitel\ufffd" in shown
