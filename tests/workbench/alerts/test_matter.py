# SPDX-License-Identifier: EUPL-1.2
"""What the approver looks at is what stands in the register."""

from __future__ import annotations

import pytest

from tests.workbench.alerts.offered import offered
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.matter import matter_of
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
