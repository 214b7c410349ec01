# SPDX-License-Identifier: EUPL-1.2
"""What names a scenario: every app that holds something about scenarios says here what it has about one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.rules import visible

Provider = Callable[[User, Scenario], Iterable[Text]]
_PROVIDERS: list[Provider] = []
_ANNEXES = {
    "published": Text(nl="gepubliceerde uitkomsten", en="published results"),
    "decisions": Text(nl="besluiten", en="decisions"),
    "capabilities": Text(nl="capaciteiten", en="capabilities"),
}


def name_through(provider: Provider) -> Provider:
    """Register a provider; called in ``AppConfig.ready`` of the app that owns it."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)
    return provider


def named_by(user: User, row: Scenario) -> list[Text]:
    """Return what would change if a scenario were withdrawn, in sentences, of what this person may see."""
    return [*_links(user, row), *_annexes(row), *(text for provider in _PROVIDERS for text in provider(user, row))]


def _links(user: User, row: Scenario) -> Iterator[Text]:
    others = visible(user, row.round).exclude(pk=row.pk).order_by("title_nl")
    onward = {link["scenario"] for link in row.links}
    for other in others.only("slug", "title_nl", "title_en", "links"):
        nl, en = other.title_nl, other.title_en or other.title_nl
        if other.slug in onward:
            yield Text(
                nl=f"Het verband naar ‘{nl}’ telt niet meer mee in de ketens van gevolgen.",
                en=f"The link to ‘{en}’ no longer counts in the cascades.",
            )
        if any(link["scenario"] == row.slug for link in other.links):
            yield Text(
                nl=f"Het verband vanuit ‘{nl}’ telt niet meer mee in de ketens van gevolgen.",
                en=f"The link from ‘{en}’ no longer counts in the cascades.",
            )


def _annexes(row: Scenario) -> Iterator[Text]:
    for name, title in _ANNEXES.items():
        n = sum(_names(entry, row.slug) for entry in row.round.annexes.get(name, []))
        if n:
            yield Text(
                nl=f"De ronde noemt het scenario bij: {title.nl} ({n}).",
                en=f"The round names the scenario under: {title.in_('en')} ({n}).",
            )


def _names(entry: dict[str, Any], slug: str) -> bool:
    return entry.get("scenario") == slug or slug in entry.get("scenarios", ())
