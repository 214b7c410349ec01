# SPDX-License-Identifier: EUPL-1.2
"""How much the decision maker hangs on single seed questions or experts: leave some out, and pool again.

All cases share the experts' cdfs, so a table costs sums of arrays, not repeated studies. Memory stays bounded: cases
are worked out in lots of 128, each lot takes about 128 · items · (experts + quantiles) numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np

from weerbaar.base import Text, number
from weerbaar.elicitation.cases import Outcome, Setting, mean_where, pool_cases
from weerbaar.elicitation.cooke import ClassicalModel, DecisionMaker, decide
from weerbaar.elicitation.information import information_beside
from weerbaar.elicitation.panel import Bool, Float, Panel, PanelError, scaled

_LOT = 128

MOST_CASES = 100_000
"""Larger tables are refused: nobody reads them."""


@dataclass(frozen=True, eq=False)
class RobustnessTable:
    """The decision maker's scores in R cases, NaN where nobody keeps weight.

    Attributes:
        kind: what was left out.
        excluded: per case the names that were left out.
        cutoff: (R,) cut-off on calibration.
        calibration: (R,)
        information_seeds: (R,) mean over the seed questions that were left in.
        information_all: (R,) mean over all items that were left in.
        shift_seeds: (R,) mean relative information of the new decision maker beside the base, over the seed questions
            that were left in: 0 = nothing changed.
        shift_all: (R,) the same over all items that were left in.
        base: the decision maker with nothing left out.
    """

    kind: Literal["items", "experts"]
    excluded: tuple[tuple[str, ...], ...]
    cutoff: Float
    calibration: Float
    information_seeds: Float
    information_all: Float
    shift_seeds: Float
    shift_all: Float
    base: DecisionMaker

    @property
    def combined(self) -> Float:
        """(R,) calibration times information on the seed questions."""
        return self.calibration * self.information_seeds


def leave_items_out(panel: Panel, model: ClassicalModel | None = None, count: int = 1) -> RobustnessTable:
    """Leave out every combination of ``count`` seed questions.

    The intrinsic ranges of the other items do not change. Experts who answered none of the seed questions that are
    left have no weight in that case.

    Raises:
        NoSeedsError, PanelError: as for the decision maker, or as many as there are seed questions would be left out.
    """
    model = model or ClassicalModel()
    setting = Setting.of(panel, model)
    base = decide(panel, model, setting)
    seeds = [name for name, seed in zip(panel.items, panel.seeds.tolist(), strict=True) if seed]
    excluded = _combinations(seeds, count, Text(nl="ijkvragen", en="seed questions"))
    place = {name: i for i, name in enumerate(panel.items)}
    included = np.ones((len(excluded), len(panel.items)), dtype=bool)
    for row, names in enumerate(excluded):
        included[row, [place[name] for name in names]] = False
    everyone = np.ones((1, len(panel.experts)), dtype=bool)
    lots = []
    for start in range(0, len(included), _LOT):
        part = included[start : start + _LOT]
        outcome = pool_cases(setting, model, part, np.repeat(everyone, len(part), axis=0))
        lots.append(_rows(panel, base, setting, outcome, part))
    return _table("items", excluded, base, lots)


def leave_experts_out(panel: Panel, model: ClassicalModel | None = None, count: int = 1) -> RobustnessTable:
    """Leave out every combination of ``count`` experts.

    The intrinsic ranges are those of the experts that are left, as in Excalibur.

    Raises:
        NoSeedsError, PanelError: as for the decision maker, or as many as there are experts would be left out.
    """
    model = model or ClassicalModel()
    setting = Setting.of(panel, model)
    base = decide(panel, model, setting)
    excluded = _combinations(panel.experts, count, Text(nl="deskundigen", en="experts"))
    place = {name: i for i, name in enumerate(panel.experts)}
    everything = np.ones((1, len(panel.items)), dtype=bool)
    lots = []
    for names in excluded:
        experts = np.ones(len(panel.experts), dtype=bool)
        experts[[place[name] for name in names]] = False
        narrowed = setting.spanned_by(panel, model, experts)
        outcome = pool_cases(narrowed, model, everything, experts[None])
        lots.append(_rows(panel, base, narrowed, outcome, everything))
    return _table("experts", excluded, base, lots)


@dataclass(frozen=True, eq=False)
class _Rows:
    outcome: Outcome
    shift_seeds: Float
    shift_all: Float


def _rows(panel: Panel, base: DecisionMaker, setting: Setting, outcome: Outcome, included: Bool) -> _Rows:
    log_scale = panel.log_scale[:, None]
    beside = information_beside(
        outcome.quantiles,
        setting.mixtures.ranges,
        scaled(base.quantiles, log_scale),
        scaled(base.ranges, log_scale),
        panel.probabilities,
    )
    # Rounding may give -1e-17 for what did not change.
    beside = np.maximum(beside, 0.0)
    known = included & ~np.isnan(beside)
    return _Rows(outcome, mean_where(beside, known & panel.seeds), mean_where(beside, known))


def _table(
    kind: Literal["items", "experts"],
    excluded: tuple[tuple[str, ...], ...],
    base: DecisionMaker,
    lots: Sequence[_Rows],
) -> RobustnessTable:
    return RobustnessTable(
        kind=kind,
        excluded=excluded,
        cutoff=np.concatenate([lot.outcome.cutoff for lot in lots]),
        calibration=np.concatenate([lot.outcome.calibration for lot in lots]),
        information_seeds=np.concatenate([lot.outcome.information_seeds for lot in lots]),
        information_all=np.concatenate([lot.outcome.information_all for lot in lots]),
        shift_seeds=np.concatenate([lot.shift_seeds for lot in lots]),
        shift_all=np.concatenate([lot.shift_all for lot in lots]),
        base=base,
    )


def _combinations(names: Sequence[str], count: int, what: Text) -> tuple[tuple[str, ...], ...]:
    if count < 1:
        raise ValueError(f"count must be at least 1, not {count}")
    if count >= len(names):
        raise PanelError(
            Text(
                nl=f"van {len(names)} {what.nl} kunnen er geen {count} worden weggelaten.",
                en=f"{count} cannot be left out of {len(names)} {what.en}.",
            ),
            names,
        )
    cases = comb(len(names), count)
    if cases > MOST_CASES:
        raise PanelError(
            Text(
                nl=f"{count} van {len(names)} {what.nl} weglaten geeft {number(cases, 'nl')} gevallen;"
                f" ten hoogste {number(MOST_CASES, 'nl')} is toegestaan.",
                en=f"leaving {count} of {len(names)} {what.en} out gives {number(cases, 'en')} cases;"
                f" at most {number(MOST_CASES, 'en')} are allowed.",
            ),
            names,
        )
    return tuple(combinations(names, count))
