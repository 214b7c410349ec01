# SPDX-License-Identifier: EUPL-1.2
"""The tags that every page has."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from weerbaar.base import Text
from weerbaar.workbench.rounds.models import Round


def _rendered(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


def test_both_languages_stand_in_the_template() -> None:
    text = '{% say "{n} rondes" "{n} rounds" n=n %}'
    assert _rendered(text, n="<b>3</b>") == "&lt;b&gt;3&lt;/b&gt; rondes"
    with translation.override("en"):
        assert _rendered(text, n=3) == "3 rounds"


def test_a_text_and_two_columns_follow_the_page() -> None:
    round_ = Round(title_nl="Ronde", title_en="Round", label="x", organisation_nl="Alleen Nederlands")
    assert _rendered('{{ t|words }} {{ r|either:"title" }}', t=Text(nl="een", en="one"), r=round_) == "een Ronde"
    with translation.override("en"):
        assert _rendered('{{ r|either:"title" }} {{ r|either:"organisation" }}', r=round_) == "Round Alleen Nederlands"


def test_numbers_have_the_sign_of_the_language() -> None:
    assert "," in _rendered("{{ n|in_number:2 }}", n=0.25)
    with translation.override("en"):
        assert "." in _rendered("{{ n|in_number:2 }}", n=0.25)


def test_words_may_be_kept_under_a_name_and_come_from_the_page() -> None:
    assert _rendered('{% say "{n} rondes" "{n} rounds" n=n as kept %}[{{ kept }}]', n="<3") == "[&lt;3 rondes]"
    assert _rendered('{% say dutch "Rounds" %}', dutch="<b>Rondes</b>") == "<b>Rondes</b>"
    assert _rendered('{% say "Rondes" "Rounds" %}', say_in="en", lang="nl") == "Rounds"


@pytest.mark.parametrize("tag", ['say "Een"', 'say "Een" "One" n', 'say "Een" "One" 1n=2'])
def test_a_tag_that_cannot_be_read_is_refused(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="say"):
        Template(f"{{% {tag} %}}")
