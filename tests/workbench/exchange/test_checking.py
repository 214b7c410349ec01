# SPDX-License-Identifier: EUPL-1.2
"""Whatever comes in gives its content or one clear message per problem, without a path of the server in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbench.exchange.files import bomb, changed_zip, climbing, example
from weerbaar.base import InputError, Problem, Text
from weerbaar.method import load_method
from weerbaar.workbench.exchange import checking, exporting
from weerbaar.workbench.exchange.checking import check, kind_of, problem_data, problems_from
from weerbaar.workbench.exchange.uploads import in_folder
from weerbaar.workbench.reports.archive import dossier_archive


def workbook() -> bytes:
    return exporting._table(example(), "workbook")


def with_macro() -> bytes:
    raw = io.BytesIO(workbook())
    with zipfile.ZipFile(raw, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return raw.getvalue()


def said(name: str, content: bytes, *, new: bool = False) -> str:
    try:
        found = check(name, content, None if new else example())
    except InputError as error:
        return error.render("nl")
    assert found.dossier is None
    return "\n".join(p.render("nl") for p in found.problems)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("leeg.zip", b"", "het bestand is leeg"),
        ("brief.docx", b"x", "dit soort bestand kan hier niet"),
        ("geen ending", b"x", "dit soort bestand kan hier niet"),
        ("nep.zip", b"geen zip", "is geen geldig zip-archief"),
        ("bom.zip", bomb(), "archiefbom"),
        ("klim.zip", climbing(), "dit pad leidt uit de map"),
        ("nep.xlsx", b"geen werkmap", "is geen Excel-werkmap"),
        ("macro.xlsx", with_macro, "bevat macro's"),
        ("macro.xlsm", workbook, "bevat macro's"),
        ("latin.csv", "scenario;criterium\né;x".encode("latin-1"), "UTF-8"),
        ("kolommen.csv", b"a;b\n1;2\n", "kolom"),
    ],
    ids=lambda v: v if isinstance(v, str) and "." in v else "",
)
def test_what_cannot_be_used_gives_a_clear_message(
    name: str, content: bytes | Callable[[], bytes], expected: str
) -> None:
    message = said(name, content if isinstance(content, bytes) else content())
    assert expected in message
    assert name in message
    assert "/" not in message.replace("../../buiten.md", "")


def test_a_new_round_needs_a_dossier() -> None:
    assert "Kies een dossier als .zip" in said("oordelen.csv", b"x", new=True)


def test_a_file_that_is_too_large_is_refused(settings: object) -> None:
    settings.LARGEST_UPLOAD = 2 * 1_048_576  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="at most 2 MB"):
        kind_of("groot.zip", 3 * 1_048_576, new_round=False)


def test_every_problem_has_its_place_and_value() -> None:
    found = check("dossier.zip", changed_zip("label: B", "label: Q"), None)
    assert found.dossier is None
    assert len(found.errors) > 1
    for problem in found.errors:
        assert problem.file.startswith("judgements/")
        assert problem.line
        assert problem.value == "Q"


def test_a_cell_of_a_workbook_is_named() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["Scores"]["D2"] = "Q"
    raw = io.BytesIO()
    book.save(raw)
    (problem,) = check("scores.xlsx", raw.getvalue(), example()).errors
    assert (problem.file, problem.field, problem.value) == ("scores.xlsx", "Scores!D2", "Q")


def test_good_files_give_what_they_hold() -> None:
    there = example()
    for name, content in (
        ("a.zip", dossier_archive(there)),
        ("a.xlsx", workbook()),
        ("a.csv", exporting._table(there, "csv")),
    ):
        found = check(name, content, there)
        assert found.errors == ()
        assert found.dossier is not None
        assert {s.id: len(s.judgements) for s in found.dossier.judgements} == {
            s.id: len(s.judgements) for s in there.judgements
        }


def test_a_dossier_of_another_method_does_not_go_into_the_round() -> None:
    there = example()
    other = there.model_copy(update={"round": there.round.model_copy(update={"method": "nl-nrb-2019"})})
    assert load_method(there.round.method).id != "nl-nrb-2019"
    assert "andere methode" in "\n".join(p.render("nl") for p in check("a.zip", dossier_archive(there), other).problems)


def test_problems_survive_being_stored() -> None:
    problems = check("dossier.zip", changed_zip("label: B", "label: Q"), None).problems
    assert problems_from(problem_data(problems)) == problems


def test_a_file_is_read_under_its_own_name() -> None:
    with in_folder("map/naam.csv", b"x") as place:
        assert place.name == "naam.csv"


@pytest.mark.parametrize(("name", "new"), [("ander.zip", True), ("ander.csv", False)])
def test_one_file_is_read_at_a_time_and_the_next_is_told_so(
    name: str, new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = []

    def reading(place: Path) -> tuple[Problem, ...]:
        # While this one is being read another comes in, and is not kept waiting.
        first.append(said(name, b"scenario;criterium\n", new=new))
        return (Problem(place.name, Text(nl="fout.", en="wrong.")),)

    monkeypatch.setattr(checking, "check_dossier", reading)
    assert "fout" in said("eerste.zip", name.encode(), new=True)
    assert "een ander bestand gecontroleerd" in first[0]
    assert "een ander bestand gecontroleerd" not in said("daarna.csv", b"scenario;criterium\n")
