# SPDX-License-Identifier: EUPL-1.2
"""Adding to a register on disk: nothing lost, nothing half, and never over the work of somebody else."""

from __future__ import annotations

import errno
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.capability.register.registers import text_of
from weerbaar.base import InputError, Text
from weerbaar.capability.register import (
    Additions,
    Entry,
    Subject,
    append,
    load_register,
    new_register,
    parse_register,
    text_with,
)
from weerbaar.dossier import Heading

DECIDED = "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02"


def entry(name: str, **more: Any) -> Entry:
    given = {"id": name, "subject": "plan", "kind": "start", "valid_from": "2014-01", "recorded_on": "2014-02-01"}
    return Entry.model_validate(given | more)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "register.yaml"
    path.write_text(text_of(DECIDED) + "    # Een opmerking na de laatste.\n", encoding="utf-8")
    return path


def test_an_entry_is_added_and_the_rest_stays_as_it_was(place: Path) -> None:
    before = place.read_text(encoding="utf-8")
    register = append(place, entry("nieuw", text=Text(nl="Begonnen: echt.", en="Started: really.")))
    assert [e.id for e in register.entries] == ["e1", "nieuw"]
    assert load_register(place) == register
    lines = place.read_text(encoding="utf-8").splitlines()
    start = lines.index("  - id: nieuw")
    assert "\n".join(lines[:start] + lines[start + 8 :]) + "\n" == before
    assert lines[start : start + 8] == [
        "  - id: nieuw",
        "    subject: plan",
        "    kind: start",
        "    valid_from: 2014-01",
        "    recorded_on: 2014-02-01",
        "    text:",
        "      nl: 'Begonnen: echt.'",
        "      en: 'Started: really.'",
    ]


def test_an_entry_that_makes_the_register_wrong_changes_nothing(place: Path) -> None:
    before = place.read_bytes()
    for wrong in (entry("e1"), entry("x", subject="weg"), entry("x", recorded_on="2013-01-01", valid_from="2012")):
        with pytest.raises(InputError):
            append(place, wrong)
        assert place.read_bytes() == before
    assert [p.name for p in place.parent.iterdir()] == ["register.yaml"]


def test_who_read_an_older_register_is_told_so_and_loses_nothing(place: Path) -> None:
    read = load_register(place).content_hash
    append(place, entry("eerst"), expected=read)
    with pytest.raises(InputError) as caught:
        append(place, entry("daarna"), expected=read)
    assert "intussen bijgewerkt" in caught.value.problems[0].message.nl
    assert [e.id for e in load_register(place).entries] == ["e1", "eerst"]
    append(place, entry("daarna"), expected=load_register(place).content_hash)
    assert [e.id for e in load_register(place).entries] == ["e1", "eerst", "daarna"]


def test_of_many_at_once_none_is_lost(place: Path) -> None:
    names = [f"n{i}" for i in range(8)]
    writers = [threading.Thread(target=append, args=(place, entry(name))) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(e.id for e in load_register(place).entries) == ["e1", *names]


def test_a_full_disk_leaves_the_old_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = place.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("weerbaar.base.files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        append(place, entry("nieuw"))
    assert place.read_bytes() == before
    assert [p.name for p in place.parent.iterdir()] == ["register.yaml"]


def test_a_mark_of_byte_order_stays(place: Path) -> None:
    place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes())
    append(place, entry("nieuw"))
    assert place.read_bytes().startswith(b"\xef\xbb\xbf# SPDX")
    assert place.read_bytes().count(b"\xef\xbb\xbf") == 1


def test_a_character_that_no_file_can_hold_is_refused(place: Path) -> None:
    before = place.read_bytes()
    with pytest.raises(InputError):
        append(place, entry("nieuw", text=Text(nl="piep \x07")))
    assert place.read_bytes() == before


def test_subjects_sources_and_headings_go_with_the_entries(place: Path) -> None:
    given = {"id": "extra", "title": {"nl": "Extra"}, "heading": "a", "round": "R2", "year": 2014}
    added = Additions(subjects=(Subject.model_validate(given),), entries=(entry("nieuw", subject="extra"),))
    assert append(place, added).by_id["extra"].round == "R2"
    assert not added.empty
    assert Additions().empty
    before = place.read_bytes()
    append(place, Additions())
    assert place.read_bytes() == before


def test_a_list_in_brackets_is_refused_and_stays(tmp_path: Path) -> None:
    place = tmp_path / "r.yaml"
    place.write_text(
        text_of().replace("entries: []", "entries: [{id: e1, subject: plan, " + DECIDED + "}]"), encoding="utf-8"
    )
    before = place.read_bytes()
    with pytest.raises(InputError) as caught:
        append(place, entry("nieuw"))
    assert caught.value.problems[0].field == "entries"
    assert place.read_bytes() == before


def test_a_new_register_can_be_added_to() -> None:
    text = new_register("Mijn Register (2)!", "en")
    register, warnings = parse_register(text, "r")
    assert (register.file.id, register.file.language, warnings) == ("mijn-register-2", "en", ())
    assert parse_register(new_register("…", "nl"), "r")[0].file.id == "register"
    heading = Heading(id="a", title=Text(nl="A"))
    given = {"id": "plan", "title": {"nl": "Plan"}, "heading": "a", "round": "R", "year": 2014}
    added = Additions((heading,), (Subject.model_validate(given),), None, (entry("e"),))
    assert len(parse_register(text_with(text, "r", added), "r")[0].entries) == 1


def test_through_a_link_the_file_itself_grows(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "elders.yaml"
    link.symlink_to(place)
    append(link, entry("nieuw"))
    assert link.is_symlink()
    assert [e.id for e in load_register(place).entries] == ["e1", "nieuw"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["elders.yaml", "register.yaml"]
