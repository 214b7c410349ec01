# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.cli.capability.choices import QUICK, QUICKEST, Run, command_line, small
from weerbaar.base import InputError, Text
from weerbaar.capability import load_analysis
from weerbaar.capability.choice import Advice, advise, choose
from weerbaar.cli import main
from weerbaar.cli.capability import portfolio
from weerbaar.cli.capability.advice import add_command, advice_text


@pytest.fixture
def run() -> Run:
    return command_line(add_command)


@pytest.fixture(scope="module")
def advice(tmp_path_factory: pytest.TempPathFactory) -> Advice:
    analysis = load_analysis(small(tmp_path_factory.mktemp("advies")))
    return advise(analysis, choose(analysis, draws=200, levels=5, states=24))


def test_the_advice_in_both_languages(
    run: Run, tmp_path: Path, advice: Advice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("advice", str(small(tmp_path)), *QUICK) == 0
    dutch = capsys.readouterr()
    assert dutch.err == ""
    assert dutch.out.startswith("Proef\nVerzonnen.\n\nGeadviseerd worden ")
    assert "\na. aa\n-----\n+ Maatregel bijstand (Defensie; specifiek; " in dutch.out
    assert "\nAndere keuzes die te verdedigen zijn\n" in dutch.out
    assert "seed 2012, run " in dutch.out.splitlines()[-1]
    english = advice_text(advice, "en")
    assert "\nOther choices that can be defended\n" in english
    assert english.startswith("Trial\nInvented.\n\nOf 5 measures proposed, ")
    assert "\nAssumptions\n" in english


def test_headings_in_order_and_every_advised_measure_with_its_reason(advice: Advice) -> None:
    text = advice_text(advice, "nl")
    places = [text.index(f"\n{head}\n---") for head in ("a. aa", "b. bb", "Zonder terrein")]
    assert places == sorted(places)
    flat = " ".join(text.split())
    for group in advice.headings:
        for one in group.advised:
            assert f"+ {one.title.nl} (" in flat
            assert one.reason.nl in flat
        for one in group.declined:
            assert f"- {one.title.nl} (" not in flat
    for said in (*advice.summary, *advice.dissent, *advice.assumptions):
        assert said.nl in flat
    assert max(len(line) for line in text.splitlines()) <= 100


def test_all_tells_of_what_is_not_advised_too(advice: Advice) -> None:
    flat = " ".join(advice_text(advice, "en", everything=True).split())
    for group in advice.headings:
        for one in group.declined:
            assert f"- {one.title.in_('en')} (" in flat
            assert one.reason.in_("en") in flat


def test_a_heading_under_which_nothing_is_advised_says_so(advice: Advice) -> None:
    group = next(g for g in advice.headings if g.heading is None)
    none = dataclasses.replace(group, advised=(), nothing=Text(nl="Hier niets.", en="Nothing here."))
    text = advice_text(dataclasses.replace(advice, headings=(none,), gaps=(), dissent=(), assumptions=()), "en")
    assert text.endswith("Without a heading\n-----------------\nNothing here.")


def test_the_decision_the_proposal_and_the_gaps_are_told(advice: Advice) -> None:
    group = next(g for g in advice.headings if g.advised)
    one = dataclasses.replace(
        group.advised[0],
        decision=Text(nl="Het kabinet besluit.", en="The cabinet decides."),
        proposal=Text(nl="Doe iets\u202e.", en="Do something."),
        owner="",
        robustness=None,
    )
    gaps = (Text(nl="Het tekort wordt kleiner.", en="The gap narrows."),)
    changed = dataclasses.replace(advice, headings=(dataclasses.replace(group, advised=(one,)),), gaps=gaps)
    text = advice_text(changed, "nl")
    reach = {"specific": "specifiek", "generic": "breed inzetbaar"}[one.reach]
    assert f"+ {one.title.nl} ({reach})\n" in text
    assert "  Besluit: Het kabinet besluit.\n" in text
    assert "  Doe iets\N{REPLACEMENT CHARACTER}.\n" in text
    assert "\nWat er met de tekorten gebeurt\n------------------------------\n- Het tekort wordt kleiner.\n" in text


def test_the_data_are_those_of_the_choice(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, file = str(small(tmp_path)), tmp_path / "keuze.json"
    assert run("advice", place, *QUICKEST, "--json", str(file)) == 0
    assert f"Geschreven: {file}\n" in capsys.readouterr().out
    assert command_line(portfolio.add_command)("portfolio", place, *QUICKEST, "--json", "-") == 0
    assert capsys.readouterr().out == file.read_text(encoding="utf-8")


def test_nothing_of_somebody_else_is_overwritten(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "mijn.json"
    other.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="something other than an earlier result"):
        run("advice", str(small(tmp_path)), *QUICKEST, "--json", str(other))
    assert other.read_text(encoding="utf-8") == "{}"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("lang", "words"), [("nl", "gaat niet samen met"), ("en", "cannot be met with")])
def test_rules_that_clash_give_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    place = small(tmp_path, choice={"always": ["bijstand", "landelijk", "detectie", "opleiding"]})
    assert main(["capability", "advice", str(place), *QUICKEST, "--lang", lang]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    assert words in line
