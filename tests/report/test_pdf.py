# SPDX-License-Identifier: EUPL-1.2
"""The PDF renderer: tagged, reproducible, and text stays text."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.rounds import HEADINGS, LINES, example, findings, hostile, many
from weerbaar.assessment import assess
from weerbaar.base import Text
from weerbaar.report import (
    Branding,
    Logo,
    Paragraph,
    Run,
    Section,
    fact_sheets,
    findings_report,
    letter_core,
    render_pdf,
)
from weerbaar.report.model import FigureBlock, Report, Table
from weerbaar.report.pdf import document_data

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    b'<rect width="40" height="20"/></svg>'
)


def text_of(poppler: Path, content: bytes, folder: Path, *options: str) -> str:
    """The text of a PDF with words put together again that were cut at the end of a line."""
    file = folder / "x.pdf"
    file.write_bytes(content)
    program = poppler.with_name("pdftotext")
    done = subprocess.run([program, *options, file, "-"], capture_output=True, check=True, text=True)
    return re.sub(r"\s+", " ", re.sub(r"-\n", "", done.stdout))


def pages_of(poppler: Path, content: bytes, folder: Path) -> int:
    file = folder / "x.pdf"
    file.write_bytes(content)
    done = subprocess.run([poppler.with_name("pdfinfo"), file], capture_output=True, check=True, text=True)
    found = re.search(r"Pages:\s+(\d+)", done.stdout)
    assert found is not None
    return int(found[1])


def test_the_letter_holds_its_lines_and_headings(poppler: Path, tmp_path: Path) -> None:
    text = text_of(poppler, render_pdf(letter_core(*example("nrb-2012"))), tmp_path)
    for line in LINES:
        assert line in text
    for letter, heading in zip("abcde", HEADINGS, strict=True):
        assert f"{letter}. {heading}" in text


def test_markup_in_the_data_stays_text(poppler: Path, tmp_path: Path) -> None:
    for build in (findings_report, letter_core, fact_sheets):
        text = text_of(poppler, render_pdf(build(*hostile())), tmp_path)
        assert '#read("/etc/passwd")' in text
        assert "<script>alert(1)</script>" in text
        assert "{{ 7*7 }}" in text
        assert "$x$ \\LaTeX" in text
        assert "root:" not in text


@pytest.mark.parametrize("build", [pytest.param(findings_report, marks=pytest.mark.thorough), letter_core, fact_sheets])
def test_characters_without_a_shape_do_not_stop_the_report(
    build: Callable[..., Report], poppler: Path, tmp_path: Path
) -> None:
    dossier, _ = example("nrb-2012")
    scenarios = [
        s.model_copy(update={"title": Text(nl=f"Brand 🙂国{i}"), "note": Text(nl="Rook 🔥 overal")})
        for i, s in enumerate(dossier.scenarios)
    ]
    odd = dossier.model_copy(
        update={
            "scenarios": tuple(scenarios),
            "round": dossier.round.model_copy(update={"organisation": Text(nl="Dorp 🏘")}),
        }
    )
    report = build(odd, assess(odd, draws=500))
    text = text_of(poppler, render_pdf(report), tmp_path)
    assert "Dorp �" in text
    assert "🙂" not in text
    assert "staan hier als �" in text
    assert "staan hier als" not in text_of(poppler, render_pdf(build(*example("nrb-2012"))), tmp_path)


def test_the_same_report_gives_the_same_bytes() -> None:
    report = findings("rrp-brabant-zuidoost-2019")
    assert render_pdf(report) == render_pdf(report)


def test_the_file_is_tagged_and_dated_by_the_report(poppler: Path, tmp_path: Path) -> None:
    content = render_pdf(letter_core(*example("nrb-2012"), lang="en"))
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    done = subprocess.run([poppler.with_name("pdfinfo"), file], capture_output=True, check=True, text=True)
    assert re.search(r"Tagged:\s+yes", done.stdout)
    assert re.search(r"Title:\s+Letter to parliament: core – National Risk Assessment 2012", done.stdout)
    assert b"pdfuaid" in content
    assert b"/Lang (en-GB)" in content or b"/Lang(en-GB)" in content
    assert b"D:20130101" in content


def test_every_picture_has_an_alternative_text() -> None:
    report = findings("rrp-brabant-zuidoost-2019")
    pictures: dict[str, bytes] = {}
    data = document_data(report, pictures)
    figures = [b for p in data["pages"] for s in p["sections"] for b in s["blocks"] if b["type"] == "figure"]
    assert len(figures) == len([b for b in report.blocks() if isinstance(b, FigureBlock)]) == len(pictures)
    assert all(len(f["alt"]) > 40 for f in figures)
    assert render_pdf(report).count(b"/Alt") >= len(figures)


def test_every_fact_sheet_is_exactly_one_page(poppler: Path, tmp_path: Path) -> None:
    for name in ("nrb-2012", "voorbeeld-2012", "rrp-brabant-zuidoost-2019"):
        dossier, assessment = example(name)
        assert pages_of(poppler, render_pdf(fact_sheets(dossier, assessment)), tmp_path) == len(assessment.scenarios)


def test_a_fact_sheet_full_of_text_is_still_one_page(poppler: Path, tmp_path: Path) -> None:
    dossier, assessment = example("voorbeeld-2012")
    first = dossier.scenarios[0]
    long = first.storyline.incident.model_copy(update={"nl": "Woorden over wat er gebeurt. " * 200})
    scenario = first.model_copy(update={"storyline": first.storyline.model_copy(update={"incident": long})})
    given, _ = example("nrb-2012")
    decisions = tuple(d.model_copy(update={"scenarios": (first.id,), "text": long}) for d in given.decisions[:12])
    full = dossier.model_copy(
        update={
            "scenarios": (scenario, *dossier.scenarios[1:]),
            "decisions": decisions,
            "decision_headings": given.decision_headings,
        }
    )
    assert pages_of(poppler, render_pdf(fact_sheets(full, assessment)), tmp_path) == len(assessment.scenarios)


def test_seventy_scenarios_by_ten_criteria_lie_on_their_side(poppler: Path, tmp_path: Path) -> None:
    dossier, assessment = many(70)
    content = render_pdf(findings_report(dossier, assessment))
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    done = subprocess.run(
        [poppler.with_name("pdfinfo"), "-f", "1", "-l", "200", file], capture_output=True, check=True, text=True
    )
    assert 2 <= len(re.findall(r"size:\s+841\.\d+ x 595\.\d+", done.stdout)) <= 5
    text = text_of(poppler, content, tmp_path)
    assert "Pandemie, variant 3" in text


def test_numbers_in_the_notation_of_the_language(poppler: Path, tmp_path: Path) -> None:
    rounds = example("rrp-brabant-zuidoost-2019")
    assert "0,43 (0,43 tot 0,52)" in text_of(poppler, render_pdf(fact_sheets(*rounds)), tmp_path)
    assert "0.43 (0.43 to 0.52)" in text_of(poppler, render_pdf(fact_sheets(*rounds, lang="en")), tmp_path)


def test_a_warning_stands_on_every_page(poppler: Path, tmp_path: Path) -> None:
    report = findings("voorbeeld-2012")
    content = render_pdf(report)
    pages = pages_of(poppler, content, tmp_path)
    assert text_of(poppler, content, tmp_path).count(report.warning) >= pages


def test_every_caption_carries_the_run(poppler: Path, tmp_path: Path) -> None:
    report = findings("rrp-brabant-zuidoost-2019")
    text = text_of(poppler, render_pdf(report), tmp_path)
    for word, kind in (("Tabel", Table), ("Figuur", FigureBlock)):
        for block in (b for b in report.blocks() if isinstance(b, kind)):
            assert f"{word} {block.number} {block.caption} Rekenverslag {report.run_id}" in text


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_logo_is_set_on_cover_and_letter(kind: str) -> None:
    data = SVG if kind == "svg" else example("nrb-2012") and _png()
    brand = Branding("Gemeente Dorp", Logo(data, kind))  # type: ignore[arg-type]
    with_logo = render_pdf(letter_core(*example("nrb-2012"), branding=brand))
    without = render_pdf(letter_core(*example("nrb-2012"), branding=replace(brand, logo=None)))
    assert with_logo.count(b"/Alt") == without.count(b"/Alt") + 1


def _png() -> bytes:
    import typst

    drawn = typst.compile(b"#set page(width: 40pt, height: 20pt)\n#rect()", format="png")
    assert isinstance(drawn, bytes)
    return drawn


def test_a_section_that_starts_a_page_starts_a_stretch_of_its_own() -> None:
    sections = (
        Section("a", 1, "", "a", new_page=True),
        Section("b", 2, "", "b", (Paragraph((Run("x"),)),)),
        Section("c", 1, "", "c", new_page=True, landscape=True),
    )
    report = Report("findings", "t", "s", "o", "nl", 2013, "r", sections)
    pages = document_data(report, {})["pages"]
    assert [[s["heading"] for s in p["sections"]] for p in pages] == [["a", "b"], ["c"]]
    assert [p["landscape"] for p in pages] == [False, True]


@pytest.mark.parametrize("build", [pytest.param(findings_report, marks=pytest.mark.thorough), letter_core, fact_sheets])
def test_every_page_bears_the_marking_above_and_below(
    build: Callable[..., Report], poppler: Path, tmp_path: Path
) -> None:
    plain_report = build(*example("voorbeeld-2012"), "en")
    marked = replace(plain_report, marking=Text(nl="Stg. Geheim", en="State Secret"))
    pages = text_of(poppler, render_pdf(marked), tmp_path, "-layout").split("\f")[:-1]
    assert all(p.count("State Secret") >= 2 for p in pages)
    bare = text_of(poppler, render_pdf(plain_report), tmp_path, "-layout").split("\f")[:-1]
    assert len(bare) == len(pages)
    assert "State Secret" not in "".join(bare)


def test_a_round_that_says_nothing_in_advance_has_a_report(poppler: Path, tmp_path: Path) -> None:
    dossier, assessment = example("nrb-2012")
    nothing = Text(nl="")
    silent = dossier.model_copy(update={"round": dossier.round.model_copy(update={"statement": nothing})})
    report = findings_report(silent, replace(assessment, statement=nothing))
    text = text_of(poppler, render_pdf(report), tmp_path)
    assert "Samenvatting" in text
    assert "Over de gegevens" not in text
    assert document_data(replace(report, front=(Paragraph((Run(""),)),)), {})["front"][0]["runs"] == [{"text": ""}]
