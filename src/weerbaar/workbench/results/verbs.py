# SPDX-License-Identifier: EUPL-1.2
"""Ask for results and find them; objects of the library, as the pages draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.objects import UnreadableObjectError, from_bytes
from weerbaar.workbench.results import kinds
from weerbaar.workbench.results.levels import level_for
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.assessment import WeightConstraints

_REMEMBERED = 12
"""Results whose objects a web process keeps; a round of 70 scenarios takes some 10 MB."""


@dataclass(frozen=True)
class Found:
    """What there is of a result.

    Attributes:
        kind, parameters: what was asked.
        value: the object of the library, None where nothing was computed yet.
        job: the computation that it comes from.
        changes: how many changes of the inputs came after it.
        active: a computation that waits or runs.
        ended: the newest computation, where it failed or was cancelled.
    """

    kind: str
    parameters: Mapping[str, Any]
    value: Any = None
    job: Job | None = None
    changes: int = 0
    active: Job | None = None
    ended: Job | None = None

    @property
    def is_stale(self) -> bool:
        """Whether the inputs changed after the computation."""
        return self.changes > 0

    @property
    def name(self) -> str:
        """Name of the result file, by which figures of it are remembered."""
        return self.job.result if self.job is not None else ""


def find(round_: Round, kind: str, parameters: Mapping[str, Any], level: int) -> Found:
    """Return the newest result of a question, perhaps stale, and what is being computed."""
    standing = jobs.standing(round_, kind, parameters, level)
    value, done = None, standing.done
    if done is not None:
        try:
            value = _object(done.result)
        except (store.ResultGoneError, UnreadableObjectError):
            # Removed, or written by another version of the software: as if it was never computed.
            done = None
    changes = 0 if done is None else jobs.changes_since(done, round_)
    return Found(kind, parameters, value, done, changes, standing.active, standing.ended)


@lru_cache(maxsize=_REMEMBERED)
def _object(name: str) -> Any:
    """Return the object in a result file; its name is its content, so that this never gets old."""
    return from_bytes(store.read(name))


def assessment(round_: Round, level: int, weights: str = "default") -> Found:
    """Return the assessment of a round; ``value`` is an :class:`~weerbaar.workbench.results.computing.Assessed`."""
    return find(round_, kinds.ASSESSMENT, {"weights": weights}, level)


def sensitivity(round_: Round, level: int, weights: str = "default") -> Found:
    """Return what a round depends on; ``value`` is a :class:`weerbaar.assessment.Sensitivity`."""
    return find(round_, kinds.SENSITIVITY, {"weights": weights}, level)


def acceptability(round_: Round, level: int, constraints: WeightConstraints | None = None) -> Found:
    """Return the ranks under the weights that constraints allow; ``value`` is a
    :class:`weerbaar.assessment.Acceptability`."""
    return find(round_, kinds.ACCEPTABILITY, _constrained(constraints), level)


def cascade(round_: Round, level: int, catalogue: str | None = None) -> Found:
    """Return the cascades of a round, or of a shipped catalogue.

    ``value`` is a :class:`~weerbaar.workbench.results.computing.CascadeFound`.
    """
    return find(round_, kinds.CASCADE, _cascade_parameters(catalogue, ()), level)


def cuts(round_: Round, level: int, pairs: Sequence[tuple[str, str]], catalogue: str | None = None) -> Found:
    """Return what cutting links would change; ``value`` is a
    :class:`~weerbaar.workbench.results.computing.CutsFound`."""
    return find(round_, kinds.CUTS, _cascade_parameters(catalogue, pairs), level)


def comparison(round_: Round, level: int, earlier: Round, user: User) -> Found:
    """Return how scenarios moved since an earlier round, which this person may see.

    ``value`` is a :class:`weerbaar.assessment.AssessmentComparison`.
    """
    return find(round_, kinds.COMPARISON, comparison_parameters(earlier, user), level)


def ask_assessment(by: HttpRequest | User | None, round_: Round, level: int, weights: str = "default") -> Job:
    """Ask for the assessment of a round, as somebody of this level sees it."""
    return jobs.ask(by, round_, kinds.ASSESSMENT, {"weights": weights}, level)


def ask_sensitivity(by: HttpRequest | User | None, round_: Round, level: int, weights: str = "default") -> Job:
    """Ask what a round depends on."""
    return jobs.ask(by, round_, kinds.SENSITIVITY, {"weights": weights}, level)


def ask_acceptability(
    by: HttpRequest | User | None, round_: Round, level: int, constraints: WeightConstraints | None = None
) -> Job:
    """Ask for the ranks under the weights that constraints allow; None leaves the weights free."""
    return jobs.ask(by, round_, kinds.ACCEPTABILITY, _constrained(constraints), level)


def ask_cascade(by: HttpRequest | User | None, round_: Round, level: int, catalogue: str | None = None) -> Job:
    """Ask for the cascades of a round, or of a shipped catalogue."""
    return jobs.ask(by, round_, kinds.CASCADE, _cascade_parameters(catalogue, ()), level)


def ask_cuts(
    by: HttpRequest | User | None,
    round_: Round,
    level: int,
    pairs: Sequence[tuple[str, str]],
    catalogue: str | None = None,
) -> Job:
    """Ask what cutting links would change, each by itself."""
    return jobs.ask(by, round_, kinds.CUTS, _cascade_parameters(catalogue, pairs), level)


def ask_comparison(by: HttpRequest | User, round_: Round, level: int, earlier: Round) -> Job:
    """Ask how scenarios moved since an earlier round, which the asker may see."""
    user = by if isinstance(by, User) else by.user
    return jobs.ask(by, round_, kinds.COMPARISON, comparison_parameters(earlier, user), level)  # type: ignore[arg-type]


def comparison_parameters(earlier: Round, user: User) -> dict[str, Any]:
    """Return the parameters of a comparison."""
    return {"with": earlier.slug, "level": level_for(user, earlier)}


def _constrained(constraints: WeightConstraints | None) -> dict[str, Any]:
    said = [] if constraints is None else constraints.model_dump(mode="json", exclude_none=True)["constraints"]
    return {"constraints": said} if said else {}


def _cascade_parameters(catalogue: str | None, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {"catalogue": catalogue} if catalogue else {}
    return {**found, "cuts": [list(pair) for pair in pairs]} if pairs else found
