# SPDX-License-Identifier: EUPL-1.2
"""What names a scenario is told before it is withdrawn, of what the reader may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.base import Text
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.library import naming
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.naming import name_through, named_by
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Phase


def test_links_annexes_judgements_and_documents_are_told(db: None, writer: User) -> None:
    round_ = round_from(load_dossier("voorbeeld-2012"), phase=Phase.SCORING)
    row = round_.scenarios.get(slug="cyberhacktivisme")
    Scenario.objects.filter(pk=row.pk).update(links=[])
    row.refresh_from_db()
    other = round_.scenarios.exclude(pk=row.pk).order_by("slug").first()
    assert other is not None
    round_.scenarios.exclude(pk=row.pk).update(links=[])
    other.refresh_from_db()
    round_.change(round_.version, annexes={"decisions": [{"scenarios": [row.slug, other.slug]}]})
    row.round = round_
    answers = row.answers.filter(turn=1).count()
    assert answers > 1
    assert [text.nl for text in named_by(writer, row)] == [
        "De ronde noemt het scenario bij: besluiten (1).",
        f"Er zijn {answers} oordelen gegeven; die tellen niet meer mee.",
    ]
    other = other.change(other.version, links=[{"scenario": row.slug}])
    row = row.change(row.version, links=[{"scenario": other.slug}])
    Document.objects.create(round=round_, kind="agenda", name="agenda.yaml", content=f"scenario: {row.slug}\n")
    told = [text.nl for text in named_by(writer, row)]
    assert [t for t in told if other.title_nl in t] == [
        f"Het verband naar ‘{other.title_nl}’ telt niet meer mee in de ketens van gevolgen.",
        f"Het verband vanuit ‘{other.title_nl}’ telt niet meer mee in de ketens van gevolgen.",
    ]
    assert told[-1].startswith("Het document ‘")
    Scenario.objects.filter(pk=other.pk).update(level=3)
    Document.objects.update(level=3)
    assert len(named_by(writer, row)) == len(told) - 3


def test_one_judgement_is_one(db: None, make_user: Callable[..., User]) -> None:
    round_ = round_from(load_dossier("voorbeeld-2012"), phase=Phase.SCORING)
    row = round_.scenarios.get(slug="cyberhacktivisme")
    row.answers.exclude(pk=row.answers.earliest("pk").pk).delete()
    assert "Er is 1 oordeel gegeven; dat telt niet meer mee." in [
        text.nl for text in named_by(make_user(Role.ANALYST), row)
    ]


def test_a_provider_is_asked_once(row: Scenario, writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_PROVIDERS", [])

    def told(user: User, scenario: Scenario) -> list[Text]:
        return [Text(nl=scenario.slug)]

    assert name_through(told) is name_through(told)
    assert [text.nl for text in named_by(writer, row)].count(row.slug) == 1
