# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cascade.sound_catalogue import sound_json, write_json
from weerbaar.base import InputError, Problem, Text
from weerbaar.cascade import draft, json_source
from weerbaar.cascade.json_source import default_id, plain_line_ends, read_json

SOUND = json.dumps(sound_json())


def refused(text: str | bytes, path: Path) -> list[Problem]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read_json(path)
    return list(caught.value.problems)


HOSTILE: dict[str, tuple[str | bytes, int | None, str, str]] = {
    "empty": ("", 1, "", "geen geldige JSON"),
    "cut short": ('{"risks": [\n  {"id": "a"', 2, "", "geen geldige JSON"),
    "no fields": ("[]", None, "", "velden"),
    "only a number": ("1", None, "", "velden"),
    "not UTF-8": (b'{"id": "caf\xe9"}', 1, "", "UTF-8"),
    "UTF-16": (SOUND.encode("utf-16"), 1, "", "UTF-8"),
    "deep": ('{"risks": ' + "[" * 100_000 + "]" * 100_000 + "}", None, "", "te diep genest"),
    "deep fields": ('{"a": ' * 100_000 + "1" + "}" * 100_000, None, "", "te diep genest"),
    "key twice": ('{"id": "a", "id": "b", "risks": [], "cascades": []}', None, "id", "twee keer"),
    "key twice, deep down": (
        '{"risks": [], "cascades": [{"p": 1}, {"p": {"x": 1, "y": 2, "x": 3}}]}', None, "cascades[1].p.x", "twee keer",
    ),
    "missing lists": ("{}", None, "risks", "verplicht veld"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    text, line, field, words = HOSTILE[name]
    first = refused(text, tmp_path / "a.json")[0]
    assert (first.file, first.line, first.field) == ("a.json", line, field)
    assert words in first.render("nl")
    assert first.message.en


def test_two_repeated_keys_are_both_told(tmp_path: Path) -> None:
    found = refused('{"id": "a", "id": "b", "title": {"nl": "x", "nl": "y"}}', tmp_path / "a.json")
    assert sorted(p.field for p in found) == ["id", "title.nl"]


def test_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(InputError) as caught:
        read_json(path)
    assert "100,0 MB; ten hoogste 80,0 MB" in caught.value.render("nl")


def test_too_many_values_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_source, "MAX_VALUES", 20)
    (problem,) = refused(SOUND, tmp_path / "a.json")
    assert "meer dan 20 waarden" in problem.message.nl


def test_too_many_risks_are_refused_before_their_fields_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft, "MAX_RISKS", 2)
    (problem,) = refused('{"risks": [1, 2, 3], "cascades": []}', tmp_path / "a.json")
    assert "3 risico's" in problem.message.nl


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "weg.json", "bestaat niet"), (tmp_path, "map")):
        with pytest.raises(InputError) as caught:
            read_json(path)
        assert words in caught.value.render("nl")


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
    assert read_json(path).id == "proef"


def test_catalogue_that_does_not_name_itself_is_called_after_its_file(tmp_path: Path) -> None:
    data = sound_json()
    del data["id"], data["title"], data["statement"]
    found = read_json(write_json(data, tmp_path / "Mijn risico's.json"))
    assert (found.id, found.title, found.statement) == ("Mijn-risico-s", Text(nl="Mijn-risico-s"), Text(nl=""))
    assert default_id(Path("…")) == "catalogue"
    assert default_id(Path("a" * 100 + ".json")) == "a" * 80


def test_draft_keeps_every_row_in_its_order(tmp_path: Path) -> None:
    found = read_json(write_json(sound_json(), tmp_path / "a.json"))
    assert [risk.id for risk in found.risks] == ["stroom", "telecom", "onrust", "hacker"]
    assert [row.keys for row in found.root] == [("stroom",), ("telecom",), ("onrust",), ("hacker",)]
    assert found.links[5].keys == ("hacker", "major", "telecom")
    spot = found.links[5].place.locate(("values", "major"))
    assert (spot.file, spot.line, spot.field) == ("a.json", None, "cascades[9].p.major")
    assert found.impacts[1].place.locate(("values", "sa")).field == "risks[0].direct_impact.major.sa"
    assert found.place.locate(("intensities", 1)).field == "intensities[1]"


def test_line_ends_are_those_of_one_system() -> None:
    assert plain_line_ends("a\r\nb\rc\nd") == "a\nb\nc\nd"
