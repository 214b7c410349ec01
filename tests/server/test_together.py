# SPDX-License-Identifier: EUPL-1.2
"""Many at once, on both databases: one chain without a gap, and of two changes of the same row one wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from tests.server.conftest import Panel, Place
from weerbaar.dossier import load_dossier
from weerbaar.workbench.audit import guard, log
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.conversion import dossier_of, round_from
from weerbaar.workbench.shell.versioned import StaleVersionError

WRITERS = 8
TIMES = 12


def at_once(work: Callable[[int], object]) -> list[object]:
    """Do work in as many threads as there are writers, starting together; each has a connection of its own."""
    gate = threading.Barrier(WRITERS)

    def one(number: int) -> object:
        gate.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def test_writers_at_the_same_time_make_one_chain(place: Place) -> None:
    def write(number: int) -> None:
        for time in range(TIMES):
            with transaction.atomic():
                log.record(None, "scenario.changed", writer=number, time=time)

    at_once(write)
    assert list(Entry.objects.values_list("sequence", flat=True)) == list(range(1, WRITERS * TIMES + 1))
    assert log.faults() == []
    done = sorted((entry.details["writer"], entry.details["time"]) for entry in Entry.objects.all())
    assert done == [(writer, time) for writer in range(WRITERS) for time in range(TIMES)]


def test_a_change_based_on_an_older_version_is_refused_however_close(place: Place, panel: Panel) -> None:
    pk = panel.scenarios[0].pk
    rows = [Scenario.objects.get(pk=pk) for _ in range(WRITERS)]

    def change(number: int) -> str:
        try:
            rows[number].change(1, title_nl=f"van {number}")
        except StaleVersionError:
            return "refused"
        return "saved"

    assert sorted(map(str, at_once(change))) == ["refused"] * (WRITERS - 1) + ["saved"]
    stored = Scenario.objects.get(pk=pk)
    assert stored.version == 2
    assert stored.title_nl.startswith("van ")
    assert stored.history.count() == 2


def test_whoever_reads_again_after_a_refusal_loses_no_change(place: Place, panel: Panel) -> None:
    pk = panel.scenarios[0].pk

    def count(number: int) -> None:
        done = 0
        while done < 4:
            row = Scenario.objects.get(pk=pk)
            try:
                row.change(row.version, time_horizon_years=(row.time_horizon_years or 0) + 1)
            except StaleVersionError:
                continue
            done += 1

    at_once(count)
    stored = Scenario.objects.get(pk=pk)
    assert (stored.time_horizon_years, stored.version) == (4.0 * WRITERS, 4 * WRITERS + 1)


def test_a_round_comes_back_as_it_went_in(place: Place) -> None:
    dossier = load_dossier("voorbeeld-2012")
    found = dossier_of(round_from(dossier), names=True)
    assert found.round == dossier.round
    assert found.scenarios == dossier.scenarios
    assert found.published == dossier.published
    assert {s.id: sorted(map(repr, s.judgements)) for s in found.judgements} == {
        s.id: sorted(map(repr, s.judgements)) for s in dossier.judgements
    }


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET actor = 'iemand' WHERE sequence = 2", "DELETE FROM audit_entry"]
)
def test_both_databases_refuse_to_change_the_log(place: Place, statement: str) -> None:
    for _ in range(3):
        log.record(None, "scenario.read")
    assert guard.is_on(connection)
    with pytest.raises(DatabaseError, match="never changed or removed"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert log.faults() == []
    guard.lift(connection)
    assert not guard.is_on(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert {fault.kind for fault in log.faults()} & {"changed", "cut-off", "unguarded"}
