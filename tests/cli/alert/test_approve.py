# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.alert.walk import CRITERIA, alert, answers_file, made_draft, right_answers, typing
from weerbaar.alerting.register import Approved, State
from weerbaar.cli.alert.desk import store_of, use_of


def offered(folder: Path) -> tuple[Path, Path]:
    draft = made_draft(folder / "c.yaml")
    assert alert("approve", draft, "--register", folder / "reg", "--author", "Bram") == 0
    return draft, folder / "reg"


def state(register: Path) -> State:
    return use_of(store_of(str(register)), "inzet-1").state


def test_a_draft_is_approved_by_another_who_did_every_check(tmp_path: Path) -> None:
    draft, register = offered(tmp_path)
    assert state(register) is State.WAITING
    answers = answers_file(tmp_path / "a.yaml", right_answers(register, "inzet-1"))
    words = ["approve", draft, "--register", register, "--author", "Bram", "--by", "Chris", "--answers", answers]
    assert alert(*words) == 0
    use = use_of(store_of(str(register)), "inzet-1")
    said = use.approvals[-1].said
    assert isinstance(said, Approved)
    assert (said.by, len(said.checks), said.draft) == (("Chris",), 8, use.draft_hash)
    before = len(store_of(str(register)).events())
    assert alert(*words) == 0
    assert len(store_of(str(register)).events()) == before


def test_the_same_is_asked_where_there_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, register = offered(tmp_path)
    lines = [*CRITERIA.values(), *right_answers(register, "inzet-1").values()]
    typing(monkeypatch, "\n".join(lines) + "\n")
    assert alert("approve", draft, "--register", register, "--author", "Bram", "--by", "Chris") == 0
    assert state(register) is State.APPROVED


def test_a_wrong_answer_is_kept_and_approves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, register = offered(tmp_path)
    answers = answers_file(tmp_path / "a.yaml", right_answers(register, "inzet-1") | {"niveau": "9999"})
    words = ["approve", draft, "--register", register, "--author", "Bram", "--by", "Chris", "--answers", answers]
    capsys.readouterr()
    assert alert(*words) == 2
    assert "checks.niveau" in capsys.readouterr().err
    assert [c.said.shown for c in use_of(store_of(str(register)), "inzet-1").checks].count(False) == 1
    assert state(register) is State.WAITING


def test_criteria_that_do_not_come_to_sending_stop_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, register = offered(tmp_path)
    answers = answers_file(tmp_path / "a.yaml", {}, CRITERIA | {"middelen": "ja"})
    words = ["approve", draft, "--register", register, "--author", "Bram", "--by", "Chris", "--answers", answers]
    assert alert(*words) == 2
    assert "niet uit op inzetten" in capsys.readouterr().err
    assert state(register) is State.WAITING


@pytest.mark.parametrize("by", ["Bram", " bram "])
@pytest.mark.parametrize("how", [[], ["--emergency", "geen tijd meer over"], ["--return", "plaats klopt niet"]])
def test_nobody_approves_or_returns_an_own_draft(tmp_path: Path, by: str, how: list[str]) -> None:
    draft, register = offered(tmp_path)
    assert alert("approve", draft, "--register", register, "--author", "Bram", "--by", by, *how) == 2
    assert state(register) is State.WAITING


@pytest.mark.parametrize(("how", "after"), [("--return", State.DRAFT), ("--reject", State.REJECTED)])
def test_a_draft_goes_back_or_is_rejected(tmp_path: Path, how: str, after: State) -> None:
    draft, register = offered(tmp_path)
    words = ["approve", draft, "--register", register, "--author", "Bram", "--by", "Chris"]
    assert alert(*words, how, "de plaats klopt niet") == 0
    assert state(register) is after


def test_a_draft_with_errors_is_not_offered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = made_draft(tmp_path / "c.yaml")
    draft.write_text(draft.read_text().replace("Bel 112", "Bel 0800-1234567"))
    draft.write_text(draft.read_text().replace("expires: '20", "expires: '19"))
    assert alert("approve", draft, "--register", tmp_path / "reg", "--author", "Bram") == 1
    assert "time.expires" in capsys.readouterr().out
    assert not (tmp_path / "reg").exists()


def test_input_that_ends_too_early_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, register = offered(tmp_path)
    typing(monkeypatch, "ja\n")
    assert alert("approve", draft, "--register", register, "--author", "Bram", "--by", "Chris") == 2
    assert "--answers" in capsys.readouterr().err
