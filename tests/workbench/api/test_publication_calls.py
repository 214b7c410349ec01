# SPDX-License-Identifier: EUPL-1.2
"""What was signed is read within the clearance, checked, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.reports import store
from weerbaar.workbench.reports.models import Edition, Publication, PublishedFile
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/voorbeeld-2012"


@pytest.fixture
def published(round_: Round, make_user: Any) -> Publication:
    """Something that was signed, open and secret."""
    from django.utils import timezone

    made = Publication.objects.create(
        round=round_, number=1, signer="B", signed=timezone.now(), reason="Akkoord.", inputs=1
    )
    for level in (Level.OPEN, Level.SECRET):
        edition = Edition.objects.create(publication=made, level=level, run_id="x", record={})
        PublishedFile.objects.create(
            edition=edition, name="nl/brief.csv", media_type="text/csv", size=1, sha256=store.put(str(level).encode())
        )
    return made


def test_what_was_signed_is_read_within_the_clearance_and_checked(program_of: Any, published: Publication) -> None:
    program = program_of("reader")
    found = program.get(f"{PLACE}/publications/1").data
    assert [file["level"] for file in found["files"]] == ["open"]
    own, secret = PublishedFile.objects.order_by("edition__level")
    assert program.get(f"{PLACE}/publications/1/files/{own.pk}").status_code == 200
    assert program.get(f"{PLACE}/publications/1/files/{secret.pk}").status_code == 404
    assert [c["state"] for c in program.post(f"{PLACE}/publications/1/verifications", {}).data] == ["whole"]
    store.place_of(own.sha256).chmod(0o600)
    store.place_of(own.sha256).write_bytes(b"vals")
    assert [c["state"] for c in program.post(f"{PLACE}/publications/1/verifications", {}).data] != ["whole"]
    assert program.get(f"{PLACE}/publications/1/files/{own.pk}").status_code == 500
    assert program.get(f"{PLACE}/publications").data["total"] == 1
    assert program.get(f"{PLACE}/publications/2").status_code == 404


def test_what_was_signed_is_taken_back_once(program_of: Any, published: Publication) -> None:
    program = program_of("decider")
    place = f"{PLACE}/publications/1/withdrawals"
    assert program_of("analyst").post(place, {"reason": "Fout."}).status_code == 403
    assert program.post(place, {"reason": "Fout."}).data["withdrawn"]
    assert program.post(place, {"reason": "Nog eens."}).status_code == 409
