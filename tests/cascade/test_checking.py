# SPDX-License-Identifier: EUPL-1.2
"""Each mistake gives one clear message, the same from JSON, CSV and a workbook, each at its own place."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from tests.cascade.sound_catalogue import sound_json, sound_tables, write_csv, write_json, write_workbook
from weerbaar.base import InputError, Problem
from weerbaar.cascade import checking, draft
from weerbaar.cascade.reading import load_catalogue

Spoil = Callable[[Any], object]


@dataclass(frozen=True)
class Mistake:
    """One way to spoil the sound catalogue, in JSON and in tables.

    Attributes:
        json, tables: spoil the data in place.
        field: place in the JSON.
        cell: table, 1-based row, and name of the column (empty: the row as a whole).
        words: what the Dutch message must hold.
    """

    json: Spoil
    field: str
    tables: Spoil
    cell: tuple[str, int, str]
    words: tuple[str, ...]


def put(*path: str | int) -> Spoil:
    """Set what stands at a path: ``put("risks", 0, "id", "x")``."""

    def spoil(data: Any) -> None:
        for part in path[:-2]:
            data = data[part]
        data[path[-2]] = path[-1]

    return spoil


def add(place: str, entry: Any) -> Spoil:
    return lambda data: data[place].append(copy.deepcopy(entry))


def drop(place: str, i: int) -> Spoil:
    return lambda data: data[place].pop(i)


def rows(place: str, column: int, value: object) -> Spoil:
    """Set a column of every row of a table but the header."""

    def spoil(tables: Any) -> None:
        for row in tables[place][1:]:
            row[column] = value

    return spoil


LINK = {"cause": "stroom", "cause_scenario": "major", "effect": "onrust", "p": {"considerable": 0.1, "major": 0.1}}
P = ("cascades", 4, "p", "considerable")

MISTAKES: dict[str, Mistake] = {
    "probability above 1": Mistake(
        put(*P, 1.5), "cascades[4].p.considerable", put("links", 1, 3, 1.5), ("links", 2, "considerable"),
        ('"1.5"', "tussen 0 en 1", "0.05"),
    ),
    "negative probability": Mistake(
        put("cascades", 1, "p", "major", -0.25), "cascades[1].p.major",
        put("root", 2, 2, -0.25), ("root", 3, "major"), ('"-0.25"', "tussen 0 en 1"),
    ),
    "text for a number": Mistake(
        put(*P, "veel"), "cascades[4].p.considerable", put("links", 1, 3, "veel"), ("links", 2, "considerable"),
        ('"veel"', "moet een getal zijn"),
    ),
    "empty number": Mistake(
        put(*P, None), "cascades[4].p.considerable", put("links", 1, 3, ""), ("links", 2, "considerable"),
        ("ontbreekt", "geen nul"),
    ),
    "unknown cause": Mistake(
        put("cascades", 4, "cause", "strom"), "cascades[4].cause", put("links", 1, 0, "strom"), ("links", 2, "cause"),
        ('"strom"', "stroom, telecom, onrust, hacker", "Bedoelt u stroom?"),
    ),
    "unknown effect": Mistake(
        put("cascades", 4, "effect", "gas"), "cascades[4].effect", put("links", 1, 2, "gas"), ("links", 2, "effect"),
        ('"gas"', "onbekend", "voeg het risico toe"),
    ),
    "empty effect": Mistake(
        put("cascades", 4, "effect", ""), "cascades[4].effect", put("links", 1, 2, ""), ("links", 2, "effect"),
        ("leeg", "id van een risico"),
    ),
    "unknown intensity of the cause": Mistake(
        put("cascades", 4, "cause_scenario", "mild"), "cascades[4].cause_scenario",
        put("links", 1, 1, "mild"), ("links", 2, "cause_intensity"), ('"mild"', "considerable, major"),
    ),
    "unknown root": Mistake(
        add("cascades", {**LINK, "cause": None, "cause_scenario": None, "effect": "gas"}), "cascades[10].effect",
        add("root", ["gas", 0.1, 0.1]), ("root", 6, "risk"), ('"gas"', "onbekend"),
    ),
    "self-loop": Mistake(
        add("cascades", {**LINK, "effect": "stroom"}), "cascades[10].effect",
        add("links", ["stroom", "major", "stroom", 0.1, 0.1]), ("links", 8, "effect"),
        ('"stroom"', "zichzelf niet uitlokken", "Verwijder"),
    ),
    "duplicate link": Mistake(
        add("cascades", {**LINK, "effect": "telecom"}), "cascades[10].effect",
        add("links", ["stroom", "major", "telecom", 0.1, 0.1]), ("links", 8, "effect"),
        ('"stroom, major, telecom"', "twee keer"),
    ),
    "actor as effect": Mistake(
        add("cascades", {**LINK, "effect": "hacker"}), "cascades[10].effect",
        add("links", ["stroom", "major", "hacker", 0.1, 0.1]), ("links", 8, "effect"),
        ('"hacker"', "kan geen gevolg zijn"),
    ),
    "duplicate risk": Mistake(
        lambda data: data["risks"].append({"id": "hacker", "name": "H", "actor": True}), "risks[4].id",
        add("risks", ["hacker", "H", "", "ja", ""]), ("risks", 6, "id"), ('"hacker"', "twee keer"),
    ),
    "risk without name": Mistake(
        put("risks", 0, "name", ""), "risks[0].name", put("risks", 1, 1, ""), ("risks", 2, "name"), ("ontbreekt",),
    ),
    "control character in a name": Mistake(
        put("risks", 0, "name", "a\nb"), "risks[0].name", put("risks", 1, 1, "a\nb"), ("risks", 2, "name"),
        ("stuurteken",),
    ),
    "risk without root": Mistake(
        drop("cascades", 2), "risks[2].id", drop("root", 3), ("risks", 4, "id"),
        ('"onrust"', "geen beginkans", "ontbreken is geen nul"),
    ),
    "root given twice": Mistake(
        add("cascades", {**LINK, "cause": None, "cause_scenario": None, "effect": "stroom"}), "cascades[10].effect",
        add("root", ["stroom", 0.1, 0.1]), ("root", 6, "risk"), ('"stroom"', "twee keer"),
    ),
    "actor that is not always there": Mistake(
        put("cascades", 3, "p", "major", 0.5), "cascades[3].p.major", put("root", 4, 2, 0.5), ("root", 5, "major"),
        ('"0.5"', "elke dag aanwezig", "verbanden"),
    ),
    "actor with impact": Mistake(
        put("risks", 3, "direct_impact", {"major": {"ha": 5}}), "risks[3].direct_impact.major.ha",
        add("impacts", ["hacker", "major", 5, ""]), ("impacts", 8, "ha"), ('"5"', "geen directe impact"),
    ),
    "negative impact": Mistake(
        put("risks", 0, "direct_impact", "major", "sa", -7), "risks[0].direct_impact.major.sa",
        put("impacts", 2, 3, -7), ("impacts", 3, "sa"), ('"-7"', "0 of meer", "minteken"),
    ),
    "impact missing at an intensity": Mistake(
        lambda data: data["risks"][0]["direct_impact"].pop("major"), "risks[0].direct_impact.major",
        drop("impacts", 2), ("risks", 2, "id"), ("intensiteit major ontbreekt", "geen nul"),
    ),
    "trend of an unknown risk": Mistake(
        put("trends", 0, "root", {"gas": {"considerable": 0.1, "major": 0.1}}), "trends[0].root.gas",
        put("trends", 1, 3, "gas"), ("trends", 2, "risk"), ('"gas"', "onbekend"),
    ),
    "trend of an actor": Mistake(
        put("trends", 0, "root", {"hacker": {"considerable": 0.1, "major": 0.1}}), "trends[0].root.hacker",
        put("trends", 1, 3, "hacker"), ("trends", 2, "risk"), ('"hacker"', "elke dag aanwezig", "katalysator"),
    ),
    "trend above 1": Mistake(
        put("trends", 0, "root", "stroom", "major", 2), "trends[0].root.stroom.major",
        put("trends", 1, 5, 2), ("trends", 2, "major"), ('"2"', "tussen 0 en 1"),
    ),
    "factor of zero": Mistake(
        put("catalysts", 0, "factors", 0, "factor", 0), "catalysts[0].factors[0].factor",
        put("catalysts", 1, 3, 0), ("catalysts", 2, "factor"), ('"0"', "groter dan 0", "verdubbelt"),
    ),
    "factor on nothing": Mistake(
        put("catalysts", 0, "factors", 0, "risk", None), "catalysts[0].factors[0].risk",
        put("catalysts", 1, 4, ""), ("catalysts", 2, "risk"), ("risk", "cause, effect of beide"),
    ),
    "factor on an unknown risk": Mistake(
        put("catalysts", 0, "factors", 0, "risk", "gas"), "catalysts[0].factors[0].risk",
        put("catalysts", 1, 4, "gas"), ("catalysts", 2, "risk"), ('"gas"', "onbekend"),
    ),
    "factor on an actor": Mistake(
        put("catalysts", 0, "factors", 0, "risk", "hacker"), "catalysts[0].factors[0].risk",
        put("catalysts", 1, 4, "hacker"), ("catalysts", 2, "risk"), ('"hacker"', "verandert niet"),
    ),
    "factor on a link that is not there": Mistake(
        put("catalysts", 0, "factors", 1, "effect", "onrust"), "catalysts[0].factors[1].cause",
        put("catalysts", 2, 6, "onrust"), ("catalysts", 3, "cause"), ('"stroom → onrust"', "geen verband"),
    ),
    "name of a fixed column": Mistake(
        lambda data: (data["indicators"].append("cause"), [
            i.__setitem__("cause", 0) for r in data["risks"] for i in r["direct_impact"].values()
        ]), "indicators[2]",
        lambda tables: [row.append("cause" if i == 0 else 0) for i, row in enumerate(tables["impacts"])],
        ("impacts", 1, "cause"), ('"cause"', "vaste kolom"),
    ),
    "odd id": Mistake(
        put("id", "geen id"), "id", put("catalogue", 1, 1, "geen id"), ("catalogue", 2, "nl"),
        ('"geen id"', "letters, cijfers"),
    ),
    "no risks": Mistake(
        put("risks", []), "risks", lambda tables: tables["risks"].__delitem__(slice(1, None)), ("risks", 1, ""),
        ("geen enkel risico",),
    ),
}  # fmt: skip


def problems(load: Callable[[], object]) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load()
    for problem in caught.value.problems:
        assert problem.message.nl
        assert problem.message.en
        assert problem.message.en != problem.message.nl
    return list(caught.value.problems)


def at_cell(cell: tuple[str, int, str], tables: dict[str, list[list[Any]]]) -> str:
    table, row, column = cell
    return f"{table}!{get_column_letter(tables[table][0].index(column) + 1 if column else 1)}{row}"


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_gives_one_message_at_its_place_in_every_kind_of_file(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    data, tables = sound_json(), sound_tables()
    mistake.json(data)
    mistake.tables(tables)
    (in_json,) = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    (in_csv,) = problems(lambda: load_catalogue(write_csv(tables, tmp_path / "a")))
    (in_sheet,) = problems(lambda: load_catalogue(write_workbook(tables, tmp_path / "a.xlsx")))
    for word in mistake.words:
        assert word in in_json.render("nl")
    assert (in_json.file, in_json.line, in_json.field) == ("a.json", None, mistake.field)
    assert (in_csv.file, in_csv.line, in_csv.field) == (f"{mistake.cell[0]}.csv", mistake.cell[1], mistake.cell[2])
    assert (in_sheet.file, in_sheet.line, in_sheet.field) == ("a.xlsx", None, at_cell(mistake.cell, tables))
    # Earlier places are named in some messages, and differ of course.
    said = [p.message.nl.split(";")[0] for p in (in_json, in_csv, in_sheet)]
    assert said == [said[0]] * 3
    assert [p.hint for p in (in_json, in_csv, in_sheet)] == [in_json.hint] * 3
    assert [p.value for p in (in_json, in_csv, in_sheet)] == [in_json.value] * 3


JSON_ONLY: dict[str, tuple[Spoil, str, tuple[str, ...]]] = {
    "true for a number": (put(*P, True), "cascades[4].p.considerable", ('"true"', "getal")),
    "NaN": (put(*P, math.nan), "cascades[4].p.considerable", ("eindig getal",)),
    "infinite amount": (
        put("risks", 0, "direct_impact", "major", "ha", math.inf), "risks[0].direct_impact.major.ha", ("eindig",),
    ),
    "list for a number": (put(*P, [1]), "cascades[4].p.considerable", ("getal",)),
    "number for a number of 400 digits": (put(*P, 10**400), "cascades[4].p.considerable", ("eindig",)),
    "intensity missing": (
        lambda data: data["cascades"][4]["p"].pop("major"), "cascades[4].p.major", ("ontbreekt", "major", "geen nul"),
    ),
    "intensity that others do not have": (
        put("cascades", 4, "p", "mild", 0.5), "cascades[4].p.mild", ('"mild"', "considerable, major"),
    ),
    "intensity with a blank": (
        put("cascades", 4, "p", " major", 0.5), "cascades[4].p. major", ("onbekend", "Bedoelt u major?"),
    ),
    "unknown indicator": (
        put("risks", 0, "direct_impact", "major", "hz", 1), "risks[0].direct_impact.major.hz", ('"hz"', "ha, sa"),
    ),
    "unknown intensity of an impact": (
        put("risks", 0, "direct_impact", "mild", {"ha": 1, "sa": 1}), "risks[0].direct_impact.mild", ("considerable",),
    ),
    "empty trend": (put("trends", 0, "root", {}), "trends[0].root", ("verandert geen enkel risico",)),
    "empty catalyst": (put("catalysts", 0, "factors", []), "catalysts[0].factors", ("geen enkele factor",)),
    "trend given twice": (
        lambda data: data["trends"].append(data["trends"][0]), "trends[1].id", ("twee keer", "trends[0].id"),
    ),
    "catalyst given twice": (
        lambda data: data["catalysts"].append(data["catalysts"][0]), "catalysts[1].id", ("twee keer",),
    ),
    "intensity listed twice": (
        put("intensities", ["considerable", "major", "major"]), "intensities[2]", ("twee keer",),
    ),
    "title too long": (put("title", "a" * 301), "title", ("ten hoogste 300",)),
    "lone surrogate": (put("title", "a\ud800"), "title", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", JSON_ONLY)
def test_mistake_that_only_json_can_hold(name: str, tmp_path: Path) -> None:
    spoil, field, words = JSON_ONLY[name]
    data = sound_json()
    spoil(data)
    found = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert found[0].field == field
    for word in words:
        assert word in found[0].render("nl")
    assert len(found) == 1


def test_intensity_without_a_cause_is_a_link_without_cause(tmp_path: Path) -> None:
    data = sound_json()
    data["cascades"][0]["cause_scenario"] = "major"
    found = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert [(p.field, p.message.nl) for p in found] == [
        ("risks[0].id", "dit risico heeft geen beginkans (kans per dag dat het vanzelf begint)."),
        ("cascades[0].cause", "leeg; hier hoort de id van een risico."),
    ]


TABLES_ONLY: dict[str, tuple[Spoil, tuple[str, int, str], str]] = {
    "impact given twice": (
        add("impacts", ["stroom", "major", 1, 1]), ("impacts", 8, "intensity"), "eerder in impacts.csv:3",
    ),
    "risk twice in one trend": (
        add("trends", ["2050", "", "", "stroom", 0.1, 0.1]), ("trends", 3, "risk"), "eerder in trends.csv:2",
    ),
    "trend without id": (put("trends", 1, 0, ""), ("trends", 2, "trend"), "de naam ontbreekt"),
    "trend of no risk": (put("trends", 1, 3, ""), ("trends", 2, "risk"), "leeg; hier hoort de id van een risico"),
    "id that is a fraction": (put("links", 1, 0, 2.5), ("links", 2, "cause"), "onbekend"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES_ONLY)
def test_mistake_that_only_tables_can_hold(name: str, tmp_path: Path) -> None:
    spoil, cell, words = TABLES_ONLY[name]
    tables = sound_tables()
    spoil(tables)
    (in_csv,) = problems(lambda: load_catalogue(write_csv(tables, tmp_path / "a")))
    assert (in_csv.file, in_csv.line, in_csv.field) == (f"{cell[0]}.csv", cell[1], cell[2])
    assert words in in_csv.message.nl
    (in_sheet,) = problems(lambda: load_catalogue(write_workbook(tables, tmp_path / "a.xlsx")))
    assert in_sheet.field == at_cell(cell, tables)


def test_catalogue_without_intensities(tmp_path: Path) -> None:
    data = sound_json()
    data |= {"intensities": [], "indicators": [], "trends": [], "catalysts": []}
    data["risks"] = [{"id": "a", "name": "A", "direct_impact": {}}]
    data["cascades"] = [{"cause": None, "cause_scenario": None, "effect": "a", "p": {}}]
    (problem,) = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert (problem.field, problem.message.nl) == ("intensities", "er is geen enkele intensiteit.")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    data = sound_json()
    for name in ("probability above 1", "unknown root", "negative impact", "factor of zero", "trend above 1"):
        MISTAKES[name].json(data)
    found = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert [p.field for p in found] == [
        "risks[0].direct_impact.major.sa",
        "cascades[10].effect",
        "cascades[4].p.considerable",
        "trends[0].root.stroom.major",
        "catalysts[0].factors[0].factor",
    ]


def test_names_come_from_the_first_risk_when_they_are_not_listed(tmp_path: Path) -> None:
    data = sound_json()
    del data["intensities"], data["indicators"]
    catalogue = load_catalogue(write_json(data, tmp_path / "a.json"))
    assert (catalogue.intensities, catalogue.indicators) == (("considerable", "major"), ("ha", "sa"))
    impact = data["risks"][1]["direct_impact"]
    impact["severe"] = impact.pop("major")
    found = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert [p.field for p in found] == ["risks[1].direct_impact.severe", "risks[1].direct_impact.major"]


def test_actor_first_in_the_list_does_not_name_the_indicators(tmp_path: Path) -> None:
    data = sound_json()
    del data["intensities"], data["indicators"]
    data["risks"].insert(0, data["risks"].pop(3) | {"direct_impact": {"major": {"sa": 0}}})
    catalogue = load_catalogue(write_json(data, tmp_path / "a.json"))
    assert (catalogue.intensities, catalogue.indicators) == (("considerable", "major"), ("ha", "sa"))


def test_actor_without_root_row_is_always_present_and_has_no_impact(tmp_path: Path) -> None:
    data = sound_json()
    data["cascades"].pop(3)
    catalogue = load_catalogue(write_json(data, tmp_path / "a.json"))
    assert catalogue.root["hacker"] == {"considerable": 1.0, "major": 1.0}
    assert catalogue.risks[3].direct_impact == {i: {"ha": 0.0, "sa": 0.0} for i in ("considerable", "major")}


def test_catalogue_without_impact_says_so(tmp_path: Path) -> None:
    data = sound_json()
    for risk in data["risks"]:
        risk["direct_impact"] = {}
    del data["indicators"]
    (problem,) = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert (problem.field, "indicators: []" in problem.hint.nl) == ("indicators", True)
    del data["intensities"]
    data["indicators"] = []
    assert load_catalogue(write_json(data, tmp_path / "a.json")).risks[0].direct_impact == {
        "considerable": {},
        "major": {},
    }


@pytest.mark.parametrize(("limit", "words"), [("MAX_RISKS", "4 risico's"), ("MAX_LINKS", "6 verbanden")])
def test_too_large_a_catalogue_is_refused(
    limit: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft, limit, 3)
    (problem,) = problems(lambda: load_catalogue(write_csv(sound_tables(), tmp_path / "a")))
    assert words in problem.message.nl
    assert "3" in problem.message.nl


def test_too_many_intensities_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MAX_INTENSITIES", 1)
    (problem,) = problems(lambda: load_catalogue(write_json(sound_json(), tmp_path / "a.json")))
    assert "ten hoogste 1 is toegestaan" in problem.message.nl


def test_file_of_nothing_but_mistakes_is_given_up(tmp_path: Path) -> None:
    data = sound_json()
    data["cascades"] += [LINK] * 1_500
    found = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert len(found) == 1_001
    assert "1000 problemen" in found[-1].message.nl


def test_hot_network_is_refused_with_its_loop(tmp_path: Path) -> None:
    data = sound_json()
    data["cascades"] = [c for c in data["cascades"] if c["cause"] not in ("stroom", "telecom")]
    for cause, effect in (("stroom", "telecom"), ("telecom", "stroom")):
        for intensity in ("considerable", "major"):
            p = {"considerable": 1, "major": 0}
            data["cascades"].append({"cause": cause, "cause_scenario": intensity, "effect": effect, "p": p})
    data["catalysts"] = []
    (problem,) = problems(lambda: load_catalogue(write_json(data, tmp_path / "a.json")))
    assert problem.file == "a.json"
    assert "op den duur gemiddeld 1,000 uit" in problem.message.nl
    assert "stroom → telecom → stroom" in problem.message.nl


def test_published_format_of_sixty_risks(shared: Path) -> None:
    catalogue = load_catalogue(shared / "data" / "cascade" / "catalogue_60.json")
    assert [len(catalogue.risks), sum(r.actor for r in catalogue.risks), len(catalogue.links)] == [60, 6, 1401]
    assert catalogue.intensities == ("considerable", "major", "extreme")
    assert catalogue.indicators == ("ha", "hb", "hc", "sa", "sb", "sc", "sd", "ea", "fa", "fb")
    assert catalogue.root["R000"]["major"] == 9.045765506421333e-06
    assert catalogue.risks[0].direct_impact["extreme"]["sb"] == 552131566.0
