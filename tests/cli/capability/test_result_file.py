# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import datetime
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.cli.capability.result_file import day, write_result

RESULT = b'{\n "schema": 1,\n "training": {\n  "id": "a"\n }\n}\n'


def test_a_day() -> None:
    assert day("2027-03-01") == datetime.date(2027, 3, 1)
    for wrong in ("1-3-2027", "2027-02-30", "", "vandaag"):
        with pytest.raises(argparse.ArgumentTypeError, match="yyyy-mm-dd"):
            day(wrong)


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "uit" / "x.json"
    write_result(str(place), RESULT, "nl")
    write_result(str(place), RESULT.replace(b'"a"', b'"b"'), "en")
    assert capsys.readouterr().out == f"Geschreven: {place}\nReplaced: {place}\n"
    assert b'"b"' in place.read_bytes()


def test_standard_output_gets_the_result_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    write_result("-", RESULT, "nl")
    assert capsys.readouterr().out == RESULT.decode()


@pytest.mark.parametrize("there", [b"iets anders", b'{\n "schema": 1,\n "checklist": {\n }\n}\n', b""])
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


def test_a_folder_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_result(str(tmp_path), RESULT, "nl")
