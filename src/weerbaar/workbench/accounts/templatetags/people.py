# SPDX-License-Identifier: EUPL-1.2
"""Template tags about people: ``{% may_everywhere "manage-users" as allowed %}``, ``{{ grant|place_words }}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.shell.language import language, say, words

register = template.Library()


@register.simple_tag(takes_context=True)
def may_everywhere(context: Any, action: str) -> bool:
    """Return whether who looks at the page may do something outside rounds."""
    user = getattr(context.get("request"), "user", None)
    return isinstance(user, User) and may(user, Action(action))


@register.simple_tag
def mail_works() -> bool:
    """Return whether this installation sends e-mail."""
    return bool(settings.MAIL)


@register.filter
def role_words(role: str) -> str:
    """Return the name of a role."""
    return words(Role(role).text)


@register.filter
def level_words(level: int) -> str:
    """Return the name of a level of confidentiality."""
    return words(Level(level).text)


@register.filter
def place_words(grant: Grant) -> str:
    """Return where a role holds."""
    if grant.round is not None:
        english = language() == "en" and grant.round.title_en
        return str(english or grant.round.title_nl)
    if grant.region is not None:
        return say(f"alle rondes van {grant.region.name}", f"all rounds of {grant.region.name}")
    return say("overal", "everywhere")
