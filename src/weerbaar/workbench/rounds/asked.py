# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a person: every app that asks something of people says so here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Round


@dataclass(frozen=True)
class Asked:
    """One thing to do.

    Attributes:
        text: what to do, as an instruction.
        address: page where it is done.
        due: when it must be ready, None where no date was set.
        done, total: how much of it is ready (answers given of answers asked), None where it is one thing.
    """

    round: Round
    text: Text
    address: str
    due: datetime | None = None
    done: int | None = None
    total: int | None = None


Provider = Callable[[User, Round], Iterable[Asked]]
_PROVIDERS: list[Provider] = []


def ask_through(provider: Provider) -> Provider:
    """Register a provider; called in ``AppConfig.ready`` of the app that owns it."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)
    return provider


def asked_of(user: User, rounds: Iterable[Round]) -> list[Asked]:
    """Return all that is asked of a person in these rounds, most urgent first, undated last."""
    found = [asked for round_ in rounds for provider in _PROVIDERS for asked in provider(user, round_)]
    return sorted(found, key=lambda a: (a.due is None, a.due.timestamp() if a.due else 0.0, a.round.slug))
