# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import ValidationError

from weerbaar.evacuation.advice.guidance import Guidance, guidance


def test_what_authorities_name_is_in_the_list_with_its_source() -> None:
    told = guidance()
    listed = " ".join(item.text.nl for item in told.take)
    for thing in ("water", "medicijnen", "identiteitskaart", "oplader", "contant geld", "radio", "warme kleren"):
        assert thing in listed
    assert all(source.seen for source in told.sources)
    assert {"denkvooruit", "vrk"} <= {source.id for source in told.sources}


def test_the_height_of_a_floor_is_told_to_be_an_assumption() -> None:
    floor = guidance().upper_floor
    assert (floor.low_m, floor.high_m, floor.certainty) == (2.5, 3.0, "assumption")
    assert "niet bekend" in floor.source.nl


def test_a_source_that_is_not_listed_is_refused() -> None:
    plain = guidance().model_dump(by_alias=True)
    plain["news"]["source"] = ("gerucht",)
    with pytest.raises(ValidationError, match="gerucht"):
        Guidance.model_validate(plain)
    plain = guidance().model_dump(by_alias=True)
    plain["upper_floor"]["low_m"] = 4.0
    with pytest.raises(ValidationError, match="low_m"):
        Guidance.model_validate(plain)
