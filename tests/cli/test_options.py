# SPDX-License-Identifier: EUPL-1.2
"""What options accept, and the reason in two languages when they do not."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import pytest

from weerbaar.base import InputError
from weerbaar.cli import options


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (options.whole_number(1, 9), "9", 9),
        (options.seed, "0", 0),
        (options.seed, str(2**63 - 1), 2**63 - 1),
        (options.workers, "64", 64),
        (options.number_between(0, 1), "0,25", 0.25),
        (options.number_between(-1, 1), "-1", -1.0),
        (options.place, "map", "map"),
        (options.formats(("svg", "json")), "JSON, svg,json,", ("json", "svg")),
    ],
)
def test_what_is_meant_is_read(read: Callable[[str], Any], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (options.whole_number(1, 9), "10", "1 t/m 9.\x1f10: choose from 1 to 9."),
        (options.whole_number(1, 9), "2.5", "2.5: geen geheel getal.\x1f2.5: not a whole number."),
        (options.seed, "-1", "-1: kies 0 of meer.\x1f-1: choose 0 or more."),
        (options.workers, "0", "1 t/m 64"),
        (options.number_between(0, 1), "1.1", "kies van 0 t/m 1.\x1f1.1: choose from 0 to 1."),
        (options.number_between(0, 1), "nan", "0 t/m 1"),
        (options.number_between(0, 1), "half", "geen getal.\x1fhalf: not a number."),
        (options.place, "  ", "geen naam gegeven.\x1fno name given."),
        (options.formats(("svg", "json")), "svg,tiff", "tiff: kies uit svg, json.\x1ftiff: choose from svg, json."),
        (options.formats(("svg", "json")), ",", "kies uit"),
    ],
)
def test_the_rest_is_refused_with_what_is_allowed(read: Callable[[str], Any], text: str, reason: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        read(text)
    assert reason in str(refused.value)


def test_a_refusal_is_one_problem_in_two_languages() -> None:
    error = options.refused("--out", "deze map is vol.", "this folder is full.")
    assert isinstance(error, InputError)
    assert (error.render("nl"), error.render("en")) == ("--out: deze map is vol.", "--out: this folder is full.")
