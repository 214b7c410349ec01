# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.broadcast import Cause, CbspError, CbspStreamError, cause_text
from weerbaar.base import Text


def test_every_cause_of_the_standard_has_words_of_its_own() -> None:
    assert [int(cause) for cause in Cause] == list(range(16))
    texts = [cause_text(cause) for cause in Cause]
    assert len({text.nl for text in texts}) == 16
    assert len({text.en for text in texts}) == 16
    assert all(text.en for text in texts)


def test_the_cause_of_a_full_cell() -> None:
    """osmo-bsc answers 6 when the pages do not fit in the repetition period."""
    assert cause_text(6).in_("nl").startswith("te weinig zendruimte")


@pytest.mark.parametrize("cause", [16, 255])
def test_a_cause_that_the_standard_lacks_is_named_by_its_number(cause: int) -> None:
    assert cause_text(cause) == Text(nl=f"onbekende oorzaak {cause}", en=f"unknown cause {cause}")


def test_an_error_of_the_connection_is_an_error_too() -> None:
    error = CbspStreamError(Text(nl="weg", en="gone"))
    assert isinstance(error, CbspError)
    assert (error.cause, error.render("nl"), error.render("en")) == (Cause.PARAMETER_VALUE_INVALID, "weg", "gone")
