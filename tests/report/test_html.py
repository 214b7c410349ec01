# SPDX-License-Identifier: EUPL-1.2
"""The HTML renderer: self-contained, accessible, and text stays text."""

from __future__ import annotations

import itertools
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.report.rounds import HOSTILE, LINES, example, findings, hostile
from weerbaar.base import Text
from weerbaar.report import Branding, Logo, Paragraph, Run, fact_sheets, findings_report, letter_core, render_html
from weerbaar.report.model import Report, Section

BUILDERS = (findings_report, letter_core, fact_sheets)
ROUNDS = ("nrb-2012", "voorbeeld-2012", "rrp-brabant-zuidoost-2019")


def parsed(report: Report) -> html.HtmlElement:
    return html.document_fromstring(render_html(report))


@pytest.mark.parametrize("build", BUILDERS)
def test_markup_in_the_data_stays_text(build: object) -> None:
    page = render_html(build(*hostile()))  # type: ignore[operator]
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script")
    assert "<script" not in page.lower()
    assert HOSTILE in tree.text_content()
    assert "{{ 7*7 }}" in tree.text_content()


def test_the_four_lines_are_in_the_page_word_for_word() -> None:
    text = parsed(letter_core(*example("nrb-2012"))).text_content()
    for line in LINES:
        assert line in text


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("name", ROUNDS)
def test_headings_are_in_order_and_ids_are_unique(build: object, name: str) -> None:
    tree = parsed(build(*example(name)))  # type: ignore[operator]
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for reference in tree.xpath("//@aria-labelledby | //@aria-describedby"):
        assert set(reference.split()) <= set(ids)
    for target in tree.xpath("//a/@href"):
        assert target.removeprefix("#") in ids


@pytest.mark.parametrize("name", ROUNDS)
def test_tables_have_scoped_headers_and_can_be_scrolled_by_keyboard(name: str) -> None:
    tree = parsed(findings(name))
    tables = tree.xpath("//table")
    assert tables
    for table in tables:
        assert all(th.get("scope") == "col" for th in table.xpath("./thead/tr/th"))
        assert all(th.get("scope") == "row" for th in table.xpath("./tbody/tr/th"))
        assert len(table.xpath("./tbody/tr/th")) == len(table.xpath("./tbody/tr"))
        assert table.getparent().get("tabindex") == "0"
        assert table.getparent().get("role") == "region"


@pytest.mark.parametrize("name", ROUNDS)
def test_every_figure_has_a_description_and_the_same_facts_as_table(name: str) -> None:
    tree = parsed(findings(name))
    figures = tree.xpath("//figure[@class='picture']")
    assert figures
    for figure in figures:
        for svg in figure.xpath(".//svg"):
            assert svg.xpath("string(./title)")
            assert svg.xpath("string(./desc)")
        assert figure.xpath("./details//table")


@pytest.mark.parametrize("name", ROUNDS)
def test_every_caption_carries_the_run(name: str) -> None:
    report = findings(name)
    captions = parsed(report).xpath("//figcaption")
    assert captions
    assert all(report.run_id in c.text_content() for c in captions)


def test_the_page_needs_nothing_from_elsewhere_and_runs_no_script() -> None:
    page = render_html(findings("nrb-2012"))
    assert "default-src 'none'" in page
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //link | //iframe | //object | //@onclick | //@onload")
    assert not [src for src in tree.xpath("//@src") if not src.startswith("data:")]
    assert not re.search(r"@import|url\(\s*['\"]?http", page)


def test_language_skip_link_and_title() -> None:
    tree = parsed(findings("nrb-2012", "en"))
    assert tree.get("lang") == "en"
    assert tree.findtext(".//title") == "Findings report – National Risk Assessment 2012"
    first = tree.find(".//body")[0]
    assert (first.get("href"), first.text) == ("#inhoud", "Skip to content")
    assert tree.xpath("//blockquote[@lang='nl']")
    assert tree.xpath("//td[@lang='nl']")


def test_warning_stands_at_the_top_and_at_the_bottom() -> None:
    tree = parsed(findings("voorbeeld-2012"))
    assert len(tree.xpath("//p[contains(., 'verzonnen scores')][contains(@class, 'banner')]")) == 2
    assert not parsed(findings("nrb-2012")).xpath("//p[@class='banner']")


def test_the_same_report_gives_the_same_text() -> None:
    assert render_html(findings_report(*example("nrb-2012"))) == render_html(findings("nrb-2012"))


def test_logo_and_colour_of_the_organisation() -> None:
    brand = Branding("Gemeente Dorp", Logo(b"\x89PNG", "png"), "#123456")
    page = render_html(letter_core(*example("nrb-2012"), branding=brand))
    tree = html.document_fromstring(page)
    (picture,) = tree.xpath("//img")
    assert picture.get("alt") == "Logo van Gemeente Dorp"
    assert picture.get("src") == "data:image/png;base64,iVBORw=="
    assert "--brand: #123456" in page


def test_styles_and_languages_of_runs_become_elements() -> None:
    runs = (Run("a & b", bold=True), Run("c", italic=True, lang="nl"))
    report = Report("letter", "t", "s", "o", "en", 2013, "r", (Section("s1", 1, "", "k", (Paragraph(runs),)),))
    assert '<p><strong>a &amp; b</strong><span lang="nl"><em>c</em></span></p>' in render_html(report)


def test_the_page_is_not_wider_than_a_telephone(browser: Path, tmp_path: Path) -> None:
    """At 360 pixels the body does not scroll sideways; wide tables scroll inside their own region."""
    page = tmp_path / "page.html"
    text = render_html(findings("rrp-brabant-zuidoost-2019"))
    # The measuring script is the test's own; the page itself forbids scripts, so its policy is taken out here.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    probe = "<script>document.title='W'+document.documentElement.scrollWidth+'/'+window.innerWidth</script></body>"
    page.write_text(text.replace("</body>", probe), encoding="utf-8")
    done = subprocess.run(
        [
            str(browser),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--window-size=360,800",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = re.search(r"<title>W(\d+)/(\d+)</title>", done.stdout)
    assert found is not None
    assert int(found[1]) <= int(found[2])


def test_a_marking_stands_above_and_below_the_text() -> None:
    report = replace(letter_core(*example("voorbeeld-2012")), marking=Text(nl="Stg. Geheim <b>", en="Secret"))
    tree = parsed(report)
    said = tree.xpath("//p[contains(@class, 'marking')][not(@aria-hidden)]")
    assert [p.text for p in said] == ["Stg. Geheim <b>"] * 2
    assert "</b" not in tree.xpath("string(//style)")
    assert 'content: "Stg\\00002e\\000020Geheim' in tree.xpath("string(//style)")
    assert not parsed(replace(report, marking=None)).xpath("//p[contains(@class, 'marking')]")


def test_every_printed_page_bears_the_marking_above_and_below(browser: Path, poppler: Path, tmp_path: Path) -> None:
    report = replace(findings("voorbeeld-2012"), marking=Text(nl="Stg. Geheim", en="Secret"))
    (tmp_path / "x.html").write_text(render_html(report), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [browser, *options, f"--print-to-pdf={tmp_path / 'x.pdf'}", (tmp_path / "x.html").as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    pages = subprocess.run(
        [poppler.with_name("pdftotext"), tmp_path / "x.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")[:-1]
    assert len(pages) > 5
    assert [p for p in pages[1:-1] if p.count("Stg. Geheim") != 2] == []
    assert all(p.count("Stg. Geheim") >= 2 for p in pages)
