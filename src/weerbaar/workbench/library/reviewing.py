# SPDX-License-Identifier: EUPL-1.2
"""Submit a text, approve it or return it: the buttons of the review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import verbs
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.reading import round_of, scenario_for
from weerbaar.workbench.library.rules import RefusedError
from weerbaar.workbench.shell.language import say, words
from weerbaar.workbench.shell.versioned import StaleVersionError


@access(Action.WRITE)
@require_POST
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask others to review."""
    row = scenario_for(request, slug)
    done = say("Aangeboden ter toetsing. Iemand anders keurt het goed of geeft het terug.",
               "Submitted for review. Somebody else approves or returns it.")  # fmt: skip
    return acted(request, row, done, lambda: verbs.submit_for_review(request, row, version=version_in(request)))


@access(Action.REVIEW)
@require_POST
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve, or return with a reason."""
    row = scenario_for(request, slug)
    approved = request.POST.get("verdict") == "approve"
    done = (
        say("Goedgekeurd.", "Approved.")
        if approved
        else say("Teruggegeven aan de schrijver.", "Returned to the writer.")
    )
    reason = request.POST.get("reason", "")

    def act() -> Any:
        return verbs.review(request, row, version=version_in(request), approved=approved, reason=reason)

    return acted(request, row, done, act)


def acted(request: HttpRequest, row: Scenario, done: str, act: Callable[[], Any], anchor: str = "") -> HttpResponse:
    """Do something with a scenario, say how it went, and go back to its page.

    Args:
        request: of the button.
        row: the scenario.
        done: what to say when it went well.
        act: what to do.
        anchor: part of the page to go to.
    """
    try:
        act()
    except RefusedError as error:
        messages.error(request, words(error.message))
    except StaleVersionError:
        messages.warning(
            request,
            say(
                "De tekst is intussen gewijzigd. Lees eerst de nieuwe versie.",
                "The text has been changed meanwhile. Read the new version first.",
            ),
        )
    else:
        messages.success(request, done)
    address = redirect("scenario", round_slug=round_of(request).slug, slug=row.slug)
    if anchor:
        address["Location"] += f"#{anchor}"
    return address


def version_in(request: HttpRequest) -> int:
    """Return the version that the form was made from; none is never right."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
