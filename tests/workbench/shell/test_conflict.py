# SPDX-License-Identifier: EUPL-1.2
"""The conflict screen shows both texts, keeps what was typed, and sends it again with the new version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.conflict import conflict_page, differences, marked, readable
from weerbaar.workbench.shell.versioned import StaleVersionError


def _bare(markup: str) -> str:
    """Without the words for who only hears the page."""
    import re

    return re.sub(r'<span class="unseen">.*?</span>', "", markup)


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = marked("De dijk breekt bij Tiel.", "De dijk breekt door bij Tiel.")
    assert _bare(old) == "De dijk breekt bij Tiel."
    assert _bare(new) == "De dijk breekt <ins>door </ins>bij Tiel."
    old, new = marked("Een <b>grote</b> brand", "Een kleine brand")
    assert _bare(old) == "Een <del>&lt;b&gt;grote&lt;/b&gt; </del>brand"
    assert _bare(new) == "Een <ins>kleine </ins>brand"


def test_who_hears_the_page_hears_the_marks() -> None:
    old, _ = marked("a b", "a")
    assert "[weggelaten:" in old


def test_lines_that_stay_are_never_marked() -> None:
    lines = [f"Regel {n} over water en wegen.\n" for n in range(2_000)]
    changed = [*lines]
    changed[1_000] = "Iets heel anders.\n"
    old, new = marked("".join(lines), "".join(changed))
    assert old.count("<del>") <= 3
    assert new.count("<ins>") <= 3
    assert "Regel 999 over water en wegen." in new


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "ja"), (3, "3"), (["a", "b"], "a\nb"), ([{"x": "y"}], "x: y"), ("a\r\nb", "a\nb")],
)
def test_values_are_written_as_people_would(value: Any, text: str) -> None:
    assert readable(value) == text


def test_a_mapping_is_compared_part_by_part() -> None:
    row = Round(annexes={"summary": {"nl": "een", "en": "one"}, "same": "x"}, title_nl="T")
    found = list(
        differences(
            row,
            {"annexes": {"summary": {"nl": "twee", "en": "one"}, "same": "x"}, "title_nl": "T "},
            {"annexes.summary": "Samenvatting"},
        )
    )
    assert [(d.name, d.label, d.current, d.proposed) for d in found] == [
        ("annexes.summary.nl", "Samenvatting · Nederlands", "een", "twee")
    ]


@pytest.mark.django_db
def test_the_page_keeps_the_text_and_sends_it_again_with_the_new_version(
    round_: Round, make_user: Callable[..., Any]
) -> None:
    round_.change(1, title_nl="Titel van Anna")
    with pytest.raises(StaleVersionError) as refused:
        round_.change(1, title_nl="Titel van Bert")
    post = {"title_nl": "Titel van Bert", "version": "1", "extra": ["a", "b"], "csrfmiddlewaretoken": "oud"}
    request = RequestFactory().post("/rondes/x/instellingen?stap=2", post)
    request.user = AnonymousUser()
    answer = conflict_page(request, refused.value, {"title_nl": "Titel"}, back="/rondes/x/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert '<h2 id="verschil-1">Titel</h2>' in page
    assert "Titel van Bert</textarea>" in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert page.count('name="version"') == 1
    assert page.count('name="extra"') == 2
    assert 'value="oud"' not in page
    assert 'action="/rondes/x/instellingen?stap=2"' in page
    assert 'href="/rondes/x/"' in page


@pytest.mark.django_db
def test_what_only_the_other_changed_is_not_taken_back(round_: Round) -> None:
    round_.change(1, label="Van Anna", title_nl="Titel van Anna")
    old = Round.history.get(id=round_.pk, version=1)
    with pytest.raises(StaleVersionError) as refused:
        round_.change(1, label=old.label, title_nl="Titel van Bert")
    post = {"label": old.label, "title_nl": "Titel van Bert", "version": "1"}
    request = RequestFactory().post("/rondes/x/instellingen", post)
    request.user = AnonymousUser()
    page = conflict_page(
        request, refused.value, {"label": "Korte naam", "title_nl": "Titel"}, back="/"
    ).content.decode()
    assert '<input type="hidden" name="label" value="Van Anna">' in page
    assert '<input type="hidden" name="title_nl" value="Titel van Bert">' in page
    assert "Alleen door de ander gewijzigd" in page
    assert "<li>Korte naam</li>" in page
    assert page.count('class="card conflict"') == 2
