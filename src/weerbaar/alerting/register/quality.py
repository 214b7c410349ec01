# SPDX-License-Identifier: EUPL-1.2
"""How complete the messages were, per region and year: NIPV's inventory, made by itself.

From 2018 on a message has six parts; the framework of 2013–2017 had five (without where to find more). The reading of a
text is passed in, so that whoever reads by another rule can compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from weerbaar.alerting.compose import PARTS, Part
from weerbaar.alerting.register.history import History, share_words
from weerbaar.alerting.register.proportion import Proportion, proportion
from weerbaar.alerting.register.uses import ALL_CLEAR, Use
from weerbaar.base import Text

FIVE_PARTS: tuple[Part, ...] = tuple(part for part in PARTS if part != "info")
SIX_SINCE = 2018

Read = Callable[[str], Mapping[Part, bool]]
"""From the Dutch text to which parts are present."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The messages of one region in one year, of one of both, or of all.

    Attributes:
        region: safety region or ``NL``; None for all.
        year: of the messages; None for all.
        parts: the parts that were asked for in that time; of messages of both times those that both asked for.
        complete: messages with every part that was asked for in their own time.
        present: per part, messages that have it, of those of which it was asked.
        without_text: messages of which the text is not known; they do not count.
    """

    region: str | None
    year: int | None
    parts: tuple[Part, ...]
    complete: Proportion
    present: Mapping[Part, Proportion]
    without_text: int


@dataclass(frozen=True, slots=True)
class _Judged:
    region: str
    year: int
    present: Mapping[Part, bool] | None

    @property
    def asked(self) -> tuple[Part, ...]:
        return PARTS if self.year >= SIX_SINCE else FIVE_PARTS


def quality(uses: Iterable[Use], read: Read) -> tuple[Quality, ...]:
    """Return the quality of all messages, per year, per region, and per region and year, in that order.

    Counted are actual messages that were on the air; an all-clear is judged by its own rules and does not count.

    Args:
        uses: of the register.
        read: which parts a Dutch text has.
    """
    judged = []
    for use in uses:
        if use.day is None or use.status != "actual" or not use.was_on_air or use.incident == ALL_CLEAR:
            continue
        text = use.texts.get("nl", "")
        judged.append(_Judged(use.region, use.day.year, read(text) if text.strip() else None))
    years, regions = sorted({j.year for j in judged}), sorted({j.region for j in judged})
    groups: list[tuple[str | None, int | None]] = [(None, None)]
    groups += [(None, year) for year in years]
    groups += [(region, None) for region in regions]
    groups += [(region, year) for region in regions for year in years]
    rows = (_row(region, year, judged) for region, year in groups)
    return tuple(row for row in rows if row.complete.of or row.without_text)


def against_published(row: Quality, history: History) -> Text | None:
    """Return how complete the messages of a row were beside what was published on the same year.

    Args:
        row: of one year.
        history: what was published.

    Returns:
        None for a row of several years, for a year of which nothing was published, and where it was judged by another
        number of parts.
    """
    share = history.complete_in(row.year) if row.year is not None else None
    if share is None or share.parts != len(row.parts) or not row.complete.of:
        return None
    other, relation = share_words(share), row.complete.against(share.share)
    return Text(
        nl=f"{row.complete.render('nl')}; gepubliceerd: {other.nl}, {relation.nl}",
        en=f"{row.complete.render('en')}; published: {other.en}, {relation.en}",
    )


def _row(region: str | None, year: int | None, judged: Iterable[_Judged]) -> Quality:
    mine = [j for j in judged if region in (None, j.region) and year in (None, j.year)]
    read = [(j.asked, j.present) for j in mine if j.present is not None]
    complete = sum(all(present.get(part, False) for part in asked) for asked, present in read)
    parts = tuple(part for part in PARTS if all(part in asked for asked, _ in read))
    per_part = {}
    for part in PARTS:
        of = [present for asked, present in read if part in asked]
        if of:
            per_part[part] = proportion(sum(present.get(part, False) for present in of), len(of))
    return Quality(region, year, parts, proportion(complete, len(read)), per_part, len(mine) - len(read))
