# SPDX-License-Identifier: EUPL-1.2
"""Wrong input: each mistake gives its one clear message, at its place, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.dossier import check_dossier, load_dossier
from weerbaar.method import load_method

Maker = Callable[..., Path]


@dataclass(frozen=True)
class Mistake:
    """One way to spoil the sound dossier.

    Attributes:
        name: what is wrong.
        file: file to spoil.
        old, new: text to replace; an empty ``old`` replaces the whole file.
        line: where the message must point; None where there is no line.
        words: what the Dutch message must hold, among which the value found and what is allowed.
        at: field named in the message.
    """

    name: str
    file: str
    old: str
    new: str
    line: int | None
    words: tuple[str, ...]
    at: str = ""


ANNA = "judgements/anna.yaml"
STORM = "scenarios/storm.md"
ROUND = "dossier.yaml"

MISTAKES = (
    # YAML that cannot be read
    Mistake("broken YAML", ANNA, "label: B\n", "label: [B\n", 9, ("niet gesloten", "inspringing")),
    Mistake("tab as indent", ANNA, "    label: B", "\tlabel: B", 9, ("tab", "spaties")),
    Mistake("anchor", ANNA, "label: B", "label: &a B", 9, ("ankers",)),
    Mistake("alias bomb", "sources.yaml", "", "a: &a [x]\nb: [*a, *a]\n", 1, ("ankers",)),
    Mistake("python tag", ANNA, "label: B", "label: !!python/object:os.system B", 9, ("tag", "niet toegestaan")),
    Mistake("repeated key", ANNA, "label: B\n", "label: B\n    label: C\n", 10, ("twee keer",)),
    Mistake("two documents", "sources.yaml", "", "schema: 1\n---\nschema: 1\n", 2, ("meer dan één",)),
    Mistake("too deep", "sources.yaml", "", "a: " + "[" * 40 + "]" * 40 + "\n", 1, ("30 niveaus",)),
    Mistake("empty round", ROUND, "", "", None, ("leeg",)),
    Mistake("list instead of fields", "capabilities.yaml", "", "- a\n", 1, ("velden",)),
    # Fields
    Mistake("unknown field", ROUND, "label: '2030'", "label: '2030'\ncolour: red", 5, ("onbekend veld", "spelling")),
    Mistake("missing field", ROUND, "scores: illustrative\n", "", 1, ("verplicht veld",), "scores"),
    Mistake("wrong word", ROUND, "scores: illustrative", "scores: guesses", 9, ("guesses", "published")),
    Mistake("year as text", ROUND, "year: 2030", "year: soon", 5, ("soon", "getal")),
    Mistake("newer schema", ROUND, "schema: 1", "schema: 7", 1, ("7", "nieuwere versie")),
    Mistake("schema in words", ROUND, "schema: 1", "schema: een", 1, ("een", "schema: 1")),
    Mistake(
        "path as earlier round", ROUND, "scores:", "earlier: [../../etc/passwd]\nscores:", 9, ("../../etc/passwd",)
    ),
    Mistake("list for text", ROUND, "label: '2030'", "label: [a]", 4, ("tekst",), "label"),
    # Method and weights
    Mistake("unknown method", ROUND, "nl-nrb-2009", "nl-nrb-2010", 7, ("nl-nrb-2010", "nl-nrb-2009", "methode")),
    Mistake("unknown profile", ROUND, "weight_profile: eigen", "weight_profile: ander", 11, ("ander", "equal")),
    Mistake(
        "weight of minus one",
        ROUND,
        "'2.1': 0.5",
        "'2.1': -1",
        16,
        ("-1", "0 of meer"),
        "weight_profiles[0].weights.2.1",
    ),
    Mistake("weights over one", ROUND, "'2.1': 0.5", "'2.1': 0.6", 16, ("1.1", "niet tot 1")),
    Mistake("weight is NaN", ROUND, "'2.1': 0.5", "'2.1': .nan", 16, ("nan", "eindig")),
    Mistake("weight of unknown criterion", ROUND, "'2.1': 0.5", "'9.9': 0.5", 16, ("9.9", "criterium", "5.3")),
    Mistake(
        "profile id of the method",
        ROUND,
        "weight_profile: eigen\nweight_profiles:\n  - id: eigen",
        "weight_profile: equal\nweight_profiles:\n  - id: equal",
        13,
        ("equal", "bestaat al"),
    ),
    # Judgements
    Mistake("label F", ANNA, "label: B", "label: F", 9, ('"F"', "X, A, B, C, D, E"), "judgements[0].label"),
    Mistake("lower label F", ANNA, "lower: A", "lower: F", 10, ('"F"', "X, A, B, C, D, E")),
    Mistake("reversed lower", ANNA, "lower: A", "lower: D", 10, ("D", "ondergrens", "boven het oordeel (B)")),
    Mistake("reversed upper", ANNA, "upper: C", "upper: X", 11, ("X", "bovengrens", "onder het oordeel (B)")),
    Mistake("unknown criterion", ANNA, "criterion: '2.1'", "criterion: '2.9'", 15, ("2.9", "5.3", "likelihood")),
    Mistake(
        "unknown scenario",
        ANNA,
        "scenario: storm\n    criterion: '1.1'",
        "scenario: strom\n    criterion: '1.1'",
        7,
        ("strom", "Bedoelt u storm"),
    ),
    Mistake(
        "same judgement twice",
        ANNA,
        "criterion: '2.1'\n    quantities: {deaths: 1200}",
        "criterion: '1.1'\n    label: A",
        15,
        ("twee keer", "anna.yaml:8"),
    ),
    Mistake(
        "label and quantities",
        ANNA,
        "quantities: {deaths: 1200}",
        "quantities: {deaths: 1}\n    label: B",
        14,
        ("precies een van",),
    ),
    Mistake("no answer", ANNA, "    missing: true\n", "", 25, ("precies een van", "niets")),
    Mistake(
        "range without label",
        ANNA,
        "quantities: {deaths: 1200}",
        "quantities: {deaths: 1200}\n    lower: A",
        14,
        ("horen bij een label",),
    ),
    Mistake("quantity is NaN", ANNA, "deaths: 1200", "deaths: .nan", 16, ("eindig",)),
    Mistake("quantity infinite", ANNA, "deaths: 1200", "deaths: .inf", 16, ("eindig",)),
    Mistake("quantity negative", ANNA, "deaths: 1200", "deaths: -5", 16, ("-5", "0 of meer")),
    Mistake("quantity unknown", ANNA, "deaths: 1200", "dead: 1200", 16, ("dead", "deaths")),
    Mistake(
        "quantity incomplete",
        ANNA,
        "criterion: '2.1'\n    quantities: {deaths: 1200}",
        "criterion: '2.3'\n    quantities: {persons: 5000}",
        16,
        ("duration_d", "ontbreekt"),
    ),
    Mistake(
        "no table for quantities",
        ANNA,
        "criterion: '2.1'\n    quantities: {deaths: 1200}",
        "criterion: '5.3'\n    quantities: {persons: 5000}",
        16,
        ("5.3", "Geef een label"),
    ),
    Mistake("distribution reversed", ANNA, "low: 0.01, high: 0.02", "low: 0.02, high: 0.01", 19, ("kleiner",)),
    Mistake("distribution unknown", ANNA, "distribution: uniform", "distribution: bell", 19, ("bell", "triangular")),
    Mistake("probability over one", ANNA, "high: 0.02", "high: 1.5", 19, ("1.5", "tussen 0 en 1")),
    Mistake(
        "probability below zero",
        ANNA,
        "probability: {distribution: uniform, low: 0.01, high: 0.02}",
        "probability: -0.1",
        19,
        ("-0.1", "tussen 0 en 1"),
    ),
    Mistake("probability without window", ANNA, "    window_years: 5\n", "", 17, ("window_years", "samen")),
    Mistake(
        "probability of an impact",
        ANNA,
        "quantities: {deaths: 1200}",
        "probability: 0.1\n    window_years: 5",
        14,
        ("criterion: likelihood",),
    ),
    Mistake("window of zero years", ANNA, "window_years: 5", "window_years: 0", 20, ("groter zijn dan 0",)),
    Mistake("X for likelihood", ANNA, "label: C\n    vulnerability: high", "label: X", 23, ('"X"', "A, B, C, D, E")),
    Mistake(
        "vulnerability of a hazard",
        ANNA,
        "probability: {distribution: uniform, low: 0.01, high: 0.02}\n    window_years: 5",
        "label: C\n    vulnerability: low",
        20,
        ("low", "dreiging", "storm"),
    ),
    Mistake(
        "sub-class that is not there",
        ANNA,
        "label: C\n    vulnerability: high",
        "label: E\n    sub_class: low",
        24,
        ("low", "geen delen"),
    ),
    Mistake("half class without halves", ANNA, "label: B", "label: B\n    half: unknown", 10, ("geen halve klassen",)),
    Mistake("half class of likelihood", ANNA, "vulnerability: high", "half: unknown", 24, ("halve klassen",)),
    Mistake("weight of an expert zero", ANNA, "weight: 2", "weight: 0", 5, ("0,000001 of meer",)),
    Mistake("judgement file under another name", ANNA, "id: anna", "id: bert", 2, ("bert", "anna.yaml", "bert.yaml")),
    # Scenarios
    Mistake("scenario file under another name", STORM, "id: storm", "id: orkaan", 2, ("orkaan", "storm.md")),
    Mistake(
        "capital in id", "scenarios/sabotage.md", "id: sabotage", "id: Sabotage", 2, ("Sabotage", "kleine letters")
    ),
    Mistake("no front matter", "scenarios/sabotage.md", "", "## Oorzaken\n", 1, ("---",)),
    Mistake(
        "front matter not closed",
        "scenarios/sabotage.md",
        "kind: threat\n---\n",
        "kind: threat\n",
        1,
        ("niet afgesloten",),
    ),
    Mistake("unknown kind", STORM, "kind: hazard", "kind: danger", 5, ("danger", "hazard", "threat")),
    Mistake("unknown heading", STORM, "## Oorzaken", "## Oorzaak", 12, ("Oorzaak", "Oorzaken", "Gevolgen")),
    Mistake("heading twice", STORM, "## Gevolgen", "## Oorzaken", 16, ("al op regel 12",)),
    Mistake(
        "text before a heading",
        STORM,
        "---\n\n## Oorzaken",
        "---\nLosse tekst.\n## Oorzaken",
        11,
        ("niet onder een kop",),
    ),
    Mistake(
        "translation with front matter",
        "scenarios/storm.en.md",
        "",
        "---\nid: storm\n---\n",
        1,
        ("alleen de onderdelen",),
    ),
    Mistake("translation without scenario", "scenarios/storn.en.md", "", "## Causes\n\nWind.\n", None, ("storn.md",)),
    Mistake("link to unknown scenario", STORM, "scenario: sabotage", "scenario: tsunami", 8, ("tsunami", "sabotage")),
    Mistake("link to itself", STORM, "scenario: sabotage", "scenario: storm", 8, ("zichzelf",)),
    Mistake("unknown source", STORM, "sources: [boek]", "sources: [krant]", 9, ("krant", "boek", "sources.yaml")),
    # The other files
    Mistake(
        "published twice",
        "published.yaml",
        "    source: [boek]",
        "  - {scenario: storm, round: '2028', year: 2028}",
        9,
        ("twee keer", "published.yaml:4"),
    ),
    Mistake(
        "unknown published class",
        "published.yaml",
        "    source: [boek]",
        "    impact_classes: [F]",
        9,
        ("F", "A, B, C, D, E"),
    ),
    Mistake(
        "published classes turned round",
        "published.yaml",
        "    source: [boek]",
        "    impact_classes: [D, B]",
        9,
        ("laag naar hoog",),
    ),
    Mistake(
        "decision under unknown heading",
        "decisions.yaml",
        "heading: water",
        "heading: vuur",
        8,
        ("vuur", "water", "kop"),
    ),
    Mistake(
        "decision for unknown scenario",
        "decisions.yaml",
        "scenarios: [storm]",
        "scenarios: [storms]",
        10,
        ("storms", "scenario"),
    ),
    Mistake(
        "decision for unknown capability",
        "decisions.yaml",
        "capability: dijkbewaking",
        "capability: dijk",
        11,
        ("dijk", "capaciteit"),
    ),
    Mistake("date that is none", "decisions.yaml", "due: 2031-01-01", "due: 2031-13-01", 12, ("2031-13-01", "datum")),
    Mistake(
        "initiative under unknown heading",
        "initiatives.yaml",
        "heading: overig",
        "heading: ander",
        7,
        ("ander", "overig"),
    ),
    Mistake("capability of unknown scenario", "capabilities.yaml", "[storm]", "[hagel]", 5, ("hagel", "scenario")),
    Mistake(
        "alert period turned round",
        "nl-alert.yaml",
        "end: 2029-12-31",
        "end: 2028-12-31",
        3,
        ("eindigt vóór het begin",),
    ),
    Mistake(
        "alert outside the period",
        "nl-alert.yaml",
        "on: 2029-05-01",
        "on: 2030-05-01",
        9,
        ("2030-05-01", "buiten de periode"),
    ),
    Mistake("more alerts than published", "nl-alert.yaml", "count: 2", "count: 0", 4, ("meer dan het gepubliceerde",)),
    Mistake("negative count", "nl-alert.yaml", "count: 2", "count: -2", 4, ("-2", "0 of meer")),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.name)
@pytest.mark.usefixtures("nothing_left_behind")
def test_one_mistake_one_message(mistake: Mistake, make_dossier: Maker) -> None:
    sound = (make_dossier(name="sound") / mistake.file).read_text() if mistake.old else ""
    assert mistake.old in sound
    root = make_dossier({mistake.file: sound.replace(mistake.old, mistake.new, 1) if mistake.old else mistake.new})
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}

    errors = [p for p in check_dossier(root) if p.severity == "error"]

    assert len(errors) == 1, "\n".join(p.render() for p in errors)
    error = errors[0]
    assert error.file == mistake.file
    if mistake.line is not None:
        assert error.line == mistake.line, error.render()
    for word in mistake.words:
        assert word in error.render("nl"), error.render("nl")
    if mistake.at:
        assert error.field == mistake.at
    assert error.message.en
    assert error.message.en != error.message.nl
    with pytest.raises(InputError) as caught:
        load_dossier(root)
    assert list(caught.value.problems) == errors
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before


def test_there_are_enough_mistakes() -> None:
    assert len({m.name for m in MISTAKES}) == len(MISTAKES) >= 60


def test_sound_dossier_has_only_warnings_about_missing_scores(make_dossier: Maker) -> None:
    problems = check_dossier(make_dossier())
    assert [(p.file, p.severity) for p in problems] == [
        ("scenarios/sabotage.md", "warning"),
        ("scenarios/storm.md", "warning"),
    ]
    assert "geen oordeel over: 1.1, 2.1, 2.2" in problems[0].render("nl")
    assert "no judgement of: 1.2, 2.2, 2.3" in problems[1].render("en")
    assert "waarschijnlijkheid" not in problems[0].message.nl


def test_published_round_asks_for_no_scores(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    root = make_dossier({ROUND: spoilt(ROUND, "scores: illustrative", "scores: published")})
    assert check_dossier(root) == []


def test_all_mistakes_of_all_files_at_once_in_order(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    root = make_dossier(
        {
            ANNA: spoilt(ANNA, "label: B", "label: F").replace("window_years: 5", "window_years: -1"),
            "decisions.yaml": spoilt("decisions.yaml", "heading: water", "heading: vuur"),
            STORM: spoilt(STORM, "## Gevolgen", "## Gevolg").replace("kind: hazard", "kind: danger"),
        }
    )
    errors = [p for p in check_dossier(root) if p.severity == "error"]
    assert [(p.file, p.line) for p in errors] == [
        ("decisions.yaml", 8),
        (ANNA, 9),
        (ANNA, 20),
        (STORM, 5),
        (STORM, 16),
    ]
    with pytest.raises(InputError) as caught:
        load_dossier(root)
    assert len(caught.value.render("nl").splitlines()) == 5


def test_two_scenarios_with_one_id(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    root = make_dossier({"scenarios/storm-2.md": spoilt(STORM, "theme", "theme")})
    errors = [p.render("nl") for p in check_dossier(root) if p.severity == "error"]
    assert len(errors) == 2
    assert any("storm-2.md:2: id" in e and "bestandsnaam" in e for e in errors)
    assert any("twee keer" in e and "scenarios/storm" in e for e in errors)


def test_faults_in_a_scenario_do_not_make_it_unknown(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    root = make_dossier({STORM: spoilt(STORM, "kind: hazard", "kind: danger")})
    errors = [p for p in check_dossier(root) if p.severity == "error"]
    assert [p.file for p in errors] == [STORM]


def test_unread_published_words_are_a_warning_until_explained(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    text = spoilt("published.yaml", "impact: aanzienlijk", "impact: gevolgen enorm")
    published = spoilt(ROUND, "scores: illustrative", "scores: published")
    (warning,) = check_dossier(make_dossier({"published.yaml": text, ROUND: published}))
    assert (warning.severity, warning.line, warning.value) == ("warning", 7, "gevolgen enorm")
    explained = text + "    note: {nl: Geen klasse, en: No class}\n"
    assert check_dossier(make_dossier({"published.yaml": explained, ROUND: published})) == []


def test_earlier_round_that_is_nowhere_is_a_warning(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    text = spoilt(ROUND, "scores: illustrative", "scores: published\nearlier: [nrb-2012, vorige]")
    root = make_dossier({ROUND: text})
    (warning,) = check_dossier(root)
    assert (warning.severity, warning.field, warning.value) == ("warning", "earlier[1]", "vorige")
    make_dossier(name="vorige")
    assert check_dossier(root) == []


def test_combined_criterion_beside_its_parts_is_a_warning(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    anna = spoilt(ANNA, "criterion: '1.2'", "criterion: '2.1+2.2'").replace(
        "quantities: {deaths: 1200}", "quantities: {deaths: 120}"
    )
    anna += "  - {scenario: sabotage, criterion: 2.2, label: A}\n"
    root = make_dossier({ANNA: anna, ROUND: spoilt(ROUND, "nl-nrb-2009", "nl-rrp-2009")})
    problems = check_dossier(root)
    assert [p.severity for p in problems] == ["warning"] * 3
    assert "omvat 2.2" in problems[0].render("nl")
    assert "2.2" not in problems[1].message.nl
    assert "5.3" in problems[1].message.nl


def test_another_method_can_be_checked_against(make_dossier: Maker) -> None:
    root = make_dossier()
    regional = load_method("nl-rrp-2009")
    errors = [p for p in check_dossier(root, method=regional) if p.severity == "error"]
    assert [(p.file, p.line, p.value) for p in errors] == [(ANNA, 26, "1.2")]
    assert "nl-rrp-2009" in errors[0].message.nl
    assert not [p for p in check_dossier(root) if p.severity == "error"]


def test_unknown_cell_is_not_guessed(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    method = load_method("nl-nrb-2009")
    criteria = []
    for criterion in method.criteria:
        tables = [
            t.model_copy(update={"labels": (None, *t.labels[1:])}) if t.type == "steps" else t for t in criterion.tables
        ]
        criteria.append(criterion.model_copy(update={"tables": tuple(tables)}))
    holed = method.model_copy(update={"criteria": tuple(criteria)})
    root = make_dossier({ANNA: spoilt(ANNA, "deaths: 1200", "deaths: 5")})
    (error,) = [p for p in check_dossier(root, method=holed) if p.severity == "error"]
    assert (error.file, error.line, error.field) == (ANNA, 16, "judgements[1].quantities")
    assert "niet bekend" in error.render("nl")
    assert "Geef een label" in error.render("nl")


def test_no_such_folder() -> None:
    (problem,) = check_dossier("bestaat-niet")
    assert "bestaat niet" in problem.render("nl")
    assert problem.file == "bestaat-niet"


def test_a_dossier_is_not_its_own_earlier_round(make_dossier: Maker) -> None:
    root = make_dossier()
    path = root / "dossier.yaml"
    path.write_text(path.read_text() + f"earlier: [proef, {root.name}]\n")
    found = [p for p in check_dossier(root) if p.field.startswith("earlier")]
    assert {p.message.nl for p in found} == {"dit dossier noemt zichzelf als eerder dossier."}
    assert {(p.field, p.severity) for p in found} == {("earlier[0]", "warning"), ("earlier[1]", "warning")}


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
def test_id_that_windows_reserves_is_refused_with_one_message(name: str, make_dossier: Maker) -> None:
    text = f"---\nid: {name}\ntitle: {{nl: T, en: T}}\nkind: hazard\n---\n"
    errors = [p for p in check_dossier(make_dossier({f"scenarios/{name}.md": text})) if p.severity == "error"]
    (problem,) = errors
    assert (problem.field, problem.line) == ("id", 2)
    assert "Windows" in problem.message.nl


@pytest.mark.parametrize("weight", ["1e-7", "2e6", "0"])
def test_weight_of_an_expert_is_bounded(weight: str, make_dossier: Maker) -> None:
    root = make_dossier()
    path = root / "judgements" / "anna.yaml"
    path.write_text(path.read_text().replace("weight: 2", f"weight: {weight}"))
    (problem,) = [p for p in check_dossier(root) if p.severity == "error"]
    assert problem.field == "weight"
    assert problem.message.nl in ("moet 0,000001 of meer zijn.", "moet 1000000 of minder zijn.")


def test_short_texts_have_a_longest_length(make_dossier: Maker) -> None:
    root = make_dossier()
    path = root / "dossier.yaml"
    text = path.read_text().replace("Proefronde", "t" * 301).replace("'2030'", "'" + "2" * 61 + "'")
    path.write_text(text)
    errors = [p for p in check_dossier(root) if p.severity == "error"]
    assert [(p.field, p.message.nl) for p in errors] == [
        ("title", "te lang; ten hoogste 300 tekens."),
        ("label", "te lang; ten hoogste 60 tekens."),
    ]
