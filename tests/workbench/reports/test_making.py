# SPDX-License-Identifier: EUPL-1.2
"""Documents from the rows of a round: marked, withheld by level, with and without annexes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from lxml import html

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.reports import kinds, making
from weerbaar.workbench.reports.archive import unpacked
from weerbaar.workbench.reports.documents import Question
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def silent(_share: float) -> None:
    """Nobody waits."""


def made(round_: Round, level: int, question: Question) -> bytes:
    return making.make(kinds.prepare(round_, level, question.parameters()), silent)


def page(round_: Round, level: int, document: str = "letter", **options: object) -> html.HtmlElement:
    question = Question(document, draws=10_000, **options)  # type: ignore[arg-type]
    return html.document_fromstring(made(round_, level, question).decode())


def test_the_marking_is_that_of_the_most_confidential_thing_in_it(round_: Round) -> None:
    hidden = round_.scenarios.first()
    hidden.change(1, level=Level.CONFIDENTIAL)
    round_.touch()
    round_.refresh_from_db()
    full, part = page(round_, Level.CONFIDENTIAL), page(round_, Level.INTERNAL)
    assert "Stg. Confidentieel" in full.xpath("//p[@class='marking']")[0].text
    assert hidden.title_nl in full.text_content()
    assert "weggelaten" not in full.text_content()
    assert part.xpath("//p[@class='marking']")[0].text == "Intern gebruik"
    assert hidden.title_nl not in part.text_content()
    assert "Een deel van deze ronde is vertrouwelijker dan dit stuk en is weggelaten" in part.text_content()


def test_what_is_public_bears_no_marking(round_: Round) -> None:
    round_.change(1, level=Level.OPEN)
    assert not page(round_, Level.OPEN).xpath("//p[contains(@class, 'marking')]")


def test_a_report_without_annexes_says_so_and_has_none(round_: Round) -> None:
    whole = page(round_, Level.INTERNAL, "findings", lang="en")
    short = page(round_, Level.INTERNAL, "findings", lang="en", annexes=False)
    assert any(h.text_content().startswith("Annex") for h in whole.iter("h2"))
    assert not any(h.text_content().startswith("Annex") for h in short.iter("h2"))
    assert "made without annexes" in short.text_content()
    ids = set(short.xpath("//@id"))
    assert all(target.removeprefix("#") in ids for target in short.xpath("//a/@href"))


def test_outcomes_are_open_data_with_the_weights_that_were_chosen(round_: Round) -> None:
    found = json.loads(made(round_, Level.INTERNAL, Question(format="json", weights="dirichlet", draws=10_000)))
    assert {s["id"] for s in found["scenarios"]} == {s.slug for s in round_.scenarios.all()}
    assert found["run_record"]["draws"] == 10_000
    assert "dirichlet" in json.dumps(found["run_record"]["settings"])


def test_a_table_file_and_a_pdf_are_what_they_say(round_: Round) -> None:
    tables = unpacked(made(round_, Level.INTERNAL, Question("fact-sheets", format="csv", draws=10_000)))
    assert "tabel-01.csv" in tables
    assert b"Intern gebruik" in tables["tabel-01.csv"]
    assert made(round_, Level.INTERNAL, Question("letter", format="pdf", draws=10_000)).startswith(b"%PDF")


def test_everything_that_is_signed_comes_in_both_languages(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = {name: making.FORMATS[name] for name in ("html", "json")}
    monkeypatch.setattr(making, "FORMATS", quick)
    shares: list[float] = []
    material = kinds.prepare_publication(round_, Level.INTERNAL, {})
    files = unpacked(making.make_publication(material, shares.append))
    slug = round_.slug
    assert set(files) == {
        "dossier.zip",
        "results.json",
        "run-record.json",
        *(f"nl/{slug}-{name}.html" for name in ("bevindingenrapportage", "brief", "factsheets")),
        *(f"en/{slug}-{name}.html" for name in ("findings-report", "letter", "fact-sheets")),
    }
    record = json.loads(files["run-record.json"])
    assert record["id"].encode() in files[f"nl/{slug}-brief.html"] + files[f"en/{slug}-findings-report.html"]
    assert json.loads(files["results.json"])["run_record"]["id"] == record["id"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_process_that_computes_needs_no_django() -> None:
    code = "import sys, weerbaar.workbench.reports.making; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
