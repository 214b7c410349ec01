# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.workbench.capabilities.documents import example
from weerbaar.base import InputError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.conversion import desk_of, digest_of, document_of, problems_of
from weerbaar.workbench.capabilities.storing import checked
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_every_part_of_the_example_is_read_on_the_round_itself(filled: Round) -> None:
    desk = desk_of(filled, Level.DEPARTMENTAL)
    assert desk.analysis.measures is not None
    assert len(desk.analysis.measures.measures) == 26
    assert desk.analysis.dossier == desk.dossier
    assert len(desk.register.subjects) == 8
    assert len(desk.agenda.themes) >= 2
    assert desk.assistance.shape[0] == 6
    assert desk.checklist.content.id == "cra-annex-1"
    assert len(desk.training.file.activities) == 3
    assert desk.cooperation.units
    assert desk.approaches.file.countries


def test_a_desk_is_kept_until_a_document_or_the_round_changes(filled: Round) -> None:
    first = desk_of(filled, Level.DEPARTMENTAL)
    assert desk_of(filled, Level.DEPARTMENTAL) is first
    # A clearance above everything there is makes no difference.
    assert desk_of(filled, Level.SECRET) is first
    row = filled.documents.get(kind="agenda")
    row.change(row.version, content=row.content + "# later\n")
    second = desk_of(filled, Level.DEPARTMENTAL)
    assert second is not first
    assert second.digest != first.digest
    filled.touch()
    filled.refresh_from_db()
    assert desk_of(filled, Level.DEPARTMENTAL) is not second


def test_what_rests_on_the_analysis_is_kept_when_the_register_changes(filled: Round) -> None:
    first = desk_of(filled, 1)
    made = first.once_of_analysis("toets", object), first.once("toets", object)
    row = filled.documents.get(kind="register")
    row.change(row.version, content=row.content + "# later\n")
    second = desk_of(filled, 1)
    assert second.once_of_analysis("toets", object) is made[0]
    assert second.once("toets", object) is not made[1]
    assert second.analysis is first.analysis


def test_what_is_above_the_clearance_is_not_there(filled: Round) -> None:
    row = filled.documents.get(kind="assistance")
    row.change(row.version, level=Level.CONFIDENTIAL)
    low = desk_of(filled, Level.INTERNAL)
    assert not low.has("assistance")
    assert document_of(filled, "assistance", Level.INTERNAL) is None
    with pytest.raises(InputError):
        _ = low.assistance
    assert desk_of(filled, Level.CONFIDENTIAL).has("assistance")


def test_a_hidden_scenario_leaves_no_trace_in_what_others_compute_with(filled: Round) -> None:
    secret = filled.scenarios.get(slug="cyberhacktivisme")
    secret.change(secret.version, level=Level.SECRET)
    filled.touch()
    filled.refresh_from_db()
    low = desk_of(filled, Level.INTERNAL)
    assert low.hidden == {"cyberhacktivisme"}
    assert not any("cyberhacktivisme" in text for text in low.texts.values())
    assert "cyberhacktivisme" not in {s.id for s in low.analysis.dossier.scenarios}
    assert low.marking("measures") < Level.SECRET == desk_of(filled, Level.SECRET).marking("measures")


def test_a_withdrawn_scenario_is_out_of_what_is_computed_and_stays_in_the_text(filled: Round) -> None:
    row = filled.scenarios.get(slug="cyberhacktivisme")
    row.change(row.version, status=WITHDRAWN)
    filled.touch()
    filled.refresh_from_db()
    desk = desk_of(filled, Level.SECRET)
    assert (desk.withdrawn, desk.hidden) == ({"cyberhacktivisme"}, set())
    assert not any("cyberhacktivisme" in text for text in desk.texts.values())
    assert "cyberhacktivisme" not in {s.id for s in desk.analysis.dossier.scenarios}
    document = filled.documents.get(kind="measures")
    assert "cyberhacktivisme" in document.content
    found = checked(desk, {"measures": f"{document.content}# gezien\n"}, {"measures": document})
    assert [p for p in found if p.severity == "error"] == []


def test_the_marking_follows_what_a_page_shows(filled: Round) -> None:
    cleared, other = desk_of(filled, Level.DEPARTMENTAL), desk_of(filled, Level.INTERNAL)
    assert cleared.marking("present") == Level.DEPARTMENTAL
    assert cleared.marking("agenda") == Level.OPEN
    assert other.marking("present") == Level.OPEN


def test_mistakes_are_told_with_their_file_and_line(filled: Round) -> None:
    texts = example()
    broken = texts["measures.yaml"].replace("heading: informatiepositie", "heading: nergens", 1)
    problems = problems_of("measures", {**texts, "measures.yaml": broken}, desk_of(filled, 2).dossier)
    assert [(p.file, p.value) for p in problems] == [("measures.yaml", "nergens")]
    line = problems[0].line
    assert line is not None
    assert "nergens" in broken.splitlines()[line - 1]


def test_without_a_set_up_the_other_documents_say_so(round_: Round) -> None:
    problems = problems_of("measures", {"measures.yaml": "schema: 1\n"}, desk_of(round_, 2).dossier)
    assert problems[0].file == "analysis.yaml"


def test_equal_documents_have_one_digest() -> None:
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"}) != digest_of({"a": "12", "b": ""})
