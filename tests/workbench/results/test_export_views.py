# SPDX-License-Identifier: EUPL-1.2
"""Results to take away, and the log that says so."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client

from weerbaar.assessment import results_json
from weerbaar.figures import FigureTable
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.export_views import table_csv
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]


def test_files_hold_what_the_address_chooses(round_: Round, client_of: ClientOf, computed: Callable[..., Job]) -> None:
    client, base = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/bestand/"
    assert client.get(f"{base}json").status_code == 404
    computed(round_, "assessment")
    whole = client.get(f"{base}json")
    assert whole.content == results_json(verbs.assessment(round_, 1).value.assessment)
    assert whole["Content-Disposition"] == 'attachment; filename="voorbeeld-2012-uitkomsten.json"'
    svg = client.get(f"{base}svg?zoek=cyber").content.decode()
    assert "Cyberhacktivisme" in svg
    assert "onlusten" not in svg
    assert "href" not in svg
    table = list(csv.reader(io.StringIO(client.get(f"{base}csv").content.decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in table[1:]] == [s.title.nl for s in verbs.assessment(round_, 1).value.assessment.scenarios]
    assert client.get(f"{base}png").content.startswith(b"\x89PNG")
    assert client.get(f"{base}exe").status_code == 404
    logged = Entry.objects.filter(action="results.exported").values_list("details__file", flat=True)
    assert list(logged) == ["uitkomsten.json", "risicodiagram.svg", "risicodiagram.csv", "risicodiagram.png"]


def test_analyses_are_taken_away_in_their_published_schemas(
    round_: Round, client_of: ClientOf, computed: Callable[..., Job]
) -> None:
    client, base = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/"
    assert client.get(f"{base}gevoeligheid/bestand").status_code == 404
    assert client.get(f"{base}cascades/bestand").status_code == 404
    computed(round_, "sensitivity")
    found = json.loads(client.get(f"{base}gevoeligheid/bestand").content)
    assert found["round"]["id"] == "voorbeeld-2012"


@pytest.mark.parametrize("form", ["svg", "json"])
def test_only_who_may_export_does(round_: Round, client_of: ClientOf, computed: Callable[..., Job], form: str) -> None:
    computed(round_, "assessment")
    assert client_of("reader").get(f"/rondes/{round_.slug}/resultaten/bestand/{form}").status_code == 403


def test_a_table_has_no_formulas_for_a_spreadsheet() -> None:
    table = FigureTable("t", ("a", "b"), (("=1+1", "gewoon; met puntkomma"), ("-2", "+3")))
    lines = table_csv(table).decode("utf-8-sig").split("\r\n")
    assert lines[1:3] == ['\'=1+1;"gewoon; met puntkomma"', "'-2;'+3"]
