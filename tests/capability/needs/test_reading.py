# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.analysis_files import CAPABILITIES, HEADER, PRESENT, TASKS, told, write_analysis
from weerbaar.capability.analysis import check_analysis, load_analysis
from weerbaar.capability.needs import reading

NEED = "{capability: agenten, quantity: 10, within_h: 1, for_h: 8}"


def test_ids_are_unique_in_every_list(tmp_path: Path) -> None:
    double = {
        "capabilities": CAPABILITIES.replace("id: wagens", "id: agenten"),
        "tasks": TASKS + TASKS.split("together:\n")[1],
        "present": PRESENT + PRESENT.split("present:\n")[1],
    }
    problems = check_analysis(write_analysis(tmp_path, **double))
    assert told(problems) == [
        ("capabilities.yaml", "capabilities[1].id", "agenten"),
        ("tasks.yaml", "together[1].id", "samen"),
        ("present.yaml", "present[1].id", "politie"),
    ]


def test_an_unknown_scenario_is_told_with_the_choice(tmp_path: Path) -> None:
    tasks = TASKS.replace("scenario: brand", "scenario: vloed").replace("[brand, storm]", "[brand, golf]")
    one, other = check_analysis(write_analysis(tmp_path, tasks=tasks))
    assert (one.value, one.line) == ("vloed", 4)
    assert one.hint.nl == "Kies uit: brand, oud, storm."
    assert (other.field, other.value) == ("together[0].scenarios[1]", "golf")


def test_an_unknown_capability_is_told_with_the_choice(tmp_path: Path) -> None:
    (problem,) = check_analysis(write_analysis(tmp_path, tasks=TASKS.replace("capability: agenten", "capability: x")))
    assert (problem.field, problem.value) == ("tasks[0].needs[0].capability", "x")
    assert problem.hint.en == "Choose from: agenten, wagens."


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("-1", "0 of meer"),
        ("{distribution: uniform, low: -1, high: 5}", "0 of meer"),
        ("{distribution: triangular, low: -0.5, mode: 1, high: 5}", "0 of meer"),
        ("1e13", "te groot"),
        ("{distribution: lognormal, p5: 1, p95: 1e300}", "te groot"),
        (".nan", "getal"),
        ("true", "getal"),
        ("veel", "getal"),
    ],
)
def test_a_quantity_is_a_number_of_0_or_more(tmp_path: Path, quantity: str, words: str) -> None:
    folder = write_analysis(
        tmp_path,
        tasks=TASKS.replace("quantity: 10", f"quantity: {quantity}"),
        present=PRESENT.replace("quantity: 20", f"quantity: {quantity}"),
    )
    problems = check_analysis(folder)
    assert {p.file for p in problems} == {"tasks.yaml", "present.yaml"}
    assert all(words in p.message.nl for p in problems), [p.render() for p in problems]
    assert all("quantity" in p.field for p in problems)


@pytest.mark.parametrize("quantity", ["0", "{distribution: lognormal, p5: 1, p95: 9}"])
def test_nothing_and_an_endless_tail_are_quantities(tmp_path: Path, quantity: str) -> None:
    present = PRESENT.replace("quantity: 20", f"quantity: {quantity}")
    assert check_analysis(write_analysis(tmp_path, present=present)) == []


def test_an_expired_agreement_gives_one_clear_message(tmp_path: Path) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 20, valid_until: 2013-06-30")
    folder = write_analysis(tmp_path, present=present)
    (problem,) = check_analysis(folder)
    assert (problem.severity, problem.value, problem.field) == ("warning", "politie", "present[0].valid_until")
    assert problem.message.nl == "dit is verlopen op 2013-06-30 en telt niet mee op 2014-01-01."
    assert load_analysis(folder).needs is not None


def test_what_holds_later_is_told_too(tmp_path: Path) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 20, valid_from: 2014-01-02")
    (problem,) = check_analysis(write_analysis(tmp_path, present=present))
    assert (problem.severity, problem.field) == ("warning", "present[0].valid_from")


def test_dates_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 20, valid_from: 2014-02-01, valid_until: 2014-01-01")
    (problem,) = check_analysis(write_analysis(tmp_path, present=present))
    assert (problem.severity, problem.line) == ("error", 3)


@pytest.mark.parametrize("chance", ["1.2", "-0.1", "{distribution: lognormal, p5: 0.1, p95: 0.9}"])
def test_a_probability_lies_between_0_and_1(tmp_path: Path, chance: str) -> None:
    tasks = TASKS.replace("scenarios: [brand, storm]", f"scenarios: [brand, storm], probability: {chance}")
    (problem,) = check_analysis(write_analysis(tmp_path, tasks=tasks))
    assert problem.field.startswith("together[0].probability")


def test_a_scenario_does_not_coincide_with_itself(tmp_path: Path) -> None:
    (problem,) = check_analysis(write_analysis(tmp_path, tasks=TASKS.replace("[brand, storm]", "[brand, brand]")))
    assert (problem.field, problem.value) == ("together[0].scenarios[1]", "brand")


def test_scenarios_that_take_no_part_and_tasks_that_ask_nothing_are_warned_of(tmp_path: Path) -> None:
    tasks = TASKS.replace("scenario: brand", "scenario: oud").replace(f"needs:\n      - {NEED}", "needs: []")
    problems = check_analysis(write_analysis(tmp_path, tasks=tasks))
    assert [(p.severity, p.field) for p in problems] == [
        ("warning", "tasks[0].scenario"),
        ("warning", "tasks[0].needs"),
    ]


def test_a_group_that_nobody_relieves_is_warned_of_where_the_need_has_no_end(tmp_path: Path) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 20, endurance_h: 12")
    assert check_analysis(write_analysis(tmp_path, present=present)) == []
    (problem,) = check_analysis(write_analysis(tmp_path, present=present, tasks=TASKS.replace(", for_h: 8", "")))
    assert (problem.severity, problem.value, problem.field) == ("warning", "politie", "present[0].endurance_h")
    assert "afzetten" in problem.message.nl
    assert "12 uur" in problem.message.nl


def test_a_warning_tells_no_confidential_number(tmp_path: Path) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 7531, endurance_h: 13.25, confidential: true")
    folder = write_analysis(tmp_path, present=present, tasks=TASKS.replace(", for_h: 8", ""))
    (problem,) = check_analysis(folder)
    for lang in ("nl", "en"):
        said = problem.render(lang)
        assert "politie" in said
        assert "13" not in said
        assert "7531" not in said


def test_a_unit_says_what_is_counted(tmp_path: Path) -> None:
    capabilities = CAPABILITIES.replace("unit: {nl: wagens}", "unit: {nl: ''}")
    (problem,) = check_analysis(write_analysis(tmp_path, capabilities=capabilities))
    assert problem.field == "capabilities[1].unit"


def test_tasks_without_a_list_of_capabilities_say_so(tmp_path: Path) -> None:
    problems = check_analysis(write_analysis(tmp_path, capabilities="", present=""))
    assert [(p.field, p.hint.nl) for p in problems] == [("tasks[0].needs[0].capability", "Kies uit: (geen).")]


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, tasks="")
    (folder / "tasks.yaml").mkdir()
    (problem,) = check_analysis(folder)
    assert problem.file == "tasks.yaml"


@pytest.mark.parametrize("target", ["bestaat-niet", "tasks.yaml"])
def test_a_link_that_leads_nowhere_is_not_a_file_that_is_absent(tmp_path: Path, target: str) -> None:
    folder = write_analysis(tmp_path, tasks="")
    (folder / "tasks.yaml").unlink(missing_ok=True)
    (folder / "tasks.yaml").symlink_to(target)
    (problem,) = check_analysis(folder)
    assert (problem.file, problem.severity) == ("tasks.yaml", "error")


def test_a_heading_must_be_one_of_the_header(tmp_path: Path) -> None:
    header = HEADER.replace("id: samenwerking", "id: informatie")
    (problem,) = check_analysis(write_analysis(tmp_path, analysis=header))
    assert (problem.field, problem.value) == ("capabilities[0].heading", "samenwerking")


def test_crowds_that_would_never_be_computed_are_refused_once(tmp_path: Path) -> None:
    line = PRESENT.splitlines()[-1]
    tasks = TASKS.replace(f"      - {NEED}", f"      - {NEED}\n" * 250)
    present = PRESENT + "".join(f"{line.replace('politie', f'h{k}')}\n" for k in range(250))
    one, other = check_analysis(write_analysis(tmp_path, tasks=tasks, present=present))
    assert (one.field, one.value) == ("tasks[0].needs[200]", "agenten")
    assert (other.field, other.value) == ("present[200]", "agenten")


def test_lists_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (reading._MOST_CAPABILITIES, reading._MOST_GROUPS) == (1_000, 200)
    monkeypatch.setattr(reading, "_MOST_CAPABILITIES", 10)
    monkeypatch.setattr(reading, "_MOST_GROUPS", 4)
    made = "".join(f"  - {{id: c{k}, name: {{nl: c}}, component: people, unit: {{nl: u}}}}\n" for k in range(10))
    groups = "".join(f"  - {{id: g{k}, title: {{nl: g}}, scenarios: [brand, storm]}}\n" for k in range(4))
    problems = check_analysis(write_analysis(tmp_path, capabilities=CAPABILITIES + made, tasks=TASKS + groups))
    assert [(p.file, p.field) for p in problems] == [
        ("capabilities.yaml", "capabilities[10]"),
        ("tasks.yaml", "together[4]"),
    ]
