# SPDX-License-Identifier: EUPL-1.2
"""What the approver looks at is what stands in the register."""

from __future__ import annotations

import pytest

from tests.workbench.alerts.offered import offered
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.matter import contacts_of, matter_of
from weerbaar.workbench.alerts.uses import register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_from_the_register(officer: User) -> None:
    row = offered(officer, status="actual")
    use = register_use(row.use)
    matter = matter_of(row, use)
    assert (matter.draft, matter.author) == (use.draft_hash, "piet")
    assert matter.contacts == ("112", "crisis.nl")
    assert matter.identifier == 4371
    assert matter.outside_km2 is None
    assert matter.expires == use.draft.expires  # type: ignore[union-attr]


def test_contacts_in_the_order_of_the_text_and_each_once(officer: User) -> None:
    texts = Text(nl="Kijk op vr.nl/brand. Bel 0900 8844 of 112.", en="Dial 112. See vr.nl/brand and example.org.")
    use = register_use(offered(officer, status="actual", texts=texts).use)
    assert contacts_of(use) == ("vr.nl/brand", "0900 8844", "112", "example.org")
