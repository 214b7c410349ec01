# SPDX-License-Identifier: EUPL-1.2
"""What the files of needs may hold: capabilities, the tasks of each scenario that need them, and what is present."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.dossier import Mark, Name, Quantity, Slug, Title

CAPABILITY_FILE = "capabilities.yaml"
TASK_FILE = "tasks.yaml"
PRESENT_FILE = "present.yaml"

Component = Literal["people", "material", "knowledge", "skills", "procedures"]
Phase = Literal["pro-action", "prevention", "preparation", "response", "recovery"]
PHASES: tuple[Phase, ...] = ("pro-action", "prevention", "preparation", "response", "recovery")
"""The safety chain, in its order."""
Holder = Literal["government", "business", "citizens"]
HOLDERS: tuple[Holder, ...] = ("government", "business", "citizens")
Hours = Annotated[float, Field(ge=0, le=100_000)]
Share = Annotated[float, Field(ge=0, le=1)]


class NeededCapability(FileModel):
    """A capability in the sense of the method: people, material, knowledge, skills or procedures for a task.

    Attributes:
        component: what it is made of, in the main.
        unit: what is counted, in the plural: ``officers``, ``analysts``, ``plans``.
        heading: under which heading of the analysis it is reported.
    """

    id: Slug
    name: Title
    component: Component
    unit: Title
    heading: Slug | None = None
    description: Text | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Need(FileModel):
    """How much of one capability a task needs, and when.

    Attributes:
        quantity: in the unit of the capability; a number or a distribution, from an expert or an engine.
        within_h: hours after the start of the scenario at which it must be there; 0 for capabilities that must
            stand before anything happens.
        for_h: hours during which it is needed from then on; None for as long as the scenario lasts.
    """

    capability: Slug
    quantity: Quantity
    within_h: Hours = 0.0
    for_h: Annotated[float, Field(gt=0, le=100_000)] | None = None
    evidence: Literal["expert", "model", "statistics", "cases", "exercise", "plan", "none"] = "expert"
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Task(FileModel):
    """Something that must be done in one scenario, at one link of the safety chain."""

    id: Slug
    scenario: Slug
    phase: Phase
    title: Title
    needs: tuple[Need, ...] = ()
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Together(FileModel):
    """Scenarios that can run at the same time and then compete for the same means.

    Attributes:
        probability: that, when the first of them happens, the others run at the same time; None where nobody has said.
        order: who is served first; the order of ``scenarios`` or all in proportion.
    """

    id: Slug
    title: Title
    scenarios: Annotated[tuple[Slug, ...], Field(min_length=2)]
    probability: Quantity | None = None
    order: Literal["first served first", "in proportion"] = "in proportion"
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Present(FileModel):
    """What one holder can bring.

    Attributes:
        quantity: in the unit of the capability.
        deploy_h: hours from the call until it is in place.
        endurance_h: hours it can work before it needs relief; None when it needs none.
        rest_h: hours of rest after that; None when it does not come back.
        reliability: probability that it can be used when it is called.
        valid_from, valid_until: days on which it is there, both included; None: no limit known.
        confidential: the number must not leave the organisation; results derived from it alone neither.
    """

    id: Slug
    capability: Slug
    holder: Holder
    owner: Name = ""
    quantity: Quantity
    deploy_h: Hours = 0.0
    endurance_h: Annotated[float, Field(gt=0, le=100_000)] | None = None
    rest_h: Hours | None = None
    reliability: Share = 1.0
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    confidential: bool = False
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Present:
        if self.rest_h is not None and self.endurance_h is None:
            raise Explained("rest_h hoort bij endurance_h.", "rest_h goes with endurance_h.")
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise Explained("valid_until ligt voor valid_from.", "valid_until lies before valid_from.")
        return self


class CapabilityFile(FileModel):
    """``capabilities.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    capabilities: tuple[NeededCapability, ...] = ()


class TaskFile(FileModel):
    """``tasks.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    tasks: tuple[Task, ...] = ()
    together: tuple[Together, ...] = ()


class PresentFile(FileModel):
    """``present.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    present: tuple[Present, ...] = ()
