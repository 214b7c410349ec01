# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.base import Text, parse_yaml
from weerbaar.dossier.places import placed
from weerbaar.dossier.references import one_of, repeated, unknown_name

SOURCE = parse_yaml("- storm\n- storm\n- vloed\n", "x.yaml")
PLACES = [placed(name, SOURCE, (i,)) for i, name in enumerate(SOURCE.data)]
WHAT = Text(nl="scenario", en="scenario")


def test_unknown_name_lists_the_known_and_guesses() -> None:
    (problem,) = unknown_name(PLACES[0], (), "strom", ["storm", "vloed"], WHAT, Text(nl="Verbeter."))
    assert "bekend zijn: storm, vloed." in problem.message.nl
    assert "Bedoelt u storm?" in problem.message.nl
    assert "Do you mean storm?" in problem.message.en
    assert unknown_name(PLACES[0], (), "vloed", ["storm", "vloed"], WHAT, Text(nl="")) == []


def test_without_anything_alike_there_is_no_guess() -> None:
    (problem,) = unknown_name(PLACES[0], (), "xyz", [], WHAT, Text(nl=""))
    assert "Bedoelt" not in problem.message.nl
    assert "bekend zijn: –" in problem.message.nl


def test_long_lists_are_cut() -> None:
    assert one_of(f"s{i}" for i in range(20)).endswith("s14 …")
    assert one_of(["a", "b"]) == "a, b"


def test_repeated_names_the_earlier_place() -> None:
    (problem,) = repeated(PLACES, lambda name: name, (), Text(nl="deze naam", en="this name"))
    assert problem.line == 2
    assert "eerder in x.yaml:1" in problem.message.nl
