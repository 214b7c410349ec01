# SPDX-License-Identifier: EUPL-1.2
"""The score over the parts of a message, per region and year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.alerting.register.uses_told import NOON, Told
from weerbaar.alerting.compose import PARTS, Part, six_parts
from weerbaar.alerting.register import Imported, against_published, fold, published_history, quality


def _read(text: str) -> Mapping[Part, bool]:
    """Reads the parts that are named in the text."""
    return {part: part in text for part in PARTS}


ALL = {"nl": " ".join(PARTS)}
FIVE = {"nl": "sender time risk where action"}


def _old(year: int, texts: Mapping[str, str], region: str = "VR01") -> Imported:
    return Imported(
        date=f"{year}-05-01",
        region=region,
        incident="fire-smoke",
        status="actual",
        texts=dict(texts),  # type: ignore[arg-type]
        source="x",
    )


def test_messages_are_counted_per_year_and_region() -> None:
    told = (
        Told()
        .whole_use("a", NOON, texts=ALL)
        .whole_use("b", NOON, texts=FIVE)
        .whole_use("c", NOON, texts=ALL, region="VR01")
    )
    told.whole_use("d", datetime(2025, 3, 1, tzinfo=UTC), texts=FIVE)
    found = {
        (row.region, row.year): (row.complete.count, row.complete.of)
        for row in quality(fold(told.events).values(), _read)
    }
    assert found == {
        (None, None): (2, 4),
        (None, 2025): (0, 1),
        (None, 2026): (2, 3),
        ("VR01", None): (1, 1),
        ("VR20", None): (1, 3),
        ("VR01", 2026): (1, 1),
        ("VR20", 2025): (0, 1),
        ("VR20", 2026): (1, 2),
    }


def test_before_2018_five_parts_are_enough() -> None:
    told = Told().say("a", _old(2017, FIVE)).say("b", _old(2018, FIVE))
    rows = {row.year: row for row in quality(fold(told.events).values(), _read) if row.region is None}
    assert (rows[2017].complete.count, rows[2018].complete.count) == (1, 0)
    assert len(rows[2017].parts) == 5
    assert "info" not in rows[2017].present
    assert (rows[None].complete.count, rows[None].complete.of) == (1, 2)
    assert rows[None].present["info"].of == 1
    assert rows[None].present["where"].of == 2


def test_a_message_without_known_text_is_told_apart_and_not_counted_as_bad() -> None:
    (row, *_) = quality(fold(Told().say("a", _old(2017, {})).events).values(), _read)
    assert (row.complete.of, row.without_text) == (0, 1)


def test_all_clears_exercises_and_what_was_not_sent_do_not_count() -> None:
    told = Told().whole_use("a", NOON, texts=ALL).whole_use("b", NOON, incident="all-clear", replaces="a")
    told.whole_use("c", NOON, status="exercise", texts=ALL)
    rows = quality(fold(told.events).values(), _read)
    assert {row.complete.of for row in rows} == {1}
    assert quality([], _read) == ()


def test_nipv_2018_2022_stands_beside_the_own_count_of_those_years() -> None:
    told = Told()
    for i in range(30):
        told.say(f"a{i}", _old(2020, ALL if i < 6 else FIVE)).say(f"b{i}", _old(2016, FIVE))
    said = {row.year: against_published(row, published_history()) for row in quality(fold(told.events).values(), _read)}
    assert said[2016] is None
    assert said[None] is None
    assert said[2020] is not None
    assert said[2020].nl == "20% (9,5%–37%; 6 van 30); gepubliceerd: 44% (2018–2022), lager"


def test_the_reading_of_the_composer_is_one_that_fits() -> None:
    eunice = (
        "NL-Alert 18-02-2022 17:12: Extreme weersomstandigheden in grote delen van Nederland. Blijf binnen. Bel alleen "
        "112 bij levensgevaarlijke situaties. Nadere informatie en updates op politie.nl."
    )
    told = Told().say("a", _old(2022, {"nl": eunice}, region="NL"))
    (row, *_) = quality(fold(told.events).values(), lambda text: six_parts(text, "nl").present)
    assert {part: found.count for part, found in row.present.items()} == {
        part: int(there) for part, there in six_parts(eunice, "nl").present.items()
    }
    assert row.present["action"].count == 1
