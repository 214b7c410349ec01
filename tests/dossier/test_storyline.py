# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.dossier.storyline import HEADINGS, parse_scenario, parse_translation

FRONT = "---\nid: a\ntitle: {nl: A}\nkind: hazard\n---\n"


def test_sections_in_either_language() -> None:
    text = FRONT + "\n## Oorzaken\n\nWind.\n\n## Vital infrastructure\nStroom.\n"
    scenario, source = parse_scenario(text, "a.md")
    assert scenario.storyline.causes.nl == "Wind."
    assert scenario.storyline.vital_infrastructure.nl == "Stroom."
    assert scenario.storyline.trigger.nl == ""
    assert source.line(("kind",)) == 4


def test_headings_are_those_of_the_guide() -> None:
    assert [t.nl for t in HEADINGS.values()] == [
        "Verantwoording",
        "Oorzaken",
        "Aanleiding",
        "Incident",
        "Context",
        "Gevolgen",
        "Respons",
        "Vitale infrastructuur",
    ]


def test_translation_fills_english() -> None:
    english = parse_translation("<!-- c -->\n\n## Causes\n\nWind, *much*.\n\n### More\n", "a.en.md")
    scenario, _ = parse_scenario(FRONT + "## Oorzaken\nWind.", "a.md", english)
    assert scenario.storyline.causes.en == "Wind, *much*.\n\n### More"


def test_comment_before_the_front_matter_and_windows_lines() -> None:
    text = "<!-- SPDX -->\r\n" + FRONT.replace("\n", "\r\n") + "## Incident\r\n\r\nEen\r\ntwee\r\n"
    scenario, source = parse_scenario(text, "a.md")
    assert scenario.storyline.incident.nl == "Een\ntwee"
    assert source.line(("id",)) == 3


def test_problems_of_front_matter_and_sections_come_together() -> None:
    text = FRONT.replace("hazard", "danger") + "Los.\n## Oorzaak\n\n## Gevolgen\n\n## Gevolgen\n\n# Titel\n"
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "a.md")
    found = sorted((p.line, p.message.nl.split(";")[0]) for p in caught.value.problems)
    assert [line for line, _ in found] == [4, 6, 7, 11, 13]
    assert "onbekende kop" in found[2][1]
    assert "onbekende kop" in found[4][1]


def test_storyline_in_the_front_matter_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse_scenario(FRONT.replace("kind", "storyline: {}\nkind"), "a.md")
    assert caught.value.problems[0].line == 4
    assert "koppen" in caught.value.render("nl")


def test_control_character_is_refused_at_its_section() -> None:
    with pytest.raises(InputError) as caught:
        parse_scenario(FRONT + "## Oorzaken\n\na\x07b\n", "a.md")
    assert (caught.value.problems[0].line, caught.value.problems[0].file) == (6, "a.md")
    assert "stuurteken" in caught.value.render("nl")


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- only -->\n"])
def test_empty_scenario_file_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "a.md")
    assert caught.value.problems[0].line == 1
