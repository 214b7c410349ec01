# SPDX-License-Identifier: EUPL-1.2
"""What was published before this register began."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from weerbaar.alerting.register import published_history, read_history, share_words
from weerbaar.base import InputError


def test_nipv_2023_and_the_inventory_of_2013_2017() -> None:
    periods = {period.id: period for period in published_history().periods}
    assert (periods["2013-2017"].incidents, periods["2013-2017"].fires) == (213, 191)
    assert (periods["2018-2022"].incidents, periods["2018-2022"].fires, periods["2018-2022"].national) == (338, 312, 3)
    assert (periods["jaar-2023"].incidents, periods["jaar-2023"].fires) == (72, 68)


def test_letter_2013_is_in_the_history() -> None:
    history = published_history()
    (brief,) = (p for p in history.within(date(2012, 1, 1), date(2013, 6, 30)))
    assert (brief.incidents, brief.regions) == (12, 7)
    assert history.words(brief).nl == (
        "Gepubliceerd over 8 november 2012 tot en met 30 juni 2013: 12 inzetten, 7 veiligheidsregio’s (Brief van de "
        "minister van Veiligheid en Justitie aan de Tweede Kamer over nationale veiligheid, 2013). Niet meegeteld."
    )


def test_only_periods_that_lie_wholly_within_are_given() -> None:
    history = published_history()
    assert not history.within(date(2013, 2, 1), date(2016, 12, 31))
    assert [p.id for p in history.within(date(2013, 1, 1), date(2013, 12, 31))] == ["jaar-2013"]


def test_the_published_shares_by_year() -> None:
    history = published_history()
    share = history.complete_in(2020)
    assert share is not None
    assert (share.share, share.parts) == (0.44, 6)
    assert share_words(share).nl == "44% (2018–2022)"
    assert history.complete_in(2016) is None
    cleared = [history.all_clear_in(year) for year in (2018, 2019, 2021, 2022)]
    assert [c and c.share for c in cleared] == [0.72, None, 0.5, 0.5]


def test_a_file_with_unknown_sources_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "h.yaml"
    file.write_text(
        "schema: 1\nsources: {}\nperiods:\n"
        "  - {id: a, first: 2020-01-01, last: 2019-01-01, source: b, mark: found}\ncomplete: []\nall_clear: []\n"
    )
    with pytest.raises(InputError, match="sources not given: b"):
        read_history(file)
    file.write_text(file.read_text().replace("sources: {}", "sources: {b: {title: B}}"))
    with pytest.raises(InputError, match="these end before they begin: a"):
        read_history(file)
