# SPDX-License-Identifier: EUPL-1.2
"""Uploads are kept out of reach until somebody decides, and no longer than a day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.workbench.conftest import MakeUser
from weerbaar.base import InputError
from weerbaar.workbench.exchange import uploads
from weerbaar.workbench.exchange.models import Upload


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("dossier.zip", "dossier.zip"),
        ("../../etc/passwd", "passwd"),
        ("C:\\stukken\\ronde 1.xlsx", "ronde 1.xlsx"),
        ("..", "bestand"),
        ("é\x00<b>.csv", "___b_.csv"),
        ("a" * 300 + ".zip", "a" * 94 + ".zip"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(given: str, safe: str) -> None:
    assert uploads.safe_name(given) == safe


@pytest.mark.django_db
def test_a_file_lies_there_once_and_goes_with_its_last_upload(
    make_user: MakeUser,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    user = make_user("analyst")
    digest = uploads.keep(b"inhoud")
    first, second = (
        Upload.objects.create(user=user, name="ronde 1.csv", kind="csv", sha256=digest, size=6) for _ in range(2)
    )
    with uploads.on_disk(first) as place:
        assert (place.name, place.read_bytes()) == ("ronde 1.csv", b"inhoud")
    assert not place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.forget(first)
    assert [p.name for p in (tmp_path / "uploads").iterdir()] == [digest]
    with django_capture_on_commit_callbacks(execute=True):
        uploads.forget(second)
    assert not list((tmp_path / "uploads").iterdir())


@pytest.mark.django_db
def test_what_nobody_decides_on_is_gone_after_a_day(
    make_user: MakeUser, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    user = make_user("analyst")
    old = Upload.objects.create(user=user, name="a.csv", kind="csv", sha256=uploads.keep(b"a"), size=1)
    assert uploads.forget_old(timezone.now() + timedelta(hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.forget_old(timezone.now() + timedelta(hours=25)) == 1
    assert not Upload.objects.exists()
    with pytest.raises(InputError, match="not here any more"), uploads.on_disk(old):
        pass
