# SPDX-License-Identifier: EUPL-1.2
"""The questions of the summary for the Commission: 1 to 8, 9 to 20, 21 to 24 (contents of 2019/C 428/07)."""

from __future__ import annotations

from weerbaar.report.eu_questions import PARTS, QUESTIONS


def test_numbers_per_part_are_those_of_the_contents_of_the_guidelines() -> None:
    numbers = {part: [q.number for q in QUESTIONS if q.part == part] for part in PARTS}
    assert numbers == {"I": list(range(1, 9)), "II": list(range(9, 21)), "III": list(range(21, 25))}


def test_no_topic_claims_to_be_found_in_the_text() -> None:
    assert {q.mark for q in QUESTIONS} == {"recalled-med"}


def test_every_topic_is_in_both_languages_and_stands_once_per_part() -> None:
    assert all(q.topic.nl and q.topic.en for q in QUESTIONS)
    for part in PARTS:
        topics = [q.topic.nl for q in QUESTIONS if q.part == part]
        assert len(set(topics)) == len(topics)
