# SPDX-License-Identifier: EUPL-1.2
"""An entry that was saved stays as it is."""

from __future__ import annotations

import pytest

from tests.workbench.audit.made_log import entry
from weerbaar.workbench.audit.chain import FIRST
from weerbaar.workbench.audit.models import Entry


@pytest.mark.django_db
def test_an_entry_is_not_saved_twice_and_not_deleted() -> None:
    made = entry(1, FIRST)
    made.save()
    for again in (made, Entry.objects.get()):
        again.actor = "iemand"
        with pytest.raises(TypeError, match="never changed"):
            again.save()
        with pytest.raises(TypeError, match="never changed"):
            again.delete()
    assert Entry.objects.get().actor == "analist"
