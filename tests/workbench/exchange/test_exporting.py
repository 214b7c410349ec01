# SPDX-License-Identifier: EUPL-1.2
"""A round as a file, by level and with or without names."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.exchange.exporting import FORMS, content_of
from weerbaar.workbench.reports.archive import unpacked
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_dossier_is_the_same_bytes_every_time_and_can_be_read_back(round_: Round, tmp_path: Path) -> None:
    content = content_of(round_, "dossier", level=Level.INTERNAL, names=True)
    assert content == content_of(round_, "dossier", level=Level.INTERNAL, names=True)
    (tmp_path / "a.zip").write_bytes(content)
    there = load_dossier("voorbeeld-2012")
    assert load_dossier(tmp_path / "a.zip").model_dump(exclude={"content_hash"}) == there.model_dump(
        exclude={"content_hash"}
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_is_confidential_and_who_the_experts_are_stays_inside(form: str, round_: Round) -> None:
    hidden = round_.scenarios.first()
    hidden.change(1, level=Level.SECRET)
    panelist = round_.panel.first()
    panelist.slug, panelist.name_nl = "mevrouw-geheim", "Mevrouw Geheim"
    panelist.save()
    round_.touch()
    round_.refresh_from_db()

    def text(level: int, names: bool) -> str:
        content = content_of(round_, form, level=level, names=names)
        if form == "csv":
            return content.decode("utf-8-sig")
        if form == "dossier":
            return "\n".join(f"{name}\n{part.decode()}" for name, part in unpacked(content).items())
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)

    assert hidden.slug in text(Level.SECRET, False)
    assert hidden.slug not in text(Level.INTERNAL, False)
    assert "geheim" in text(Level.INTERNAL, True).lower()
    assert "geheim" not in text(Level.INTERNAL, False).lower()
