# SPDX-License-Identifier: EUPL-1.2
"""Filters, order, neighbours, and what changed since an earlier round."""

from __future__ import annotations

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library import listing
from weerbaar.workbench.library.listing import Filters
from weerbaar.workbench.library.models import Comment, ReviewState, Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db: None, writer: User) -> Round:
    """Three scenarios that differ in everything."""
    round_ = Round.objects.create(slug="klein", title_nl="Klein", label="K", year=2026)
    make = Scenario.objects.create
    make(round=round_, slug="b", title_nl="Brand", theme_nl="Vuur", theme_en="Fire", status="draft", author=writer)
    make(round=round_, slug="a", title_nl="Aanval", theme_nl="Mensen", kind="threat", level=Level.INTERNAL)
    make(round=round_, slug="c", title_nl="Cyber", theme_nl="Mensen", kind="threat", review_state=ReviewState.APPROVED)
    return round_


def slugs(user: User, round_: Round, **query: str) -> list[str]:
    return [row.slug for row in listing.scenarios(user, round_, Filters.of(query))]


def test_filters_and_order(small: Round, writer: User) -> None:
    assert slugs(writer, small) == ["a", "b", "c"]
    assert slugs(writer, small, thema="Mensen") == ["a", "c"]
    assert slugs(writer, small, thema="Fire") == ["b"]
    assert slugs(writer, small, soort="threat", toetsing="approved") == ["c"]
    assert slugs(writer, small, status="draft") == slugs(writer, small, mijn="1") == ["b"]
    assert slugs(writer, small, sorteer="-titel") == ["c", "b", "a"]
    assert slugs(writer, small, sorteer="-rubricering")[0] == "a"
    writer.clearance = Level.OPEN
    assert slugs(writer, small) == ["b", "c"]


def test_what_is_no_filter_is_left_out(small: Round, writer: User) -> None:
    odd = {"soort": "'; drop", "status": "x", "toetsing": "y", "sorteer": "password", "mijn": "ja", "thema": "\0"}
    assert Filters.of(odd) == Filters()
    assert Filters().query() == ""


def test_filters_stand_in_the_address(small: Round) -> None:
    filters = Filters.of({"thema": "Mensen & meer", "sorteer": "-titel", "mijn": "1"})
    assert filters.query() == "?thema=Mensen+%26+meer&mijn=1&sorteer=-titel"
    assert filters.narrow
    columns = {c.label: c for c in listing.columns(filters)}
    assert (columns["Titel"].direction, columns["Titel"].arrow) == ("descending", "▼")
    assert columns["Titel"].address == "?thema=Mensen+%26+meer&mijn=1&sorteer=titel"
    assert columns["Soort"].direction == ""


def test_open_remarks_are_counted_without_answers(small: Round, writer: User) -> None:
    row = small.scenarios.get(slug="b")
    thread = Comment.objects.create(scenario=row, version=1, text="x")
    Comment.objects.create(scenario=row, version=1, text="y", parent=thread)
    Comment.objects.create(scenario=row, version=1, text="z", resolved="2026-01-01T00:00Z")
    found = {r.slug: r.open_comments for r in listing.scenarios(writer, small, Filters())}
    assert found == {"a": 0, "b": 1, "c": 0}
    assert slugs(writer, small, sorteer="-opmerkingen")[0] == "b"


def test_neighbours_follow_the_filters(small: Round, writer: User) -> None:
    def near(slug: str, **query: str) -> list[str | None]:
        return [row and row.slug for row in listing.neighbours(writer, small, Filters.of(query), slug)]

    assert near("b") == ["a", "c"]
    assert near("a") == [None, "b"]
    assert near("a", soort="threat") == [None, "c"]
    assert near("b", soort="threat") == [None, None]


def test_themes_are_in_the_words_of_the_page(small: Round, writer: User) -> None:
    assert listing.themes(writer, small) == [("Mensen", "Mensen"), ("Vuur", "Vuur")]


def test_compared_with_an_earlier_round(small: Round, writer: User) -> None:
    earlier = Round.objects.create(slug="toen", title_nl="Toen", label="T", year=2025)
    for slug, title in (("a", "Aanval"), ("c", "Cyber (oud)"), ("weg", "Weg")):
        row = small.scenarios.filter(slug=slug).first()
        theme = row.theme_nl if row else ""
        Scenario.objects.create(round=earlier, slug=slug, title_nl=title, theme_nl=theme, kind="threat")
    rows = list(listing.scenarios(writer, small, Filters()))
    assert listing.compared(writer, rows, earlier) == {"a": "same", "b": "new", "c": "changed"}
