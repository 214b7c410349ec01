# SPDX-License-Identifier: EUPL-1.2
"""Every rule of a problem as one row ``sum a_i x_i <= b`` with the words a reader knows it by, and what clashes.

Where no choice satisfies all rules, a deletion filter (Chinneck & Dravnieks 1991) leaves a set that clashes and of
which every part is needed: each rule is dropped in turn, for good if the rest still clashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Lang, Text, WeerbaarError, significant
from weerbaar.capability.portfolio.problem import Problem
from weerbaar.capability.portfolio.sparse import SparseRows

Float = NDArray[np.float64]

Kind = Literal["limit", "requires", "excludes", "at_least", "fixed_in", "fixed_out"]

FEASIBILITY_TOLERANCE = 1e-9
"""Relative to the largest number of a row: 0.1 + 0.2 fits in a budget of 0.3."""


@dataclass(frozen=True)
class Rule:
    """One row.

    Attributes:
        kind: which field of the problem it comes from.
        options, amounts: the entries of the row.
        bound: right-hand side.
        words: how a reader knows it.
    """

    kind: Kind
    options: tuple[int, ...]
    amounts: tuple[float, ...]
    bound: float
    words: Text

    @property
    def slack(self) -> float:
        """How much the row may be exceeded by rounding."""
        return FEASIBILITY_TOLERANCE * max(abs(self.bound), *(abs(a) for a in self.amounts), 1e-300)


class InfeasibleError(WeerbaarError):
    """No choice satisfies all rules.

    Attributes:
        rules: a smallest set that clashes: without any one of them the others can be met.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        nl, en = ([rule.words.in_(lang) for rule in self.rules] for lang in ("nl", "en"))
        if len(self.rules) == 1:
            text = Text(nl=f"aan {nl[0]} kan niet worden voldaan.", en=f"{en[0]} cannot be met.")
        else:
            text = Text(
                nl=f"{nl[0]} gaat niet samen met {_joined(nl[1:], 'en')}.",
                en=f"{en[0]} cannot be met with {_joined(en[1:], 'and')}.",
            )
        super().__init__(text)


def rules_of(problem: Problem) -> list[Rule]:
    """Return every rule: limits first, then requirements, exclusions, groups, and what was fixed."""
    names = problem.options
    limits = problem.bounded()
    found: list[Rule] = []
    for k, name in enumerate(limits.names):
        part = slice(limits.use.start[k], limits.use.start[k + 1])
        bound = float(limits.bound[k])
        words = Text(nl=f"{name.nl} ({_figure(bound, 'nl')})", en=f"{name.in_('en')} ({_figure(bound, 'en')})")
        columns, amounts = limits.use.column[part].tolist(), limits.use.value[part].tolist()
        found.append(Rule("limit", tuple(columns), tuple(amounts), bound, words))
    for i, j in problem.requires:
        words = Text(nl=f"{names[i]} vraagt {names[j]}", en=f"{names[i]} needs {names[j]}")
        found.append(Rule("requires", (i, j), (1.0, -1.0), 0.0, words))
    for members in problem.excludes:
        one_of = sorted(set(members))
        nl, en = (_joined([names[i] for i in one_of], word) for word in ("en", "and"))
        words = Text(nl=f"hoogstens één van {nl}", en=f"at most one of {en}")
        found.append(Rule("excludes", tuple(one_of), (1.0,) * len(one_of), 1.0, words))
    for group in problem.at_least:
        one_of = sorted(set(group.members))
        words = Text(
            nl=f"ten minste {group.count} uit {group.name.nl}", en=f"at least {group.count} of {group.name.in_('en')}"
        )
        found.append(Rule("at_least", tuple(one_of), (-1.0,) * len(one_of), -float(group.count), words))
    for i in sorted(problem.fixed_in):
        words = Text(nl=f"{names[i]} in elk geval", en=f"{names[i]} in any case")
        found.append(Rule("fixed_in", (i,), (-1.0,), -1.0, words))
    for i in sorted(problem.fixed_out):
        words = Text(nl=f"{names[i]} in geen geval", en=f"{names[i]} in no case")
        found.append(Rule("fixed_out", (i,), (1.0,), 0.0, words))
    return found


@dataclass(frozen=True, eq=False)
class Rows:
    """Rules as a matrix, each divided by its largest amount.

    Attributes:
        matrix: (R, n).
        dense: the same in full.
        bound: (R,) with what rounding may add.
    """

    matrix: SparseRows
    dense: Float
    bound: Float

    @classmethod
    def of(cls, rules: Sequence[Rule], options: int) -> Rows:
        """Return the rows of rules on so many options."""
        size = [max((abs(a) for a in rule.amounts), default=0.0) or 1.0 for rule in rules]
        row = [r for r, rule in enumerate(rules) for _ in rule.options]
        column = [i for rule in rules for i in rule.options]
        amount = [a / size[r] for r, rule in enumerate(rules) for a in rule.amounts]
        matrix = SparseRows.of_triplets(row, column, amount, (len(rules), options))
        bound = np.array([(rule.bound + rule.slack) / size[r] for r, rule in enumerate(rules)], dtype=np.float64)
        return cls(matrix, matrix.dense(), bound)

    def allow(self, taken: Float) -> bool:
        """Return whether zeros and ones (n,) satisfy every rule."""
        use = np.einsum("rn,n->r", self.dense, taken)
        return bool(np.all(use <= self.bound + 1e-12))


def rows_of(problem: Problem) -> Rows:
    """Return the rules of a problem but for what is fixed, which bounds the options themselves."""
    return Rows.of([rule for rule in rules_of(problem) if not rule.kind.startswith("fixed")], problem.n)


def conflict(problem: Problem) -> tuple[Rule, ...]:
    """Return a smallest set of rules that clashes; empty where some choice satisfies all."""
    rules = rules_of(problem)
    if _can_be_met(rules, problem.n):
        return ()
    # Rules a reader would rather hear about come last in the filter, which tends to keep them.
    order = {"fixed_in": 5, "fixed_out": 5, "at_least": 4, "limit": 3, "excludes": 2, "requires": 1}
    kept = list(rules)
    for rule in sorted(rules, key=lambda r: order[r.kind]):
        rest = [other for other in kept if other is not rule]
        if not _can_be_met(rest, problem.n):
            kept = rest
    return tuple(kept)


def check_feasible(problem: Problem) -> None:
    """Check that some choice satisfies all rules.

    Raises:
        InfeasibleError: none does.
    """
    clash = conflict(problem)
    if clash:
        raise InfeasibleError(clash)


def _can_be_met(rules: Sequence[Rule], options: int) -> bool:
    """Try nothing and everything before asking a solver, which takes a millisecond."""
    rules = [rule for rule in rules if rule.options or rule.bound < -rule.slack]
    if any(_least(rule) > rule.bound + rule.slack for rule in rules):
        return False
    if all(rule.bound + rule.slack >= 0 for rule in rules):
        return True
    if all(sum(rule.amounts) <= rule.bound + rule.slack for rule in rules):
        return True
    return _solution(rules, options) is not None


def some_choice(problem: Problem) -> Float | None:
    """Return a choice (n,) within all rules, or None where there is none."""
    return _solution(rules_of(problem), problem.n)


def _solution(rules: Sequence[Rule], options: int) -> Float | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows = Rows.of(rules, options)
    answer = milp(
        np.zeros(options),
        constraints=LinearConstraint(rows.matrix.scipy(), -np.inf, rows.bound),
        bounds=Bounds(0, 1),
        integrality=np.ones(options),
    )
    if answer.x is None:
        return None
    found: Float = np.round(answer.x)
    # The solver's tolerance is wider than ours: what it takes for a choice may be a hair too much.
    return found if rows.allow(found) else None


def _least(rule: Rule) -> float:
    return sum(min(a, 0.0) for a in rule.amounts)


def _figure(value: float, lang: Lang) -> str:
    return significant(value, lang, 4)


def _joined(parts: Sequence[str], word: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
