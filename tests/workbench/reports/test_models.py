# SPDX-License-Identifier: EUPL-1.2
"""What was signed cannot be changed through its rows, and keeps its round."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from weerbaar.workbench.reports.models import Publication, Withdrawal
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(round_: Round) -> Publication:
    return Publication.objects.create(
        round=round_, number=1, signer="B. Slisser", signed=timezone.now(), reason="Akkoord", inputs=round_.inputs
    )


def test_a_row_is_added_and_never_changed(publication: Publication) -> None:
    publication.reason = "Toch niet"
    with pytest.raises(TypeError, match="never changed"):
        publication.save()
    with pytest.raises(TypeError, match="never changed"):
        publication.delete()
    publication.refresh_from_db()
    assert publication.reason == "Akkoord"


def test_a_signed_round_cannot_be_removed(publication: Publication) -> None:
    with pytest.raises(ProtectedError):
        publication.round.delete()


def test_a_withdrawal_belongs_to_the_round(publication: Publication) -> None:
    assert publication.withdrawn is None
    gone = Withdrawal.objects.create(publication=publication, who="B. Slisser", at=timezone.now(), reason="Fout")
    assert Publication.objects.get().withdrawn == gone
    assert gone.round == publication.round
