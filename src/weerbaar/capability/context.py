# SPDX-License-Identifier: EUPL-1.2
"""What the files of a capability analysis may name: the scenarios, criteria, capabilities and headings there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from weerbaar.capability.analysis_file import AnalysisFile
from weerbaar.dossier import Dossier
from weerbaar.method import Method


@dataclass(frozen=True)
class Context:
    """What is known by the time tasks, measures and choices are read.

    Attributes:
        dossier: the round that the analysis builds on.
        method: the one that the round names.
        header: ``analysis.yaml``.
        capability_ids: ids of ``capabilities.yaml``, in its order; empty where there is no such file.
        heading_ids: ids of the headings of the header, in their order.
    """

    dossier: Dossier
    method: Method
    header: AnalysisFile
    capability_ids: tuple[str, ...]
    heading_ids: tuple[str, ...]

    @cached_property
    def scenario_ids(self) -> tuple[str, ...]:
        """Ids of every scenario of the round, whatever its status."""
        return tuple(scenario.id for scenario in self.dossier.scenarios)

    @cached_property
    def criterion_ids(self) -> tuple[str, ...]:
        """Ids of the criteria of the method."""
        return tuple(criterion.id for criterion in self.method.criteria)
