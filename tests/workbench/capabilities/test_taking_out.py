# SPDX-License-Identifier: EUPL-1.2
"""What may not leave stays, is counted in the log, and what somebody may not know of is in neither list."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.http import HttpRequest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.capabilities.taking_out import exportable, take_out
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_what_is_more_confidential_than_the_round_stays_and_is_counted(
    slim: Round, make_user: Callable[..., User], asking: Callable[[User], HttpRequest]
) -> None:
    slim.documents.get(kind="agenda").change(1, level=Level.CONFIDENTIAL)
    cleared, other = make_user(clearance=Level.SECRET), make_user(clearance=Level.INTERNAL)
    goes, stays = exportable(cleared, slim)
    assert "agenda.yaml" in {row.name for row in stays}
    assert "measures.yaml" in {row.name for row in goes}
    assert "agenda.yaml" not in {row.name for rows in exportable(other, slim) for row in rows}
    name, content = take_out(asking(cleared), slim)
    assert name == f"{slim.slug}-capaciteiten.zip"
    inside = {path.rpartition("/")[2] for path in zipfile.ZipFile(io.BytesIO(content)).namelist()}
    assert inside == {row.name for row in goes}
    entry = Entry.objects.get(action="capabilities.exported")
    assert entry.details == {"documents": [row.name for row in goes], "withheld": len(stays)}
