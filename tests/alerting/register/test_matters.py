# SPDX-License-Identifier: EUPL-1.2
"""What an approver looks at is what stands in the register."""

from __future__ import annotations

import pytest

from tests.alerting.compose.drafts import STARTS, draft
from tests.alerting.register.uses_told import Told
from weerbaar.alerting.area import area_km2
from weerbaar.alerting.register import Imported, RegisterError, Use, area_of, drafted, fold, matter_of
from weerbaar.alerting.register.matters import contacts_of


def _told(**changes: object) -> Use:
    return fold(Told().say("u1", drafted(draft(**changes), offered=True)).events)["u1"]


def test_everything_comes_from_the_draft() -> None:
    use = _told()
    matter = matter_of(use, 1.5)
    assert (matter.draft, matter.author, matter.outside_km2) == (use.draft_hash, use.author, 1.5)
    assert (matter.dutch, matter.english) == (use.texts["nl"], use.texts["en"])
    assert (matter.identifier, matter.expires) == (4371, use.draft.expires)
    assert matter.expires > STARTS
    assert matter.contacts == ("vru.nl",)


def test_contacts_in_the_order_of_the_text_and_each_once() -> None:
    use = _told(nl="Kijk op vr.nl/brand. Bel 0900 8844 of 112.", en="Dial 112. See vr.nl/brand and example.org.")
    assert contacts_of(use) == ("vr.nl/brand", "0900 8844", "112", "example.org")


def test_the_area_with_its_name() -> None:
    area = area_of(_told())
    assert area is not None
    assert area.description.nl == "Utrecht"
    assert area_km2(area) == pytest.approx(78.5, abs=0.2)


def test_a_use_without_a_draft_has_nothing_to_look_at() -> None:
    old = Imported(date="2013-01-05", region="VR20", incident="fire-smoke", status="actual", source="NIPV")
    use = fold(Told().say("u1", old).events)["u1"]
    assert area_of(use) is None
    with pytest.raises(RegisterError, match="no draft"):
        matter_of(use, None)
