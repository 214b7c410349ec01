# SPDX-License-Identifier: EUPL-1.2
"""The kinds of computation there are; each app registers its own in ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weerbaar.base import Text

if TYPE_CHECKING:
    # Not otherwise: the process that computes finds ``run`` in a module that may import this one, and has no Django.
    from weerbaar.workbench.jobs.models import Job
    from weerbaar.workbench.rounds.models import Round

Progress = Callable[[float], None]


class NeedsError(Exception):
    """A computation cannot begin before another one is done: raised by ``prepare``, which is then called again.

    Attributes:
        kind, parameters, level: of the other one.
        anew: the result that there is cannot be read; it has to be computed again.
    """

    def __init__(self, kind: str, parameters: dict[str, Any], level: int, *, anew: bool = False) -> None:
        self.kind, self.parameters, self.level, self.anew = kind, parameters, level, anew
        super().__init__(kind)


def results_state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of what results are computed from: of most kinds there are."""
    return str(round_.result_inputs)


@dataclass(frozen=True)
class Kind:
    """A kind of computation.

    Attributes:
        name: ``assessment``, ``sensitivity``, ``cascade`` …
        title: what the user calls it.
        prepare: in the web process: round, level of confidentiality and parameters become what ``run`` needs
            (objects of the library, which travel to the other process). May raise a WeerbaarError, or
            :class:`NeedsError` where the result of another kind goes into it.
        run: in a process of its own, without database: a function at the top of a module that imports no models.
            Calls ``progress`` with shares of 1 and returns the result as bytes (JSON, in the published schema of the
            library where it has one).
        state: of what goes into it, as it is now: another text than a job saw makes its result stale. In a few queries
            at most, because pages ask for it.
        settle: in the web process, in the transaction that makes a job done: makes rows of what came of it, and returns
            what is kept as the result. Not of a cancelled job. May raise a WeerbaarError: the job then failed.
        sweep: removes what ended jobs left behind; now and then.
    """

    name: str
    title: Text
    prepare: Callable[[Round, int, dict[str, Any]], Any]
    run: Callable[[Any, Progress], bytes]
    state: Callable[[Round, int, dict[str, Any]], str] = results_state
    settle: Callable[[Job, bytes], bytes] | None = None
    sweep: Callable[[], None] | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known."""
    _KINDS[kind.name] = kind
    return kind


def kinds() -> list[Kind]:
    """Return all that were registered."""
    return list(_KINDS.values())


def kind_named(name: str) -> Kind:
    """Return a kind.

    Raises:
        KeyError: no app registered it.
    """
    return _KINDS[name]
