# SPDX-License-Identifier: EUPL-1.2
"""Pages for what went wrong, each with one clear sentence and a way on."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.base import Text
from weerbaar.workbench.shell.language import say, words


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "shell/error.html", {"title": title, "text": text, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    text = say("De server begrijpt deze aanvraag niet.", "The server does not understand this request.")
    return _page(request, 400, say("Onjuiste aanvraag", "Bad request"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    text = say(
        "Uw rol in deze ronde geeft geen toegang tot deze pagina. Vraag de beheerder van de ronde om toegang.",
        "Your role in this round gives no access to this page. Ask the administrator of the round for access.",
    )
    # An error of ours says itself why.
    own = getattr(exception, "message", None)
    text = words(own) if isinstance(own, Text) else text
    return _page(request, 403, say("Geen toegang", "No access"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    text = say("Deze pagina bestaat niet, of u kunt haar niet zien.", "This page does not exist, or you cannot see it.")
    return _page(request, 404, say("Niet gevonden", "Not found"), text)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    text = say(
        "Er ging iets mis op de server. Wat eerder is bewaard, staat er nog. Probeer het opnieuw.",
        "Something went wrong on the server. What was saved before is still there. Try again.",
    )
    title = say("Fout op de server", "Server error")
    try:
        return _page(request, 500, title, text)
    except DatabaseError:
        # The frame of the page asks the database who has logged in; that may be what is broken.
        return HttpResponse(f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}</p>", status=500)
