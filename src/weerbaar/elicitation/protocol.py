# SPDX-License-Identifier: EUPL-1.2
"""Protocols of elicitation as data: which rounds there are, what is shown, what is required, when to stop.

Shipped are ``one-round``, ``delphi`` (Dalkey and Helmer 1963; Linstone and Turoff 1975) and ``idea`` (Hemming et
al. 2018); a study may bring its own ``protocol.yaml``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, InputError, Problem, Text, read_yaml, validate
from weerbaar.elicitation.file_model import Slug

OWN = "own"
"""The name in ``study.yaml`` of a protocol that lies beside it."""
OWN_FILE = "protocol.yaml"

_SHIPPED = Path(__file__).resolve().parents[1] / "data" / "protocols"


class ProtocolRound(FileModel):
    """One round in which answers are given.

    Attributes:
        kind: ``individual`` before anybody saw anything of the others; ``revision`` after feedback.
        before: what the group does before the answers of this round, such as a discussion.
        shows: what each expert sees of the round before; always without names.
        requires: what each expert has to give.
    """

    kind: Literal["individual", "revision"]
    title: Text
    before: Text | None = None
    shows: tuple[Literal["own-answer", "distribution", "reasons"], ...] = ()
    requires: tuple[Literal["answer", "reason", "reason-when-changed"], ...] = ("answer",)


class StopRule(FileModel):
    """When another round would change little.

    The change of a question is the mean shift of the experts' central answers between two rounds, as a share of the
    range of the central answers in the first of the two, on the scale of the question. Scheibe, Skutsch and Schofer
    (1975) call a distribution stable below 15 % change; here that limit applies to each question.

    Attributes:
        change: a question is stable at or below this share.
        share_of_questions: stop when at least this share of the questions is stable.
        most_rounds: stop in any case after this many rounds.
    """

    change: Annotated[float, Field(ge=0, le=1)]
    share_of_questions: Annotated[float, Field(gt=0, le=1)] = 1.0
    most_rounds: Annotated[int, Field(ge=2, le=20)]


class Protocol(FileModel):
    """A protocol file.

    Attributes:
        form: how quantities are asked: ``quantiles``, or ``interval`` for lowest, highest and best with or without
            confidence.
        three_point_confidence_pct: with ``interval``, the confidence of an interval for which none was given.
        repeats: the last round may be held again, until the rule to stop is met.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Text
    description: Text
    sources: tuple[str, ...] = ()
    form: Literal["quantiles", "interval"] = "quantiles"
    three_point_confidence_pct: Annotated[float, Field(ge=50, le=100)] | None = None
    rounds: Annotated[tuple[ProtocolRound, ...], Field(min_length=1)]
    repeats: bool = False
    stop: StopRule | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Protocol:
        if self.rounds[0].kind != "individual" or self.rounds[0].shows:
            raise Explained(
                "de eerste ronde is kind: individual en toont niets van anderen.",
                "the first round is kind: individual and shows nothing of others.",
            )
        if any(r.kind == "individual" for r in self.rounds[1:]):
            raise Explained("na de eerste ronde is elke ronde kind: revision.", "later rounds are kind: revision.")
        if self.repeats and (self.stop is None or len(self.rounds) < 2):
            raise Explained(
                "repeats vraagt een tweede ronde en een regel om te stoppen (stop).",
                "repeats needs a second round and a rule to stop (stop).",
            )
        if (self.form == "interval") != (self.three_point_confidence_pct is not None):
            raise Explained(
                "form: interval en three_point_confidence_pct horen samen.",
                "form: interval and three_point_confidence_pct go together.",
            )
        return self

    @property
    def most_rounds(self) -> int:
        """The largest number of rounds that this protocol allows."""
        if self.repeats and self.stop is not None:
            return max(self.stop.most_rounds, len(self.rounds))
        return len(self.rounds)

    def round(self, number: int) -> ProtocolRound:
        """Return round ``number``, counted from 1; a repeated round is the last of the list.

        Raises:
            IndexError: the protocol has no such round.
        """
        if not 1 <= number <= self.most_rounds:
            raise IndexError(number)
        return self.rounds[min(number, len(self.rounds)) - 1]


def protocol_ids() -> tuple[str, ...]:
    """Return the ids of the shipped protocols."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


@lru_cache(maxsize=16)
def load_protocol(protocol_id: str) -> Protocol:
    """Return a shipped protocol.

    Raises:
        InputError: there is none of that name; lists those there are.
    """
    if protocol_id not in protocol_ids():
        listed = ", ".join((*protocol_ids(), OWN))
        raise InputError(
            [
                Problem(
                    protocol_id,
                    Text(nl="onbekend protocol.", en="unknown protocol."),
                    Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
                )
            ]
        )
    return validate(Protocol, read_yaml(_SHIPPED / f"{protocol_id}.yaml"))
