# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: the table itself, and every page of the workbench for everybody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, get_urlconf, resolve, reverse
from django.urls.converters import IntConverter, PathConverter, SlugConverter, StringConverter, UUIDConverter

from tests.workbench.conftest import MakeUser
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import OF_ALERTS, Grant, Region, Role, User
from weerbaar.workbench.accounts.permissions import (
    ALLOWED,
    Access,
    Action,
    access,
    may,
    may_in_region,
    regions_where,
    visible_rounds,
)
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Phase, Round

TABLE = """
                administrator analyst facilitator expert decider reader auditor alert-officer alert-approver
read                  x          x         x         x      x      x       x       .             .
results               x          x         x         c      x      c       x       .             .
report                x          x         x         c      x      c       x       .             .
comment               x          x         x         x      x      .       .       .             .
write                 .          x         .         .      .      .       .       .             .
review                .          x         x         .      .      .       .       .             .
score                 .          .         .         x      .      .       .       .             .
see-panel             x          .         x         .      .      .       .       .             .
facilitate            .          .         x         .      .      .       .       .             .
analyse               .          x         x         .      .      .       .       .             .
capabilities          .          x         .         .      .      .       .       .             .
decide                .          .         .         .      x      .       .       .             .
export                x          x         x         .      x      .       x       .             .
import                x          x         .         .      .      .       .       .             .
manage                x          .         .         .      .      .       .       .             .
manage-users          x          .         .         .      .      .       .       .             .
audit                 .          .         .         .      .      .       x       .             .
alert-read            x          .         .         .      .      .       x       x             x
alert-write           .          .         .         .      .      .       .       x             .
alert-approve         .          .         .         .      .      .       .       .             x
alert-setup           x          .         .         .      .      .       .       .             .
"""
"""The table a second time, by hand. c: once the round is closed."""


def _cells() -> Iterator[tuple[Action, Role, str]]:
    head, *rows = TABLE.strip().splitlines()
    for row in rows:
        action, *marks = row.split()
        for role, mark in zip(head.split(), marks, strict=True):
            yield Action(action), Role(role), mark


def test_the_table_is_what_it_should_be(make_user: MakeUser, round_: Round) -> None:
    cells = list(_cells())
    assert len(cells) == len(Action) * len(Role)
    people = {role: make_user(role, round_) for role in Role}
    for closed in (False, True):
        round_.phase = Phase.CLOSED if closed else Phase.SCORING
        wrong = [
            f"{action} {role} closed={closed}"
            for action, role, mark in cells
            if may(people[role], action, round_) is not (mark == "x" or (mark == "c" and closed))
        ]
        assert wrong == []


def test_nobody_writes_and_decides_or_judges_and_checks_by_one_role() -> None:
    apart = [
        (Action.WRITE, Action.DECIDE),
        (Action.SCORE, Action.SEE_PANEL),
        (Action.AUDIT, Action.MANAGE_USERS),
        (Action.ALERT_WRITE, Action.ALERT_APPROVE),
    ]
    for one, other in apart:
        assert not any({one, other} <= actions for actions in ALLOWED.values())


def test_roles_add_up_and_hold_where_they_were_given(make_user: MakeUser, round_: Round) -> None:
    person = make_user(Role.EXPERT, round_)
    Grant.objects.create(user=person, role=Role.FACILITATOR, region=Region.objects.get(number=4))
    assert may(person, Action.SCORE, round_)
    assert not may(person, Action.FACILITATE, round_)
    round_.region = Region.objects.get(number=4)
    assert may(person, Action.FACILITATE, round_)
    assert may(person, Action.RESULTS, round_) is not round_.is_blind
    assert not may(person, Action.READ), "nowhere a role that holds everywhere"
    round_.level = Level.DEPARTMENTAL
    assert not may(person, Action.READ, round_)


def test_who_is_blocked_may_nothing_and_sees_no_round(make_user: MakeUser, round_: Round) -> None:
    for person in (make_user(Role.READER, round_), make_user(Role.READER), make_user(is_superuser=True)):
        assert list(visible_rounds(person)) == [round_]
        person.is_active = False
        assert not may(person, Action.READ, round_)
        assert list(visible_rounds(person)) == []


def test_rounds_are_seen_by_role_region_and_clearance(make_user: MakeUser) -> None:
    region = Region.objects.get(number=7)
    rounds = {
        name: Round.objects.create(slug=name, title_nl=name, label=name, year=2020, method="m", **given)
        for name, given in {
            "a": {},
            "b": {"region": region},
            "c": {"level": Level.SECRET},
            "d": {"region": region, "level": Level.SECRET},
        }.items()
    }

    def seen(person: User) -> str:
        found = "".join(sorted(r.slug for r in visible_rounds(person)))
        assert found == "".join(name for name, r in rounds.items() if may(person, Action.READ, r)), (
            "one rule, told twice"
        )
        return found

    assert seen(make_user()) == ""
    assert seen(make_user(Role.READER)) == "ab"
    assert seen(make_user(Role.READER, clearance=Level.SECRET)) == "abcd"
    assert seen(make_user(Role.READER, rounds["c"])) == ""
    assert seen(make_user(Role.READER, rounds["a"])) == "a"
    regional = make_user(clearance=Level.SECRET)
    Grant.objects.create(user=regional, role=Role.EXPERT, region=region)
    assert seen(regional) == "bd"


def test_alerts_are_of_a_region_or_of_the_country(make_user: MakeUser, round_: Round) -> None:
    here, there = Region.objects.get(number=20), Region.objects.get(number=4)
    officer = make_user()
    Grant.objects.create(user=officer, role=Role.ALERT_OFFICER, region=here)
    assert may_in_region(officer, Action.ALERT_WRITE, here.pk)
    assert not may_in_region(officer, Action.ALERT_APPROVE, here.pk)
    assert not may_in_region(officer, Action.ALERT_WRITE, there.pk)
    assert not may_in_region(officer, Action.ALERT_WRITE, None), "the country is not a region"
    assert regions_where(officer, Action.ALERT_WRITE) == {here.pk}
    round_.region = here
    round_.save()
    assert list(visible_rounds(officer)) == [], "alerts say nothing of rounds"
    national = make_user(Role.ALERT_APPROVER)
    assert regions_where(national, Action.ALERT_APPROVE) is None
    assert regions_where(national, Action.ALERT_WRITE) == frozenset()
    national.limited_to = frozenset({Action.ALERT_READ})  # type: ignore[attr-defined]
    assert not may_in_region(national, Action.ALERT_APPROVE, there.pk)
    officer.is_active = False
    assert regions_where(officer, Action.ALERT_READ) == frozenset()


def test_a_guarded_view_gets_its_round(make_user: MakeUser, round_: Round, rf: Any) -> None:
    @access(Action.READ)
    def view(request: HttpRequest, more: str) -> HttpResponse:
        return HttpResponse(f"{request.round.slug} {more}")  # type: ignore[attr-defined]

    request = rf.get("/")
    request.user = make_user(Role.READER, round_)
    assert view(request, round_slug=round_.slug, more="x").content.decode() == f"{round_.slug} x"
    assert view.access == Access(Action.READ, in_round=True)  # type: ignore[attr-defined]


# Every page × everybody.

OTHERS_KEEP = ("account/", "api/")
"""Pages of allauth (which asks for a login itself, or cannot) and the API (which has a matrix of its own)."""
VALUES: dict[str, str | int] = {"user_id": 1, "state": "blokkeren"}
"""For parameters of an address whose form is a regular expression: something that fits."""
_BY_CONVERTER: list[tuple[type, str | int]] = [
    (IntConverter, 1),
    (SlugConverter, "iets"),
    (UUIDConverter, "00000000-0000-0000-0000-000000000000"),
    (PathConverter, "iets"),
    (StringConverter, "iets"),
]


@dataclass(frozen=True)
class Page:
    """One address of the workbench."""

    route: str
    name: str
    view: Any
    values: dict[str, Any]

    def address(self, round_: Round) -> str:
        """Where it is, for one round, with values for the other parameters that need not exist."""
        place = {"round_slug": round_.slug} if "round_slug" in self.values else {}
        return reverse(self.name, kwargs={**self.values, **place})


def _pages(patterns: Any = None, before: str = "", given: dict[str, Any] | None = None) -> Iterator[Page]:
    for pattern in get_resolver(get_urlconf()).url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if route.lstrip("^").startswith(OTHERS_KEEP):
            continue
        values = {**(given or {}), **_values_of(pattern, route)}
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns, route, values)
        else:
            yield Page(route, pattern.name or "", pattern.callback, values)


def _values_of(pattern: URLPattern | URLResolver, route: str) -> dict[str, Any]:
    converters = pattern.pattern.converters
    named = pattern.pattern.regex.groupindex
    found: dict[str, Any] = {}
    for name in named:
        fitting = [value for kind, value in _BY_CONVERTER if isinstance(converters.get(name), kind)]
        value = VALUES.get(name, fitting[0] if fitting else None)
        if value is None:
            pytest.fail(f"{route}: add a value for {name!r} to VALUES in {__file__}, so that the page can be asked for")
        found[name] = value
    return found


def test_every_page_says_who_may_open_it() -> None:
    bare = [page.route for page in _pages() if not isinstance(getattr(page.view, "access", None), Access)]
    assert bare == [], "put @access(Action.…) of accounts.permissions on these views"
    nameless = [page.route for page in _pages() if not page.name]
    assert nameless == [], "give these addresses a name"
    astray = [page.route for page in _pages() if page.view.access.in_round and "round_slug" not in page.values]
    assert astray == [], "a page of a round has <slug:round_slug> in its address; others say in_round=False"


def test_only_pages_that_must_be_are_open_to_everybody() -> None:
    public = {page.name for page in _pages() if page.view.access.public}
    of_alerts = {"alert-public", "alert-public-one", "alert-public-area", "alert-feed", "alert-clients", "alert-client"}
    assert public <= {"language", "accessibility", "draft", "health", "metrics"} | of_alerts


@dataclass(frozen=True)
class Somebody:
    """Somebody who asks for every page, and what to expect."""

    label: str
    user: User | None
    roles: frozenset[Role] = frozenset()
    """Roles in the round of the page."""
    everywhere: bool = False
    region_roles: frozenset[Role] = frozenset()
    """Roles in some safety region."""


def _expected(who: Somebody, page: Page, closed: bool) -> int:
    """Answer by the table above: 200 the page is reached, 302 to the login page, 403, 404."""
    wants: Access = page.view.access
    if wants.public:
        return 200
    if who.user is None:
        return 302
    if wants.action is None:
        return 200
    marks = {mark for action, role, mark in _cells() if action == wants.action and role in who.roles}
    allowed = "x" in marks or ("c" in marks and closed)
    if wants.in_round:
        return 404 if not who.roles - OF_ALERTS else 200 if allowed else 403
    if wants.some_region:
        held = who.region_roles | (who.roles if who.everywhere else frozenset())
        return 200 if any(wants.action in ALLOWED[role] for role in held) else 403
    return 200 if who.everywhere and "x" in marks else 403


@pytest.fixture
def rounds(db: None) -> list[Round]:
    """A round that is being scored and a closed one, both of a region, neither for everybody's eyes."""
    given = {"label": "x", "year": 2020, "method": "nrb-2012", "region": Region.objects.get(number=9)}
    level = Level.DEPARTMENTAL
    return [
        Round.objects.create(slug="open", title_nl="Open", phase=Phase.SCORING, level=level, **given),
        Round.objects.create(slug="dicht", title_nl="Dicht", phase=Phase.CLOSED, level=level, **given),
    ]


@pytest.fixture
def everybody(rounds: list[Round], make_user: MakeUser) -> list[Somebody]:
    """Every role in these rounds, and people who just do not have one there."""
    elsewhere = Round.objects.create(slug="elders", title_nl="Elders", label="x", year=2020, method="nrb-2012")
    high = Level.DEPARTMENTAL
    found = []
    for role in Role:
        if role not in OF_ALERTS:
            person = make_user(clearance=high)
            Grant.objects.bulk_create(Grant(user=person, role=role, round=round_) for round_ in rounds)
            found.append(Somebody(f"{role} here", person, frozenset({role})))
        found.append(
            Somebody(f"{role} everywhere", make_user(role, clearance=high), frozenset({role}), everywhere=True)
        )
    regional = make_user(clearance=high)
    Grant.objects.create(user=regional, role=Role.ANALYST, region=rounds[0].region)
    analyst = frozenset({Role.ANALYST})
    found.append(Somebody("analyst of the region", regional, analyst, region_roles=analyst))
    officer = make_user(clearance=high)
    Grant.objects.create(user=officer, role=Role.ALERT_OFFICER, region=Region.objects.get(number=1))
    found.append(Somebody("alert officer of a region", officer, region_roles=frozenset({Role.ALERT_OFFICER})))
    other = make_user(clearance=high)
    Grant.objects.create(user=other, role=Role.ADMINISTRATOR, region=Region.objects.get(number=1))
    found.append(Somebody("administrator of another region", other, region_roles=frozenset({Role.ADMINISTRATOR})))
    found.append(Somebody("administrator elsewhere", make_user(Role.ADMINISTRATOR, elsewhere, clearance=high)))
    found.append(Somebody("no role", make_user(clearance=high)))
    uncleared = make_user(clearance=Level.INTERNAL)
    Grant.objects.bulk_create(Grant(user=uncleared, role=role, round=rounds[0]) for role in Role)
    found.append(Somebody("every role, clearance too low", uncleared))
    return found


def _bare(status: int) -> Callable[..., HttpResponse]:
    return lambda request, *args, **kwargs: HttpResponse(status=status)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """Every page with its guard; behind the guard stands a view that only says that it was reached."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    urls = import_module(settings.ROOT_URLCONF)
    monkeypatch.setattr(urls, "handler403", _bare(403), raising=False)
    monkeypatch.setattr(urls, "handler404", _bare(404), raising=False)
    found = list(_pages())
    for page in found:
        monkeypatch.setattr(page.view.guard, "view", _bare(200))
    return found


def _answer(ask: Callable[[str], int]) -> int:
    """GET; where a decorator outside the guard refuses that, as the page wants it: nothing is behind it now."""
    status = ask("GET")
    return ask("POST") if status == 405 else status


def test_every_page_answers_every_role_as_the_table_says(
    pages: list[Page], everybody: list[Somebody], rounds: list[Round], rf: Any
) -> None:
    wrong = []
    for page in pages:
        found = {round_: resolve(page.address(round_)) for round_ in rounds}
        for who, round_ in _asking(page, everybody, rounds):
            match = found[round_]
            assert match.func is page.view, f"{page.route} leads to {match.view_name}, not to {page.name}"

            def ask(method: str, who: Somebody = who, match: Any = match) -> int:
                request = rf.generic(method, "/")
                request.user = who.user
                try:
                    return int(match.func(request, **match.kwargs).status_code)
                except PermissionDenied:
                    return 403
                except Http404:
                    return 404

            if (status := _answer(ask)) != (expected := _expected(who, page, round_.is_closed)):
                wrong.append(f"{page.route} ({page.name}) of {round_.slug}, {who.label}: {status}, not {expected}")
    assert wrong == []


def _asking(page: Page, everybody: list[Somebody], rounds: list[Round]) -> Iterator[tuple[Somebody, Round]]:
    """Everybody asks for every page; for one of the closed round those to whom closing makes a difference.

    Of those with a role everywhere two ask for pages of rounds: the rule is the same for all seven.
    """
    opened, closed = rounds
    in_round = page.view.access.in_round
    for who in everybody:
        if in_round and who.everywhere and not who.roles & {Role.ADMINISTRATOR, Role.READER}:
            continue
        yield who, opened
        if in_round and who.roles & {Role.EXPERT, Role.READER} and not who.everywhere:
            yield who, closed


def test_every_page_does_so_through_the_whole_server(
    pages: list[Page], everybody: list[Somebody], rounds: list[Round], client_of: Callable[..., Client]
) -> None:
    """Without login, and as somebody who may little: with all the middleware in between."""
    chosen = {"reader here"}
    asking = [(who, client_of(who.user)) for who in everybody if who.label in chosen]
    asking.append((Somebody("anonymous", None), Client()))
    wrong = []
    for page in pages:
        address = page.address(rounds[0])
        for who, client in asking:
            status = _answer(lambda method, client=client, address=address: client.generic(method, address).status_code)
            if status != (expected := _expected(who, page, closed=False)):
                wrong.append(f"{address} ({page.name}), {who.label}: {status}, not {expected}")
    assert wrong == []
    assert Client().get("/mijn-werk").headers["Location"] == "/account/login/?next=%2Fmijn-werk"


def test_the_pages_themselves_agree_with_their_guard(make_user: MakeUser, client_of: Callable[..., Client]) -> None:
    """Every page that needs nothing but a round opens for somebody who may open it, and for nobody it breaks."""
    round_ = round_from(load_dossier("voorbeeld-2012"))
    person = make_user()
    Grant.objects.bulk_create(Grant(user=person, role=role) for role in Role)
    client = client_of(person)
    client.raise_request_exception = False
    wrong = []
    for page in _pages():
        if set(page.values) <= {"round_slug"}:
            answer = client.get(page.address(round_))
            # 400 and 404: something is missing from the question, such as which file.
            if answer.status_code not in {200, 302, 400, 404, 405} and page.name != "metrics":
                wrong.append(f"{page.name}: {answer.status_code}")
            answer.close()
    assert wrong == []
