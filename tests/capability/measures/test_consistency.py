# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from tests.capability.measures.proposals import CYBER, RIOTS, measure, proposal, read
from weerbaar.capability.measures.consistency import needed_by, touched


def test_a_circle_of_requirements_is_named_whole_and_once(tmp_path: Path) -> None:
    content = {
        "measures": [
            proposal("voor", requires=["een"]),
            proposal("een", requires=["twee"]),
            proposal("twee", requires=["drie"]),
            proposal("drie", requires=["een"]),
        ]
    }
    found, nl, en = read(tmp_path, content)
    assert found is None
    assert len(en.splitlines()) == 1
    assert "require each other in a circle: een → twee → drie → een." in en
    assert "vragen elkaar in een kring: een → twee → drie → een." in nl


def test_two_circles_are_two_messages_and_oneself_is_a_circle(tmp_path: Path) -> None:
    content = {
        "measures": [
            proposal("een", requires=["een"]),
            proposal("twee", requires=["drie"]),
            proposal("drie", requires=["twee"]),
        ]
    }
    en = read(tmp_path, content)[2]
    assert "een → een." in en
    assert "twee → drie → twee." in en
    assert len(en.splitlines()) == 2


def test_a_measure_that_requires_what_excludes_it_is_never_possible(tmp_path: Path) -> None:
    content = {
        "measures": [
            proposal("een", requires=["twee"]),
            proposal("twee", requires=["drie"]),
            proposal("drie"),
            proposal("vier", requires=["drie", "vijf"]),
            proposal("vijf"),
        ],
        "exclusions": [{"measures": ["een", "drie"]}, {"measures": ["drie", "vijf"]}],
    }
    en = read(tmp_path, content)[2]
    assert "measure een is never possible: it requires what it excludes (een and drie)." in en
    assert "measure vier is never possible: it requires drie and vijf, which exclude each other." in en


def test_members_are_known_and_different(tmp_path: Path) -> None:
    content = {
        "measures": [proposal("een"), proposal("twee")],
        "exclusions": [{"measures": ["een", "een"]}, {"measures": ["een", "zoek"]}],
    }
    en = read(tmp_path, content)[2]
    assert "this measure occurs twice here" in en
    assert '"zoek" - unknown measure.' in en


def test_an_interaction_needs_two_effects_and_stands_once(tmp_path: Path) -> None:
    def pair(one: str, other: str, **more: object) -> dict[str, object]:
        return {"measures": [one, other], "scenario": RIOTS, "kind": "overlap", "share": 0.2, **more}

    elsewhere = [{"scenario": CYBER, "on": "likelihood", "share": 0.1}]
    content = {
        "measures": [proposal("een"), proposal("twee"), proposal("drie", effects=elsewhere)],
        "interactions": [pair("een", "twee"), pair("twee", "een"), pair("een", "drie"), pair("een", "twee", share=1.5)],
    }
    en = read(tmp_path, content)[2]
    assert "measure drie has no effect in scenario grootschalige-onlusten" in en
    assert "there already is an interaction for twee × een" in en
    assert "a share lies between 0 and 1" in en


def test_no_more_can_overlap_than_there_is(tmp_path: Path) -> None:
    def overlaps(share: float) -> dict[str, object]:
        return {
            "measures": [proposal(n) for n in ("een", "twee", "drie")],
            "interactions": [
                {"measures": ["een", other], "scenario": RIOTS, "kind": "overlap", "share": share}
                for other in ("twee", "drie")
            ],
        }

    assert read(tmp_path, overlaps(0.5))[0] is not None
    found, _, en = read(tmp_path, overlaps(0.6))
    assert found is None
    assert len(en.splitlines()) == 1
    assert "the overlaps of een in scenario grootschalige-onlusten add up to 1.20" in en


def test_what_is_needed_through_others() -> None:
    chain = [measure("a", requires=("b",)), measure("b", requires=("c",)), measure("c")]
    assert needed_by(chain) == {"a": {"b", "c"}, "b": {"c"}, "c": frozenset()}
    ring = [measure("a", requires=("b",)), measure("b", requires=("a",))]
    assert needed_by(ring)["a"] == {"a", "b"}


def test_touched_names_effects_and_consequences_of_links() -> None:
    links = ({"cause": RIOTS, "consequence": CYBER, "share": 0.5},)
    assert touched(measure("a", links=links)) == {RIOTS, CYBER}
