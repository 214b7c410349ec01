# SPDX-License-Identifier: EUPL-1.2
"""Markdown becomes HTML that can do no harm."""

from __future__ import annotations

import pytest

from weerbaar.workbench.library.storytext import as_html


def test_ordinary_markdown_is_shown() -> None:
    html = as_html("### Kop\n\nEen **vet** woord.\n\n* een\n* twee")
    assert "<h3>Kop</h3>" in html
    assert "<strong>vet</strong>" in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html,<script>alert(1)</script>)",
        "[klik]( JaVaScRiPt:alert(1))",
        "![x](https://elders.nl/spion.png)",
        '!["><script>alert(1)</script>](https://elders.nl/x.png)',
        '<https://elders.nl/"onmouseover=alert(1)>',
        "<iframe src='//elders.nl'></iframe>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    html = as_html(text)
    for part in ("<script", "<img", "<iframe", 'javascript:alert(1)"', 'href="data:', '"onmouseover'):
        assert part not in html


def test_a_link_tells_nothing_to_the_other_side() -> None:
    html = as_html("[brief](https://voorbeeld.nl)")
    assert html == '<p><a href="https://voorbeeld.nl" rel="noopener noreferrer nofollow external">brief</a></p>\n'


def test_a_picture_is_its_description() -> None:
    assert (
        as_html("![kaart van het gebied](https://elders.nl/kaart.png)")
        == "<p><em>[afbeelding: kaart van het gebied]</em></p>\n"
    )


def test_a_table_can_be_reached_by_keyboard() -> None:
    html = as_html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert '<div class="table-scroll" role="group" aria-label="Tabel" tabindex="0"><table class="table">' in html
    assert html.rstrip().endswith("</table></div>")


def test_deeply_nested_text_ends() -> None:
    assert len(as_html("> " * 500 + "diep")) < 50_000
