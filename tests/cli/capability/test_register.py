# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability register`` as a user runs it: what is printed, what is written, and what is refused."""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import json
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from tests.capability.register.advices import PLAN, advice, measure
from weerbaar.base import InputError
from weerbaar.capability.register import as_of, load_register, progress_schema
from weerbaar.cli.capability.register import add_command
from weerbaar.dossier import load_dossier, save_dossier

EXAMPLE = "voorbeeld-capaciteiten"
ADD = ("--subject", "alert-online", "--kind", "progress", "--on", "2016-05", "--recorded", "2016-06-01")


def call(*words: str, lang: str = "nl") -> int:
    """Parse as ``weerbaar capability`` would, and run."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default=lang)
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)
    arguments = parser.parse_args(["register", *words])
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def refused(*words: str, lang: str = "nl") -> str:
    with pytest.raises(InputError) as stop:
        call(*words)
    return stop.value.render("en" if lang == "en" else "nl")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the illustrative register."""
    target = tmp_path / "register.yaml"
    source = Path(__file__).parents[3] / f"src/weerbaar/data/capability/{EXAMPLE}/register.yaml"
    target.write_bytes(source.read_bytes())
    return target


def test_what_was_known_and_running_on_one_july_2011(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("as-of", "register-sinds-2008", "--on", "2011-07-01") == 0
    shown = capsys.readouterr().out
    assert "Op 1 juli 2011, zoals nu bekend:" in shown
    (line,) = [one for one in shown.splitlines() if "Capaciteitsadvies elektriciteit" in one]
    assert "in uitvoering" in line
    assert call("as-of", "register-sinds-2008", "--on", "2011-07-01", "--known", "2011-07-01", lang="en") == 0
    shown = capsys.readouterr().out
    assert "On 1 July 2011, as known on 1 July 2011:" in shown
    assert "Capability advice electricity" not in shown
    assert "Citizen: self-reliance" in shown


def test_a_day_before_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("as-of", EXAMPLE, "--on", "2000-01-01") == 0
    assert "er is niets vastgelegd." in capsys.readouterr().out


def test_progress_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    json_file, csv_file = tmp_path / "p.json", tmp_path / "p.csv"
    words = ("progress", EXAMPLE, "--on", "2016-06-30", "--since", "2014-12-31")
    assert call(*words, "--json", str(json_file), "--csv", str(csv_file)) == 0
    shown = capsys.readouterr().out
    assert "Inventarisatie van internationale responsunits: 731 dagen (juni 2014)" in shown
    assert "Monitoren van sociale media: stand besloten → ingetrokken" in shown
    assert "impact C → B" in shown
    assert max(map(len, shown.splitlines())) <= 125
    data = json.loads(json_file.read_text(encoding="utf-8"))
    jsonschema.validate(data, progress_schema(), cls=jsonschema.Draft202012Validator)
    rows = list(csv.reader(io.StringIO(csv_file.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert len(rows) == 9


def test_json_on_standard_output_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("progress", EXAMPLE, "--on", "2016-06-30", "--json", "-") == 0
    assert json.loads(capsys.readouterr().out)["on"] == "2016-06-30"


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_timeline_is_written(ending: str, tmp_path: Path) -> None:
    place = tmp_path / f"lijn.{ending}"
    assert call("progress", EXAMPLE, "--on", "2016-06-30", "--figure", str(place)) == 0
    assert place.stat().st_size > 5_000


def test_overdue_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("overdue", EXAMPLE, "--on", "2016-06-30", lang="en") == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = [one for one in lines if one.startswith("Assistance to basic police care")]
    assert line.split()[-3:] == ["182", "2015", "decided"]
    assert call("overdue", EXAMPLE, "--on", "2014-01-01") == 0
    assert "is er niets te laat" in capsys.readouterr().out


def test_the_history_of_one_subject(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("show", EXAMPLE, "--subject", "crisisplan-ict") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "20 maart 2015: correctie; crisisplan-ict-voltooid; De versie van november 2014 was een concept" in shown
    assert "Alert Online" not in shown
    assert "dit onderwerp staat niet in het register" in refused("show", EXAMPLE, "--subject", "weg")


def test_check_says_that_it_is_in_order_or_everything_that_is_not(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("check", EXAMPLE) == 0
    assert "8 onderwerpen en 17 vastleggingen" in capsys.readouterr().out
    text = own.read_text(encoding="utf-8").replace("heading: crisiscommunicatie", "heading: weg")
    own.write_text(text.replace("subject: responsunits", "subject: niets", 1), encoding="utf-8")
    said = refused("check", str(own))
    assert said.count("\n") == 1
    assert "onbekend: dit kopje" in said
    assert "onbekend: dit onderwerp" in said


def test_an_entry_is_added_with_everything_that_was_given(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--state", "running", "--text", "Tweede campagne", "--text-en", "Second campaign", "--responsible", "EZ")
    proof = ("--evidence", "Plan 2016", "--shows", "Begroot", "--evidence", "Brief", "--budget", "250000,5")
    rest = ("--deadline", "2016-23", "--mandate", "minister", "--reference", "Brief 1", "--reason", "Werkt")
    assert call("add", str(own), *ADD, *more, *proof, *rest, "--source", "brief-2013", "--mark", "illustrative") == 0
    assert "Toegevoegd: alert-online-progress-1" in capsys.readouterr().out
    added = load_register(own).entries[-1]
    assert (added.state, str(added.valid_from), str(added.deadline)) == ("running", "2016-05", "2016-23")
    assert [(e.reference, e.shows.nl) for e in added.evidence] == [("Plan 2016", "Begroot"), ("Brief", "Brief")]
    assert (added.budget_eur, added.responsible, added.source) == (250_000.5, ("EZ",), ("brief-2013",))
    assert added.mandate is not None
    assert added.mandate.reference == "Brief 1"
    assert call("add", str(own), *ADD) == 0
    assert load_register(own).entries[-1].id == "alert-online-progress-2"


def test_a_correction_and_an_annulment_are_added(own: Path) -> None:
    words = ("--subject", "cyberdetectie", "--kind", "correction", "--recorded", "2016-06-01")
    assert call("add", str(own), *words, "--corrects", "cyberdetectie-deadline", "--deadline", "2017") == 0
    assert call("add", str(own), *words, "--corrects", "start-cyberdetectie", "--annul") == 0
    assert load_register(own).entries[-1].annuls


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--subject", "weg", "--kind", "start", "--on", "2016", "--recorded", "2016-06-01"),
            "onbekend: dit onderwerp",
        ),
        (("--subject", "alert-online", "--kind", "start", "--recorded", "2016-06-01"), "valid_from ontbreekt"),
        ((*ADD, "--state", "completed"), "de stand completed past niet bij progress"),
        ((*ADD[:-1], "2015-01-01"), "vastgelegd vóór de vorige regel"),
        ((*ADD[:-1], "2150-01-01"), "deze dag is nog niet geweest"),
        ((*ADD, "--deadline", "2014"), "de deadline ligt voor valid_from"),
        ((*ADD, "--shows", "x"), "hoort bij een --evidence"),
        ((*ADD, "--id", "Met Hoofdletters"), "--id"),
        ((*ADD, "--source", "weg"), "onbekend: deze bron"),
        ((*ADD, "--corrects", "alert-online-loopt"), "een correctie noemt"),
    ],
)
def test_what_is_not_right_is_not_added(own: Path, words: tuple[str, ...], said: str) -> None:
    before = own.read_bytes()
    assert said in refused("add", str(own), *words)
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("--recorded", "9999-12-31"),
        ("--on", "ooit"),
        ("--deadline", "2014-13"),
        ("--budget", "-1"),
        ("--budget", "nan"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything(
    own: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        call("add", str(own), "--subject", "alert-online", "--kind", "start", *words)
    assert stop.value.code == 2
    assert words[1] in capsys.readouterr().err


def test_a_shipped_register_is_nobodys_to_change() -> None:
    assert "wordt niet bijgewerkt" in refused("add", "register-sinds-2008", *ADD)
    assert "wordt niet bijgewerkt" in refused("import", EXAMPLE, "nrb-2012")


def test_the_letter_is_brought_into_a_new_register_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "mijn.yaml"
    words = ("import", str(place), "nrb-2012", "--decided", "2013-11", "--mandate", "cabinet")
    assert call(*words, "--recorded", "2013-11-30") == 0
    assert "36 onderwerpen en 36 vastleggingen toegevoegd" in capsys.readouterr().out
    before = place.read_bytes()
    assert call(*words) == 0
    assert "0 onderwerpen en 0 vastleggingen" in capsys.readouterr().out
    assert place.read_bytes() == before
    dossier = load_dossier("nrb-2012")
    first, *rest = dossier.decisions
    changed = dossier.model_copy(update={"decisions": (first.model_copy(update={"state": "running"}), *rest)})
    save_dossier(changed, tmp_path / "ronde")
    assert call("import", str(place), str(tmp_path / "ronde"), "--decided", "2013-11", lang="en") == 0
    assert "0 subjects and 1 entry added" in capsys.readouterr().out
    assert load_register(place).entries[-1].recorded_on == datetime.date.today()


def test_a_report_is_not_written_over_the_register(own: Path) -> None:
    before = own.read_bytes()
    assert "dit is het register zelf" in refused("progress", str(own), "--on", "2016-06-30", "--json", str(own))
    assert own.read_bytes() == before


def test_since_lies_before_the_day_of_the_report() -> None:
    assert "moet voor de peildatum" in refused("progress", EXAMPLE, "--on", "2016-01-01", "--since", "2016-01-01")


def test_another_kind_of_figure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call("progress", EXAMPLE, "--figure", "lijn.gif")
    assert ".svg, .png" in capsys.readouterr().err


def state_on(place: Path, day: str, known: str) -> tuple[str | None, ...]:
    found = as_of(load_register(place), datetime.date.fromisoformat(day), datetime.date.fromisoformat(known))
    return found["plan"].state.values if found.subjects else ()


def test_the_whole_life_of_a_measure_from_advice_to_its_effect_on_the_diagram(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place, diagram = tmp_path / "leven.yaml", tmp_path / "effect.svg"
    analysis = SimpleNamespace(dossier=SimpleNamespace(round=SimpleNamespace(year=2012)))
    monkeypatch.setattr("weerbaar.cli.capability.register.chosen", lambda _: (analysis, None))
    monkeypatch.setattr("weerbaar.capability.choice.advise", lambda *_: advice((PLAN, [measure("plan")])))
    assert call("import-advice", str(place), "mijn-analyse", "--recorded", "2014-02-01") == 0
    assert "1 onderwerp en 1 vastlegging toegevoegd" in capsys.readouterr().out
    assert load_register(place).file.data == "illustrative"
    proof = ("--evidence", "Plan 2", "--shows", "Vastgesteld")
    steps = (
        ("decision", "2014-03-10", "2014-04-01", ("--mandate", "cabinet", "--deadline", "2015-05", "--reason", "x")),
        ("start", "2014-07-01", "2014-07-10", ()),
        ("progress", "2014-12", "2015-01-05", ("--text", "Concept gereed")),
        ("completion", "2015-04-20", "2015-05-01", proof),
        ("evaluation", "2016-03", "2016-04-01", ("--effect", "cyberhacktivisme", "NRB 2015", "C", "B", "C", "-")),
        ("evaluation", "2016-03", "2016-04-01", ("--effect", "cyberhacktivisme", "NRB 2015", "C", "B", "C", "B")),
    )
    for kind, on, recorded, more in steps:
        words = ("--subject", "plan", "--kind", kind, "--on", on, "--recorded", recorded, *more)
        assert call("add", str(place), *words) == 0
    now = "2016-12-31"
    assert state_on(place, "2014-01-31", now) == ()
    assert state_on(place, "2014-03-20", now) == ("decided",)
    assert state_on(place, "2014-03-20", "2014-03-20") == ("proposed",)
    assert state_on(place, "2014-07-05", now) == ("running",)
    assert state_on(place, "2014-07-05", "2014-07-05") == ("decided",)
    assert state_on(place, "2015-06-01", now) == ("completed",)
    assert state_on(place, "2015-06-01", "2015-04-30") == ("running",)
    assert state_on(place, now, now) == ("completed",)
    words = ("progress", str(place), "--on", now, "--diagram", str(diagram), "--dossier", "voorbeeld-2012")
    assert call(*words) == 0
    assert f"Geschreven: {diagram}" in capsys.readouterr().out
    drawn = diagram.read_text(encoding="utf-8")
    assert "waarschijnlijkheid van C, enigszins waarschijnlijk naar B, onwaarschijnlijk" in drawn
    assert "impact niet beoordeeld" in drawn


def test_a_diagram_goes_with_the_round_that_has_the_classes(tmp_path: Path) -> None:
    place = str(tmp_path / "effect.svg")
    assert "hoort bij --dossier" in refused("progress", EXAMPLE, "--on", "2016-06-30", "--diagram", place)
    assert "hoort bij --dossier" in refused("progress", EXAMPLE, "--on", "2016-06-30", "--dossier", "voorbeeld-2012")


def test_what_is_wrong_is_said_of_the_option_that_was_given(own: Path) -> None:
    said = refused("add", str(own), *ADD, "--id", "A", "--effect", "../x", "NRB", "-", "C", "-", "B")
    assert sorted(line.split(":")[0] for line in said.splitlines()[:2]) == ["--effect", "--id"]
    assert "kleine letters, cijfers en streepjes" in said
    assert "--subject ../x: onbekend: dit onderwerp" in refused("add", str(own), "--subject", "../x", *ADD[2:])
