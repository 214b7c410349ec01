# SPDX-License-Identifier: EUPL-1.2
"""What kinds of files and channels there are, in words; and that two people cannot overwrite a draft."""

from __future__ import annotations

import pytest

from tests.workbench.alerts.uses import in_region, use_of
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.alerts.models import ChannelKind, SupplyKind, Use
from weerbaar.workbench.shell.versioned import StaleVersionError


@pytest.mark.django_db
def test_two_who_write_the_same_draft(make_user: MakeUser) -> None:
    officer = in_region(make_user(), Role.ALERT_OFFICER)
    use = use_of(officer)
    Use.objects.get().change(1, draft={"texts": {"nl": "eerst"}})
    with pytest.raises(StaleVersionError):
        use.change(1, draft={"texts": {"nl": "daarna"}})
    assert Use.objects.get().draft == {"texts": {"nl": "eerst"}}


def test_every_kind_has_words() -> None:
    assert all(kind.text.nl and kind.text.en for kind in [*SupplyKind, *ChannelKind])
