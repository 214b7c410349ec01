# SPDX-License-Identifier: EUPL-1.2
"""What the pages of results share: what was found and how to have it computed, earlier rounds, and figures."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.urls import reverse

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may, visible_rounds
from weerbaar.workbench.results.drawing import drawn
from weerbaar.workbench.results.kinds import ACCEPTABILITY, ASSESSMENT, COMPARISON
from weerbaar.workbench.results.verbs import Found
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language

if TYPE_CHECKING:
    from weerbaar.figures import Figure

READER_KINDS = frozenset({ASSESSMENT, COMPARISON})
"""What whoever may see the results may have computed; the rest is for who may analyse."""
AUTOMATIC_KINDS = READER_KINDS | {ACCEPTABILITY}
"""What starts by itself for who may: the answer is there in a moment."""


@dataclass(frozen=True)
class Computation:
    """What a page shows of a computation: the result is stale, being made, failed, or can be asked for.

    Attributes:
        found: what there is.
        fields: what the form sends to have it computed.
        address: where to.
        allowed: whether this person may ask for it.
        automatic: whether it starts by itself, where nothing was computed yet and nothing failed.
    """

    found: Found
    fields: tuple[tuple[str, str], ...]
    address: str
    allowed: bool
    automatic: bool

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to tell or to ask."""
        found = self.found
        return found.value is None or found.is_stale or found.active is not None or self.failed

    @property
    def failed(self) -> bool:
        """Whether the newest attempt did not succeed."""
        return self.found.ended is not None


def computation(request: HttpRequest, round_: Round, found: Found, *fields: tuple[str, str]) -> Computation:
    """Return how a page shows a result and has it computed.

    Args:
        round_: the round that it is of.
        fields: what the form sends beside the kind.
    """
    user = cast(User, request.user)
    reader = found.kind in READER_KINDS
    return Computation(
        found,
        (("soort", found.kind), *fields, ("terug", request.get_full_path())),
        reverse("results-compute" if reader else "results-analyse", kwargs={"round_slug": round_.slug}),
        may(user, Action.RESULTS if reader else Action.ANALYSE, round_),
        found.kind in AUTOMATIC_KINDS,
    )


def other_rounds(request: HttpRequest) -> list[Round]:
    """Return the other rounds whose results this person may see, newest first."""
    user, here = cast(User, request.user), request.round  # type: ignore[attr-defined]
    return [r for r in visible_rounds(user).exclude(pk=here.pk) if may(user, Action.RESULTS, r)]


def is_part(request: HttpRequest) -> bool:
    """Return whether only the part of the page that changes was asked for."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def figure_or_none(key: Sequence[Hashable], draw: Callable[[], Figure]) -> Figure | None:
    """Return a figure in the language of the page; None where the result holds nothing to draw."""
    from weerbaar.figures import FigureError

    try:
        return drawn((*key, language()), draw)
    except FigureError:
        return None
