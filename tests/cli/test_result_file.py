# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import datetime
import os
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.cli.result_file import day, figure_place, names, write_result, write_results
from weerbaar.evacuation.network import example, geopackage

RESULT = b'{\n "schema": 1,\n "training": {\n  "id": "a"\n }\n}\n'


def test_a_day() -> None:
    assert day("2027-03-01") == datetime.date(2027, 3, 1)
    for wrong in ("1-3-2027", "2027-02-30", "20270301", "2027-W10-1", "", "vandaag"):
        with pytest.raises(argparse.ArgumentTypeError, match="yyyy-mm-dd"):
            day(wrong)


def test_names_and_places_of_figures() -> None:
    assert names(" a, b,a,,") == ("a", "b")
    assert figure_place("uit/x.SVG") == "uit/x.SVG"
    for read, wrong in ((names, " , "), (figure_place, "x.docx"), (figure_place, "x")):
        with pytest.raises(argparse.ArgumentTypeError):
            read(wrong)


def test_results_with_a_table_in_front_or_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "x.json")
    assert write_results([(place, RESULT), (None, b"a;b\n")], "nl", "tabel")
    assert capsys.readouterr().out == f"tabel\nGeschreven: {place}\n"
    assert not write_results([(place, RESULT), ("-", b"a;b\n")], "nl", "tabel")
    assert capsys.readouterr().out == "a;b\n"


@pytest.mark.parametrize("places", [("-", "-"), ("x", "x"), ("x", "uit/../x")])
def test_two_results_do_not_go_to_one_place(
    places: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uit").mkdir()
    with pytest.raises(InputError, match=r"only one result|two results"):
        write_results([(places[0], RESULT), (places[1], b"a;b\n")], "nl")
    assert [p.name for p in tmp_path.iterdir()] == ["uit"]


def test_a_drawing_is_known_by_its_id_and_a_picture_by_nothing(tmp_path: Path) -> None:
    drawing = b'<svg lang="nl" aria-labelledby="klok-a4-title"><path d=""/></svg>'
    for name, content, replaced in (
        ("a.svg", drawing, True),
        ("b.svg", drawing.replace(b"klok", b"kaart"), False),
        ("c.png", b"\x89PNG", False),
        ("d.pdf", b"%PDF-1.7", False),
    ):
        place = tmp_path / name
        place.write_bytes(content)
        fresh = drawing + b"\n" if name.endswith("svg") else content + b"nieuw"
        if replaced:
            write_result(str(place), fresh, "nl")
        else:
            with pytest.raises(InputError):
                write_result(str(place), fresh, "nl")
        assert place.read_bytes() == (fresh if replaced else content)


def test_a_link_to_nowhere_and_a_pipe_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "weg").symlink_to(tmp_path / "bestaat-niet")
    os.mkfifo(tmp_path / "pijp")
    for name in ("weg", "pijp"):
        with pytest.raises(InputError):
            write_result(str(tmp_path / name), RESULT, "nl")
    assert (tmp_path / "weg").is_symlink()


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "uit" / "x.json"
    write_result(str(place), RESULT, "nl")
    write_result(str(place), RESULT.replace(b'"a"', b'"b"'), "en")
    assert capsys.readouterr().out == f"Geschreven: {place}\nReplaced: {place}\n"
    assert b'"b"' in place.read_bytes()


def test_standard_output_gets_the_result_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    write_result("-", RESULT, "nl")
    assert capsys.readouterr().out == RESULT.decode()


@pytest.mark.parametrize(
    "there", [b"iets anders", b'{\n "schema": 1,\n "checklist": {\n }\n}\n', b"", b"[" * 100_000, b"\xff{}"]
)
def test_what_is_no_earlier_result_is_left_alone(there: bytes, tmp_path: Path) -> None:
    place = tmp_path / "x.json"
    place.write_bytes(there)
    with pytest.raises(InputError, match="other than an earlier result"):
        write_result(str(place), RESULT, "nl")
    assert place.read_bytes() == there


def test_a_table_is_known_by_its_heading(tmp_path: Path) -> None:
    place = tmp_path / "x.csv"
    place.write_bytes(b"a;b\r\n1;2\r\n")
    write_result(str(place), b"a;b\r\n3;4\r\n", "nl")
    assert place.read_bytes() == b"a;b\r\n3;4\r\n"
    with pytest.raises(InputError):
        write_result(str(place), b"a;c\r\n", "nl")


def test_a_map_layer_is_known_by_its_columns(tmp_path: Path) -> None:
    network = example("zeeland").network
    place, queues = tmp_path / "x.gpkg", {"queue": [1.0] * network.n_links}
    for _ in range(2):
        write_result(str(place), geopackage(network, links=queues), "nl")
    before = place.read_bytes()
    for other in (geopackage(network), b"SQLite format 3\0damaged"):
        with pytest.raises(InputError, match="other than an earlier result"):
            write_result(str(place), other, "nl")
        assert place.read_bytes() == before


def test_a_folder_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_result(str(tmp_path), RESULT, "nl")


def test_a_place_that_is_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError):
        write_results([(str(tmp_path / "loop"), b"{}")], "nl")
    assert (tmp_path / "loop").is_symlink()
