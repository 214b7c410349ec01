# SPDX-License-Identifier: EUPL-1.2
"""Section 3.5: the register as it was known on the day."""

from __future__ import annotations

import datetime

from tests.report.analyses import DAY, register, results
from tests.report.rounds import words
from weerbaar.base import Lang
from weerbaar.capability.register import Progress, load_register, progress
from weerbaar.report.draft import Draft
from weerbaar.report.follow_up import history, responsible_words, write_follow_up
from weerbaar.report.model import FigureBlock, Section, Table, plain


def written(found: Progress | None, lang: Lang = "nl") -> Section:
    draft = Draft(lang)
    draft.chapter("Advies", "Advice")
    write_follow_up(draft, found)
    return draft.sections()[-1]


def example_at(day: datetime.date) -> Progress:
    return progress(load_register("voorbeeld-capaciteiten"), day, known=day)


def test_every_subject_known_on_the_day_has_a_row_and_the_counts_add_up() -> None:
    found = results().progress
    assert found is not None
    counts, overview, *_ = [b for b in written(found).blocks if isinstance(b, Table)]
    assert len(overview.rows) == len(found.snapshot.subjects)
    assert sum(int(row[-1]) for row in counts.rows) == len(found.snapshot.subjects)
    assert f"Sinds 2008 is aan {len(found.snapshot.subjects)} onderwerpen gewerkt" in words(written(found))
    assert overview.rows[0][0] == "NRB 2007/2008"


def test_what_was_recorded_later_is_not_told() -> None:
    early = datetime.date(2012, 1, 1)
    before = written(progress(register(), early, known=early))
    (overview,) = [b for b in before.blocks if isinstance(b, Table) and b.caption.startswith("Alle")]
    assert all("2012" not in row[0] for row in overview.rows)


def test_late_subjects_are_listed_longest_first() -> None:
    found = example_at(datetime.date(2016, 12, 31))
    assert found.overdue
    (late,) = [b for b in written(found).blocks if isinstance(b, Table) and b.caption.startswith("Termijn")]
    days = [int(row[2]) for row in late.rows]
    assert days == [o.days_late for o in found.overdue]


def test_nothing_late_and_nothing_known_are_said() -> None:
    assert "Van geen onderwerp is een vastgelegde termijn verstreken" in words(
        written(example_at(datetime.date(2014, 3, 1)))
    )
    assert "nog geen onderwerpen" in words(written(example_at(datetime.date(2000, 1, 1))))
    assert "hoort geen register" in words(written(None))


def test_the_timeline_is_drawn_as_known_on_the_day() -> None:
    (figure,) = [b for b in written(results().progress).blocks if isinstance(b, FigureBlock)]
    assert figure.figure.table.rows


def test_history_is_in_the_order_of_the_days() -> None:
    found = example_at(datetime.date(2016, 12, 31))
    state = max(found.snapshot.subjects, key=lambda s: len(s.happened))
    items = history(Draft("nl"), state)
    assert len(items) == len(state.happened) + len(state.perhaps) > 1
    assert plain(items[0].runs).startswith("november 2013: besluit")


def test_an_uncertain_ministry_shows_every_possibility() -> None:
    found = results().progress
    assert found is not None
    told = {s.subject.id: responsible_words(s) for s in found.snapshot.subjects}
    assert "–" in told.values()
    assert any("Kabinet" in words_ for words_ in told.values())
    assert DAY.year == 2014
