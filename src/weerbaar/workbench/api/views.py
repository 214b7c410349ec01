# SPDX-License-Identifier: EUPL-1.2
"""The page of one's own tokens: which there are, make one, revoke one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.base import InputError
from weerbaar.workbench.accounts.pace import at_most
from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.api.forms import TokenForm
from weerbaar.workbench.api.models import ApiToken
from weerbaar.workbench.api.tokens import make_token, revoke_token
from weerbaar.workbench.shell.language import say, words

_SHOWN = 100


@access()
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(20, 60)
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and a form for a new one. The secret is shown in the answer to that form only."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made: tuple[ApiToken, str] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = make_token(request, **form.cleaned_data)
        except InputError as error:
            for problem in error.problems:
                form.add_error(problem.field, words(problem.message))
        else:
            form = TokenForm()
    rows = list(ApiToken.objects.filter(user=request.user)[:_SHOWN])  # type: ignore[misc]
    context = {"form": form, "rows": rows, "now": timezone.now(), "made": made}
    response = render(request, "api/tokens.html", context, status=400 if form.errors else 200)
    if made is not None:
        response["Cache-Control"] = "no-store"
    return response


@access()
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    revoke_token(request, token)
    messages.success(request, say(f"De sleutel ‘{token}’ is ingetrokken.", f"The token ‘{token}’ was revoked."))
    return redirect("tokens")
