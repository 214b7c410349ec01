# SPDX-License-Identifier: EUPL-1.2
"""An analysis is begun, taken in and given out whole; earlier versions of a document can be read as far as allowed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"
PLACE = f"{ROUND}/capability-documents"


def test_empty_documents_are_begun_once_go_out_and_come_back(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    begun = program.post(f"{ROUND}/capability-analysis", {"title": "Analyse"})
    assert begun.status_code == 201, begun.data
    assert "analysis" in begun.data["documents"]
    assert program.post(f"{ROUND}/capability-analysis", {}).status_code == 400
    out = program.get(f"{ROUND}/capability-export")
    names = zipfile.ZipFile(io.BytesIO(out.content)).namelist()
    assert "analysis.yaml" in names
    assert Entry.objects.filter(action="capabilities.exported").exists()
    back = program.upload(f"{ROUND}/capability-imports", "analyse.zip", out.content)
    assert back.status_code == 200, back.data
    assert sorted(f"{name}.yaml" for name in back.data["documents"]) == sorted(names)
    assert program.upload(f"{ROUND}/capability-imports", "x.zip", b"geen zip").status_code == 400


def test_the_register_since_2008_is_taken_up_once_and_leaves_as_a_table(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    assert program.get(f"{ROUND}/register/export").status_code == 404
    assert program.post(f"{ROUND}/register", None).status_code == 201
    assert program.post(f"{ROUND}/register", None).status_code == 400
    table = program.get(f"{ROUND}/register/export?on=2015-06-01")
    assert table.headers["Content-Type"].startswith("text/csv")
    assert len(table.content.splitlines()) > 5


def test_an_earlier_version_is_read_as_far_as_it_may_be(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    program.post(f"{ROUND}/register", None)
    row = scored.documents.get(kind="register")
    row.change(row.version, level=Level.SECRET)
    row.change(row.version, level=Level.OPEN)
    found = program.get(f"{PLACE}/register/versions").data
    assert [one["version"] for one in found["items"]] == [3, 1]
    assert program.get(f"{PLACE}/register/versions/1").data["content"] == row.content
    assert program.get(f"{PLACE}/register/versions/2").status_code == 404
    assert program.get(f"{PLACE}/measures/versions").status_code == 404
