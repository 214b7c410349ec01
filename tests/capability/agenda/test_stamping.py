# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.capability.agenda.agendas import SCENARIOS, agenda_of, day, text_of, theme
from weerbaar.base import InputError, parse_yaml
from weerbaar.capability.agenda import Reviewed, find_scenario, load_agenda, reviewed_text, stamp, write_review
from weerbaar.dossier import load_dossier


@pytest.fixture(scope="module")
def reviewed() -> Reviewed:
    return stamp(load_dossier("voorbeeld-2012"), SCENARIOS[0], day("2013-10-14"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.yaml"
    path.write_text(text_of(theme(*SCENARIOS[:2]), theme(SCENARIOS[2], name="t2")) + "# Slot.\n", encoding="utf-8")
    return path


def test_the_block_reads_back_as_the_review(reviewed: Reviewed) -> None:
    data = parse_yaml(reviewed_text(reviewed), "x").data
    assert Reviewed.model_validate(data["reviewed"]) == reviewed


def test_a_review_is_put_in_its_place_and_then_in_the_place_of_the_last_one(place: Path, reviewed: Reviewed) -> None:
    before = place.read_text(encoding="utf-8").splitlines()
    now = write_review(place, SCENARIOS[1], reviewed)
    assert now == load_agenda(place)
    assert now.themes[0].scenarios[1].reviewed == reviewed
    assert now.themes[0].scenarios[0].reviewed is None
    after = place.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line in before] == before
    later = reviewed.model_copy(update={"on": day("2015-01-01")})
    assert write_review(place, SCENARIOS[1], later).themes[0].scenarios[1].reviewed == later
    assert len(place.read_text(encoding="utf-8").splitlines()) == len(after)
    assert [p.name for p in place.parent.iterdir()] == ["agenda.yaml"]


def test_a_scenario_is_found_by_its_name_and_where_needed_its_dossier() -> None:
    agenda = agenda_of(theme(*SCENARIOS[:2]), theme(SCENARIOS[2], name="t2"))
    assert find_scenario(agenda, SCENARIOS[2]) == (1, 0)
    assert find_scenario(agenda, SCENARIOS[1], "voorbeeld-2012") == (0, 1)
    for name, dossier in (("weg", None), (SCENARIOS[1], "nrb-2012")):
        with pytest.raises(InputError) as caught:
            find_scenario(agenda, name, dossier)
        assert "staat niet op de agenda" in caught.value.problems[0].message.nl


def test_of_two_dossiers_with_the_same_scenario_one_must_be_named(tmp_path: Path) -> None:
    text = text_of(theme(SCENARIOS[0]), theme(SCENARIOS[0], name="t2").replace("voorbeeld-2012", "nrb-2012"))
    (tmp_path / "agenda.yaml").write_text(text, encoding="utf-8")
    agenda = load_agenda(tmp_path)
    with pytest.raises(InputError) as caught:
        find_scenario(agenda, SCENARIOS[0])
    assert "meer dan eens" in caught.value.problems[0].message.nl
    assert find_scenario(agenda, SCENARIOS[0], "nrb-2012") == (1, 0)


def test_a_full_disk_and_braces_leave_the_agenda_as_it_was(
    place: Path, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    braces = place.with_name("braces.yaml")
    text = text_of(theme()).replace(
        f"      - dossier: voorbeeld-2012\n        scenario: {SCENARIOS[0]}",
        f"      - {{dossier: voorbeeld-2012, scenario: {SCENARIOS[0]}}}",
    )
    braces.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        write_review(braces, SCENARIOS[0], reviewed)
    assert braces.read_text(encoding="utf-8") == text

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = place.read_bytes()
    monkeypatch.setattr("weerbaar.base.files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_review(place, SCENARIOS[0], reviewed)
    assert place.read_bytes() == before


def test_through_a_link_the_agenda_itself_is_changed(place: Path, reviewed: Reviewed) -> None:
    link = place.with_name("elders.yaml")
    link.symlink_to(place)
    write_review(link, SCENARIOS[0], reviewed)
    assert link.is_symlink()
    assert load_agenda(place).themes[0].scenarios[0].reviewed == reviewed
