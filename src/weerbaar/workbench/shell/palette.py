# SPDX-License-Identifier: EUPL-1.2
"""The command palette: jump to a page, a round or a scenario from the keyboard."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may, visible_rounds
from weerbaar.workbench.shell.menu import address_of, menu_of, site_menu

_ROUNDS = 60


@access()
@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """Everything this person can jump to, as a piece of a page; ``?ronde=`` is the round that is open."""
    user = cast(User, request.user)
    slug = request.GET.get("ronde", "")
    rounds = list(visible_rounds(user)[:_ROUNDS])
    open_ = next((r for r in rounds if r.slug == slug), None)
    context = {
        "pages": [*menu_of(user, open_, ""), *site_menu(user, "")],
        "rounds": [r for r in rounds if may(user, Action.READ, r)],
        "open_round": open_,
        "search": address_of("search"),
    }
    return render(request, "shell/palette.html", context)
