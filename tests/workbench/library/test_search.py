# SPDX-License-Identifier: EUPL-1.2
"""What is found, in which order, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.search import LONGEST_QUERY, Term, ranked, readable, show, terms_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def found(user: User, query: str, **options: Round) -> list[str]:
    terms = terms_of(query)
    return [score.slug for _, score in ranked(user, terms, readable(user, **options))]


@pytest.fixture
def texts(db: None) -> Round:
    """Four scenarios with known words and no others."""
    written = {
        "hoogwater": ("Hoogwater", "De overstromingen treffen de elektriciteitsvoorziening. Mensen zijn geëvacueerd."),
        "stroom": ("Uitval van elektriciteit", "De hoge stand van het water speelt geen rol."),
        "dijk": ("Overstroming", "Een dijk breekt bij hoge waterstand."),
        "cafe": ("Café", "Brand in een café."),
    }
    round_ = Round.objects.create(slug="woorden", title_nl="Woorden", label="W", year=2026)
    for slug, (title, text) in written.items():
        story = {"incident": {"nl": text, "en": ""}}
        Scenario.objects.create(round=round_, slug=slug, title_nl=title, story=story)
    return round_


def test_what_is_found_best_first(texts: Round, writer: User) -> None:
    expected = {
        "elektriciteit": ["stroom", "hoogwater"],
        "overstroming": ["dijk", "hoogwater"],
        "overstromingen": ["dijk", "hoogwater"],
        "EVACUATIE": ["hoogwater"],
        "cafe": ["cafe"],
        "CAFÉ": ["cafe"],
        "hoge stand": ["stroom", "dijk"],
        '"hoge stand"': ["stroom"],
        "„hoge waterstand”": ["dijk"],
        "hoge-waterstand": ["dijk"],
        "dijk elektriciteit": [],
        "overstroming elektriciteit": ["hoogwater"],
        "%": [],
        "d_jk": [],
        "": [],
    }
    assert {query: found(writer, query) for query in expected} == expected


def test_a_title_weighs_more_than_a_text(texts: Round, writer: User) -> None:
    assert found(writer, "brand café") == ["cafe"]
    assert found(writer, "elektriciteit")[0] == "stroom"


def test_short_words_are_found_whole_or_at_the_start_only(texts: Round, writer: User) -> None:
    assert found(writer, "hog") == ["dijk", "stroom"]
    assert found(writer, "ijk") == []


def test_english_texts_have_english_inflections(texts: Round, writer: User) -> None:
    row = texts.scenarios.get(slug="cafe")
    row.change(1, story={"incident": {"nl": "", "en": "Flooding of the cellars."}})
    assert found(writer, "floods") == ["cafe"]


def test_what_is_above_somebodys_clearance_is_not_found(texts: Round, writer: User) -> None:
    texts.scenarios.get(slug="dijk").change(1, level=Level.SECRET)
    assert found(writer, "dijk") == []
    writer.clearance = Level.SECRET
    assert found(writer, "dijk") == ["dijk"]


def test_only_rounds_somebody_may_read(texts: Round, make_user: Callable[..., User]) -> None:
    other = Round.objects.create(slug="anders", title_nl="Anders", label="A", year=2026)
    assert found(make_user(), "dijk") == []
    assert found(make_user(Role.READER, other), "dijk") == []
    assert found(make_user(Role.READER, texts), "dijk") == ["dijk"]


def test_one_round_can_be_searched(texts: Round, writer: User) -> None:
    assert found(writer, "dijk", within=texts) == ["dijk"]
    assert found(writer, "dijk", within=Round(pk=texts.pk + 1)) == []


def test_a_snippet_marks_what_was_looked_for(texts: Round, writer: User) -> None:
    terms = terms_of("evacuatie elektriciteit")
    (shown,) = show(ranked(writer, terms, [texts]), terms)
    assert shown.section == "incident"
    assert [text for text, hit in shown.snippet if hit] == ["elektriciteitsvoorziening", "geëvacueerd"]
    assert "".join(text for text, _ in shown.snippet).startswith("De overstromingen treffen")


def test_a_long_text_is_cut_around_the_hit(texts: Round, writer: User) -> None:
    row = texts.scenarios.get(slug="cafe")
    row.change(1, story={"incident": {"nl": "vulling " * 300 + "de *sirene* loeit " + "vulling " * 300, "en": ""}})
    terms = terms_of("sirenes")
    (shown,) = show(ranked(writer, terms, [texts]), terms)
    text = "".join(part for part, _ in shown.snippet)
    assert len(text) < 500
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert ("sirene", True) in shown.snippet


def test_a_query_has_bounds() -> None:
    assert len(terms_of(" ".join(f"woord{n}" for n in range(50)))) == 8
    assert terms_of("a" * 1000) == [Term(("a" * LONGEST_QUERY,))]
    assert terms_of('twee twee "een twee"') == [Term(("twee",)), Term(("een", "twee"))]
