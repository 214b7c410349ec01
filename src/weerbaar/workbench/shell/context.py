# SPDX-License-Identifier: EUPL-1.2
"""What the frame around every page shows: the round, the menus, the marking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.shell.language import language
from weerbaar.workbench.shell.menu import address_of, menu_of, site_menu


def page(request: HttpRequest) -> dict[str, Any]:
    """Return ``lang``, ``round``, the menus and ``marking`` (the level of what the page shows).

    ``say_in`` is the language for the tag ``say``; a template may well have another ``lang`` of its own.
    """
    round_ = getattr(request, "round", None)
    user = getattr(request, "user", None)
    level = max(getattr(request, "level", 0), round_.level if round_ is not None else 0)
    lang = language()
    return {
        "lang": lang,
        "say_in": lang,
        "round": round_,
        "menu": menu_of(user, round_, request.path) if isinstance(user, User) else [],
        "site_menu": site_menu(user, request.path) if isinstance(user, User) else [],
        "search_page": address_of("search") or address_of("rounds") if isinstance(user, User) else "",
        "marking": Level(level) if level else None,
    }
