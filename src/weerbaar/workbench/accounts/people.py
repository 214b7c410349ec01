# SPDX-License-Identifier: EUPL-1.2
"""Pages for the administrators: people, and who has which role where."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.workbench.accounts import verbs
from weerbaar.workbench.accounts.forms import GrantForm, NewPersonForm, PersonForm, RoundPeopleForm, roles
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.accounts.pace import at_most
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import say, words

PER_PAGE = 50
_FIELDS = ("username", "first_name", "last_name", "email", "organisation", "clearance", "language")


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@access(Action.MANAGE_USERS, in_round=False)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, to be searched by name, address, organisation and role."""
    text, role, state = (request.GET.get(name, "").strip() for name in ("q", "role", "state"))
    found = User.objects.order_by("last_name", "first_name", "username")
    for word in text.split():
        found = found.filter(
            Q(username__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(organisation__icontains=word)
        )
    if role in Role.values:
        found = found.filter(grants__role=role).distinct()
    if state in {"in", "out"}:
        found = found.filter(is_active=state == "in")
    grants = Grant.objects.select_related("round", "region").order_by("role", "pk")
    page = Paginator(found.prefetch_related(Prefetch("grants", grants)), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "text": text,
        "role": role,
        "state": state,
        "roles": roles(),
        "query": query.urlencode(),
        "levels": {level.value: level.text for level in Level},
    }
    return render(request, "accounts/people.html", context)


@access(Action.MANAGE_USERS, in_round=False)
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(60, 60)
def new_person(request: HttpRequest) -> HttpResponse:
    """Make somebody known; the one-time password stands on the page that follows, and nowhere else."""
    form = NewPersonForm(_sent(request), by=cast(User, request.user), organisation_login=bool(settings.OIDC_ISSUER))
    if form.is_valid():
        person, password = verbs.make_person(request, **form.cleaned_data)
        return _handed_over(request, person, password, made=True)
    return render(request, "accounts/new_person.html", {"form": form}, status=400 if form.errors else 200)


def _handed_over(request: HttpRequest, person: User, password: str | None, *, made: bool) -> HttpResponse:
    """Show the password in the answer to the form itself: it is never stored, not in the session either."""
    context = {"person": person, "password": password, "made": made}
    return render(request, "accounts/one_time.html", context)


@access(Action.MANAGE_USERS, in_round=False)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: what is known, the roles, and what an administrator can do."""
    found = get_object_or_404(User, pk=user_id)
    return _person_page(request, found, data=_sent(request))


def _person_page(
    request: HttpRequest,
    found: User,
    *,
    data: Any = None,
    grant_form: GrantForm | None = None,
    warning: str = "",
) -> HttpResponse:
    by = cast(User, request.user)
    form = PersonForm(data, by=by, person=found, initial={name: getattr(found, name) for name in _FIELDS})
    if data is not None and form.is_valid():
        values = {name: form.cleaned_data[name] for name in _FIELDS if name != "username"}
        try:
            verbs.change_person(request, found, **values)
        except verbs.RefusedError as error:
            form.add_error(None, words(error.text))
        else:
            messages.success(request, say("Bewaard.", "Saved."))
            return redirect("person", user_id=found.pk)
    grants = Grant.objects.filter(user=found).select_related("round", "region", "granted_by").order_by("role", "pk")
    context = {
        "person": found,
        "form": form,
        "grants": [(g, g.round is None or g.round.level <= by.clearance) for g in grants],
        "grant_form": grant_form or GrantForm(by=by),
        "warning": warning,
        "oneself": found.pk == by.pk,
        "second_factor": Authenticator.objects.filter(user=found).exists(),
        "organisation_login": SocialAccount.objects.filter(user=found).exists(),
    }
    wrong = form.errors or warning or (grant_form is not None)
    return render(request, "accounts/person.html", context, status=400 if wrong else 200)


@access(Action.MANAGE_USERS, in_round=False)
@require_POST
def add_grant(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give somebody a role."""
    found = get_object_or_404(User, pk=user_id)
    form = GrantForm(request.POST, by=cast(User, request.user))
    if not form.is_valid():
        return _person_page(request, found, grant_form=form)
    round_, region = form.place
    accepted = form.cleaned_data["both"]
    try:
        verbs.grant_role(request, found, form.cleaned_data["role"], round_=round_, region=region, accept_both=accepted)
    except verbs.FourEyesError as error:
        return _person_page(request, found, grant_form=form, warning=words(error.text))
    except verbs.RefusedError as error:
        form.add_error(None, words(error.text))
        return _person_page(request, found, grant_form=form)
    messages.success(request, say("De rol is gegeven.", "The role was granted."))
    return redirect("person", user_id=found.pk)


@access(Action.MANAGE_USERS, in_round=False)
@require_POST
def remove_grant(request: HttpRequest, user_id: int, grant_id: int) -> HttpResponse:
    """Take a role away."""
    grant = get_object_or_404(Grant.objects.select_related("round", "region", "user"), pk=grant_id, user_id=user_id)
    return _done(request, user_id, say("De rol is ingetrokken.", "The role was withdrawn."), verbs.withdraw_role, grant)


def _done(request: HttpRequest, user_id: int, text: str, verb: Any, subject: Any) -> HttpResponse:
    """Do it, say so, and go back to the person."""
    try:
        verb(request, subject)
    except verbs.RefusedError as error:
        messages.error(request, words(error.text))
    else:
        messages.success(request, text)
    return redirect("person", user_id=user_id)


@access(Action.MANAGE_USERS, in_round=False)
@require_POST
@at_most(60, 60)
def give_password(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give somebody a new one-time password."""
    found = get_object_or_404(User, pk=user_id)
    try:
        password = verbs.new_password(request, found)
    except verbs.RefusedError as error:
        messages.error(request, words(error.text))
        return redirect("person", user_id=user_id)
    return _handed_over(request, found, password, made=False)


@access(Action.MANAGE_USERS, in_round=False)
@require_POST
def set_state(request: HttpRequest, user_id: int, state: str) -> HttpResponse:
    """Block somebody, let somebody in again, or remove a lost second factor."""
    found = get_object_or_404(User, pk=user_id)
    verb, text = {
        "blokkeren": (verbs.block, say("Deze persoon kan niet meer inloggen.", "This person can no longer log in.")),
        "toelaten": (verbs.unblock, say("Deze persoon kan weer inloggen.", "This person can log in again.")),
        "tweede-factor-weg": (
            verbs.remove_second_factor,
            say("De tweede factor is verwijderd.", "The second factor was removed."),
        ),
    }[state]
    return _done(request, user_id, text, verb, found)


@access(Action.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def round_people(request: HttpRequest) -> HttpResponse:
    """Who has which role in this round; an administrator of the round adds and removes."""
    round_: Round = request.round  # type: ignore[attr-defined]
    form = RoundPeopleForm(_sent(request))
    warning = ""
    if form.is_valid():
        problems, warning = _add_to_round(request, round_, form)
        if not problems:
            names = ", ".join(str(found) for found in form.cleaned_data["people"])
            messages.success(request, say("Toegevoegd: {names}.", "Added: {names}.").format(names=names))
            return redirect("round-people", round_slug=round_.slug)
        for problem in problems:
            form.add_error("people", problem)
    everywhere = Q(round=None, region=None)
    here = Grant.objects.filter(Q(round=round_) | everywhere | (Q(region=round_.region_id) & Q(region__isnull=False)))
    grants = here.filter(user__is_active=True).select_related("user", "region")
    order = {role: place for place, role in enumerate(Role.values)}
    context = {
        "form": form,
        "warning": warning,
        "grants": sorted(grants, key=lambda g: (order[g.role], str(g.user))),
    }
    return render(request, "accounts/round_people.html", context, status=400 if form.errors else 200)


def _add_to_round(request: HttpRequest, round_: Round, form: RoundPeopleForm) -> tuple[list[str], str]:
    """Give all of them the role, or none of them; return what stands in the way, and the warning about four eyes."""
    problems, warning = [], ""
    given = form.cleaned_data
    with transaction.atomic():
        for found in given["people"]:
            try:
                verbs.grant_role(request, found, given["role"], round_=round_, accept_both=given["both"])
            except verbs.FourEyesError as error:
                warning = words(error.text)
                problems.append(f"{found}: {warning}")
            except verbs.RefusedError as error:
                problems.append(f"{found}: {words(error.text)}")
        transaction.set_rollback(bool(problems))
    return problems, warning


@access(Action.MANAGE)
@require_POST
def round_person_remove(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take a role in this round away."""
    round_: Round = request.round  # type: ignore[attr-defined]
    grant = get_object_or_404(Grant.objects.select_related("round", "region", "user"), pk=grant_id, round=round_)
    verbs.withdraw_role(request, grant)
    messages.success(request, say("De rol is ingetrokken.", "The role was withdrawn."))
    return redirect("round-people", round_slug=round_.slug)
