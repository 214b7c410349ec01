# SPDX-License-Identifier: EUPL-1.2
"""Branch and bound on the linear relaxation of a choice, compiled.

The relaxation is ``max p x - d w - v t`` with ``w`` the part of a pair's gain that is missed or overlaps and ``t`` what
saturation takes away: all penalties with rows ``penalty >= linear function of x``, and rows join only when they are
violated. The tableau is dense, over what is not in the basis, and solved by the dual simplex method with flips of
bounds (Maros 2003). Rounding in the tableau costs speed, never truth: a node is closed only on a bound recomputed from
the data with its multipliers, by weak duality.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

LOGIC, PRODUCT, TANGENT = 0, 1, 2
"""Kinds of rows."""

OPTIMAL, CLOSED, EMPTY, TROUBLE = 0, 1, 2, 3
"""How a relaxation ends: solved, bound below the cut-off, no solution, numbers that cannot be trusted."""

_ABSENT = -(1 << 40)
_FEASIBLE = 1e-9
_VIOLATED = 1e-7
_MOST_ROUNDS = 60
_PIVOT = 1e-9
_INTEGRAL = 1e-6
_RELIABLE = 4.0
_NUDGE = 1e-11


class Model(NamedTuple):
    """The relaxation's data.

    Cells are measured in shares of all that adds to them, and value in shares of the most there can be, so that
    tolerances mean the same everywhere.

    Attributes:
        profit: (n,) of options, with the first end's share of reinforcing pairs.
        weight, cap, scale, most_lost: (m,) of cells; most_lost bounds z - phi(z).
        cell_start, cell_option, cell_amount: options of each cell.
        first, second, sign, price: (P,) of unordered pairs; sign 1 reinforces, -1 overlaps; price is the sum of
            weight × amount.
        loss_start, loss_product, loss_amount: pairs of each cell.
        place_start, place_cell, place_amount: cells of each pair.
        row_start, row_option, row_amount, row_bound: rules.
    """

    profit: F64
    weight: F64
    cap: F64
    scale: F64
    most_lost: F64
    cell_start: I64
    cell_option: I64
    cell_amount: F64
    first: I64
    second: I64
    sign: I64
    price: F64
    loss_start: I64
    loss_product: I64
    loss_amount: F64
    place_start: I64
    place_cell: I64
    place_amount: F64
    row_start: I64
    row_option: I64
    row_amount: F64
    row_bound: F64


class Root(NamedTuple):
    """What the first relaxation says.

    Attributes:
        cost: (n,) reduced costs.
        bound: (1,) the bound that the reduced costs go with.
        taken: (n,) its solution.
        price: (R,) of the rules.
    """

    cost: F64
    bound: F64
    taken: F64
    price: F64


class Tableau(NamedTuple):
    """The state of one relaxation. Variables: n options, P pair losses, m cell losses, then one slack per slot.

    Attributes:
        body: (R, C) coefficients of what is not in the basis.
        cost: (C,) reduced costs.
        in_row, in_column: (R,), (C,) variables.
        place: (n + P + m + R,) row of a basic variable, ``-1 - column`` of another, or absent.
        value: the same length.
        kind, what: (R,) of each slot: kind of row, and which rule, pair or cell.
        slope, offset: (R,) of each slot's tangent ``phi <= offset + slope z``.
        size: rows, columns.
    """

    body: F64
    cost: F64
    in_row: I64
    in_column: I64
    place: I64
    value: F64
    kind: I64
    what: I64
    slope: F64
    offset: F64
    size: I64


@kernel
def new_tableau(model: Model, rows: int, columns: int) -> Tableau:
    """Return an empty tableau with room for so many rows and columns."""
    variables = len(model.profit) + len(model.price) + len(model.weight)
    return Tableau(
        np.zeros((rows, columns)),
        np.zeros(columns),
        np.zeros(rows, np.int64),
        np.zeros(columns, np.int64),
        np.full(variables + rows, _ABSENT),
        np.zeros(variables + rows),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.int64),
        np.zeros(rows),
        np.zeros(rows),
        np.zeros(2, np.int64),
    )


@kernel
def copied(model: Model, old: Tableau, low: F64, high: F64, room: int, shrink: bool) -> Tableau:
    """Return a copy with ``room`` spare rows and columns; ``shrink`` leaves out what cannot matter below this node."""
    variables = len(model.profit) + len(model.price) + len(model.weight)
    n = len(model.profit)
    rows, columns = old.size[0], old.size[1]
    keep_row = np.ones(rows, np.bool_)
    keep_column = np.ones(columns, np.bool_)
    slot = np.full(rows, -1)
    if shrink:
        for r in range(rows):
            v = old.in_row[r]
            keep_row[r] = v < variables or old.kind[v - variables] == LOGIC
        for c in range(columns):
            v = old.in_column[c]
            if v < n:
                keep_column[c] = low[v] < high[v]
            elif v < variables:
                # A loss outside the basis matters only to a row that stays.
                keep_column[c] = False
                for r in range(rows):
                    if keep_row[r] and abs(old.body[r, c]) > 1e-12:
                        keep_column[c] = True
                        break
    kept = 0
    for k in range(rows):
        at = old.place[variables + k]
        if at < 0 or keep_row[at]:
            slot[k] = kept
            kept += 1
    new = new_tableau(model, kept + room, int(keep_column.sum()) + room)
    new.value[:variables] = old.value[:variables]
    for k in range(rows):
        if slot[k] >= 0:
            new.kind[slot[k]] = old.kind[k]
            new.what[slot[k]] = old.what[k]
            new.slope[slot[k]] = old.slope[k]
            new.offset[slot[k]] = old.offset[k]
            new.value[variables + slot[k]] = old.value[variables + k]
    from_column = np.nonzero(keep_column)[0]
    c2 = len(from_column)
    for c in range(c2):
        v = old.in_column[from_column[c]]
        v = v if v < variables else variables + slot[v - variables]
        new.in_column[c] = v
        new.place[v] = -1 - c
        new.cost[c] = old.cost[from_column[c]]
    r2 = 0
    for r in range(rows):
        if keep_row[r]:
            v = old.in_row[r]
            v = v if v < variables else variables + slot[v - variables]
            new.in_row[r2] = v
            new.place[v] = r2
            source, target = old.body[r], new.body[r2]
            for c in range(c2):
                target[c] = source[from_column[c]]
            r2 += 1
    new.size[0] = kept
    new.size[1] = c2
    return new


@kernel
def certified(model: Model, tab: Tableau, low: F64, high: F64, cost: F64) -> float:
    """Return a bound on the node by weak duality, and the reduced cost of each option in ``cost`` (n,).

    Any multipliers that are not negative give a valid bound; those of the tableau give the best one.
    """
    n, products, cells = len(model.profit), len(model.price), len(model.weight)
    variables = n + products + cells
    cost[:] = model.profit
    pair_cost = -model.price
    cell_cost = -model.weight
    bound = 0.0
    for k in range(tab.size[0]):
        at = tab.place[variables + k]
        if at >= 0:
            continue
        pi = -tab.cost[-1 - at]
        if pi <= 0.0:
            continue
        what = tab.what[k]
        if tab.kind[k] == LOGIC:
            bound += pi * model.row_bound[what]
            for e in range(model.row_start[what], model.row_start[what + 1]):
                cost[model.row_option[e]] -= pi * model.row_amount[e]
        elif tab.kind[k] == PRODUCT:
            pair_cost[what] += pi
            cost[model.first[what]] -= pi
            if model.sign[what] > 0:
                cost[model.second[what]] += pi
            else:
                cost[model.second[what]] -= pi
                bound += pi
        else:
            bound += pi * tab.offset[k]
            cell_cost[what] += pi
            share = pi * (1.0 - tab.slope[k])
            for e in range(model.cell_start[what], model.cell_start[what + 1]):
                cost[model.cell_option[e]] -= share * model.cell_amount[e]
            for e in range(model.loss_start[what], model.loss_start[what + 1]):
                pair_cost[model.loss_product[e]] += share * model.loss_amount[e]
    for p in range(products):
        if pair_cost[p] > 0.0:
            bound += pair_cost[p]
    for s in range(cells):
        if cell_cost[s] > 0.0:
            bound += cell_cost[s] * model.most_lost[s]
    for i in range(n):
        bound += cost[i] * (high[i] if cost[i] > 0.0 else low[i])
    return bound


@kernel
def provably_empty(model: Model, tab: Tableau, row: int, low: F64, high: F64) -> bool:
    """Return whether the slacks' entries in a row of the tableau prove, on the data, that no solution exists."""
    n, products, cells = len(model.profit), len(model.price), len(model.weight)
    variables = n + products + cells
    at = tab.in_row[row]
    for sign in (1.0, -1.0):
        activity, scale = 0.0, 0.0
        cost = np.zeros(n)
        pair_cost = np.zeros(products)
        cell_cost = np.zeros(cells)
        for k in range(tab.size[0]):
            here = tab.place[variables + k]
            pi = 0.0
            if here < 0:
                pi = sign * tab.body[row, -1 - here]
            elif here == row and at == variables + k:
                pi = sign
            if pi <= 1e-12:
                continue
            what = tab.what[k]
            scale += pi
            if tab.kind[k] == LOGIC:
                activity -= pi * model.row_bound[what]
                for e in range(model.row_start[what], model.row_start[what + 1]):
                    cost[model.row_option[e]] += pi * model.row_amount[e]
            elif tab.kind[k] == PRODUCT:
                pair_cost[what] -= pi
                cost[model.first[what]] += pi
                if model.sign[what] > 0:
                    cost[model.second[what]] -= pi
                else:
                    cost[model.second[what]] += pi
                    activity -= pi
            else:
                activity -= pi * tab.offset[k]
                cell_cost[what] -= pi
                share = pi * (1.0 - tab.slope[k])
                for e in range(model.cell_start[what], model.cell_start[what + 1]):
                    cost[model.cell_option[e]] += share * model.cell_amount[e]
                for e in range(model.loss_start[what], model.loss_start[what + 1]):
                    pair_cost[model.loss_product[e]] -= share * model.loss_amount[e]
        for i in range(n):
            activity += cost[i] * (low[i] if cost[i] > 0.0 else high[i])
        for p in range(products):
            activity += min(pair_cost[p], 0.0)
        for s in range(cells):
            activity += min(cell_cost[s], 0.0) * model.most_lost[s]
        if scale > 0.0 and activity > 1e-9 * scale:
            return True
    return False


@kernel
def _activate(model: Model, tab: Tableau, loss: int) -> None:
    """Give a loss its column, at 0; a column is the sum of its rows' slack columns."""
    if tab.place[loss] != _ABSENT:
        return
    n, products, cells = len(model.profit), len(model.price), len(model.weight)
    variables = n + products + cells
    rows, c = tab.size[0], tab.size[1]
    tab.size[1] += 1
    tab.in_column[c] = loss
    tab.place[loss] = -1 - c
    tab.value[loss] = 0.0
    tab.body[:rows, c] = 0.0
    pair = loss < n + products
    price = model.price[loss - n] if pair else model.weight[loss - n - products]
    tab.cost[c] = -price * (1.0 + _NUDGE * ((loss * 7919) % 1009))
    for k in range(rows):
        share = 0.0
        what = tab.what[k]
        if tab.kind[k] == TANGENT and pair:
            for e in range(model.place_start[loss - n], model.place_start[loss - n + 1]):
                if model.place_cell[e] == what:
                    share -= (1.0 - tab.slope[k]) * model.place_amount[e]
        elif tab.kind[k] != LOGIC and what == loss - n - (0 if pair else products) and pair == (tab.kind[k] == PRODUCT):
            share = -1.0
        if share == 0.0:
            continue
        at = tab.place[variables + k]
        if at >= 0:
            tab.body[at, c] += share
        else:
            tab.body[:rows, c] += share * tab.body[:rows, -1 - at]
            tab.cost[c] += share * tab.cost[-1 - at]


@kernel
def add_row(model: Model, tab: Tableau, kind: int, what: int, slope: float, offset: float) -> None:
    """Add a row, and the loss it speaks of, to a tableau with room; its slack enters the basis."""
    n, products, cells = len(model.profit), len(model.price), len(model.weight)
    variables = n + products + cells
    row = tab.size[0]
    loss = -1
    if kind == PRODUCT:
        loss = n + what
    elif kind == TANGENT:
        loss = n + products + what
    if loss >= 0:
        _activate(model, tab, loss)
    tab.size[0] += 1
    tab.kind[row] = kind
    tab.what[row] = what
    tab.slope[row] = slope
    tab.offset[row] = offset
    slack = variables + row
    tab.in_row[row] = slack
    tab.place[slack] = row
    tab.body[row, : tab.size[1]] = 0.0
    if kind == LOGIC:
        tab.value[slack] = model.row_bound[what]
        for e in range(model.row_start[what], model.row_start[what + 1]):
            _add_entry(tab, row, slack, model.row_option[e], model.row_amount[e])
    elif kind == PRODUCT:
        tab.value[slack] = 0.0 if model.sign[what] > 0 else 1.0
        _add_entry(tab, row, slack, model.first[what], 1.0)
        _add_entry(tab, row, slack, model.second[what], -1.0 if model.sign[what] > 0 else 1.0)
        _add_entry(tab, row, slack, loss, -1.0)
    else:
        tab.value[slack] = offset
        share = 1.0 - slope
        for e in range(model.cell_start[what], model.cell_start[what + 1]):
            _add_entry(tab, row, slack, model.cell_option[e], share * model.cell_amount[e])
        for e in range(model.loss_start[what], model.loss_start[what + 1]):
            _add_entry(tab, row, slack, n + model.loss_product[e], -share * model.loss_amount[e])
        _add_entry(tab, row, slack, loss, -1.0)


@kernel
def _add_entry(tab: Tableau, row: int, slack: int, variable: int, amount: float) -> None:
    """Add ``amount × variable`` to a new row, in terms of what is not in the basis."""
    at = tab.place[variable]
    tab.value[slack] -= amount * tab.value[variable]
    if at >= 0:
        for c in range(tab.size[1]):
            tab.body[row, c] -= amount * tab.body[at, c]
    elif at != _ABSENT:
        tab.body[row, -1 - at] += amount


@kernel
def _candidates(
    n: int, tab: Tableau, low: F64, high: F64, row: int, direction: float, column_of: I64, ratios: F64, sizes: F64
) -> int:
    """List the columns that can push a basic variable in a direction, with the price of doing so; returns how many."""
    count = 0
    body, cost, variable, value = tab.body[row], tab.cost, tab.in_column, tab.value
    for c in range(tab.size[1]):
        a = body[c] * direction
        if -_PIVOT < a < _PIVOT:
            continue
        v = variable[c]
        if v < n:
            if low[v] == high[v] or (a > 0.0) != (value[v] == high[v]):
                continue
        elif a > 0.0:
            continue
        column_of[count], ratios[count], sizes[count] = c, abs(cost[c] / a), abs(a)
        count += 1
    return count


@kernel
def reoptimise(
    model: Model, tab: Tableau, low: F64, high: F64, start: float, cutoff: float, most: int
) -> tuple[int, float, int, int]:
    """Dual simplex until optimal, below the cut-off, empty, or out of pivots.

    Returns:
        status, objective of the basis, pivots, and the row that cannot be repaired.
    """
    n = len(model.profit)
    objective = start
    column_of = np.empty(len(tab.cost), np.int64)
    ratios, sizes = np.empty(len(tab.cost)), np.empty(len(tab.cost))
    for pivots in range(most):
        rows = tab.size[0]
        if objective <= cutoff:
            return CLOSED, objective, pivots, -1
        row, worst, target = -1, _FEASIBLE, 0.0
        for r in range(rows):
            v = tab.in_row[r]
            x = tab.value[v]
            below = (low[v] if v < n else 0.0) - x
            if below > worst:
                row, worst, target = r, below, x + below
            elif v < n and x - high[v] > worst:
                row, worst, target = r, x - high[v], high[v]
        if row < 0:
            return OPTIMAL, objective, pivots, -1
        leaving = tab.in_row[row]
        direction = 1.0 if target > tab.value[leaving] else -1.0
        slope = worst
        count = _candidates(n, tab, low, high, row, direction, column_of, ratios, sizes)
        flips = 0
        while True:
            q = -1
            best, size = np.inf, 0.0
            for k in range(flips, count):
                if ratios[k] < best - 1e-12 or (ratios[k] < best + 1e-12 and sizes[k] > size):
                    q, best, size = k, ratios[k], sizes[k]
            if q < 0:
                return EMPTY, objective, pivots, row
            entering = column_of[q]
            v = tab.in_column[entering]
            if v < n and slope - size * (high[v] - low[v]) > 0.0:
                # The bound keeps rising past this one: it changes sides, and is put in front with those that did.
                slope -= size * (high[v] - low[v])
                column_of[q], ratios[q], sizes[q] = column_of[flips], ratios[flips], sizes[flips]
                column_of[flips] = entering
                flips += 1
            else:
                break
        for k in range(flips):
            c = column_of[k]
            v = tab.in_column[c]
            new = low[v] if tab.value[v] == high[v] else high[v]
            move = new - tab.value[v]
            tab.value[v] = new
            objective += tab.cost[c] * move
            for r in range(rows):
                tab.value[tab.in_row[r]] -= tab.body[r, c] * move
        move = (tab.value[leaving] - target) / tab.body[row, entering]
        objective += tab.cost[entering] * move
        for r in range(rows):
            tab.value[tab.in_row[r]] -= tab.body[r, entering] * move
        v = tab.in_column[entering]
        tab.value[v] += move
        tab.value[leaving] = target
        pivot(tab, row, entering)
    return TROUBLE, objective, most, -1


@kernel
def pivot(tab: Tableau, row: int, column: int) -> None:
    """Exchange a basic variable for another."""
    rows, columns = tab.size[0], tab.size[1]
    body = tab.body
    inverse = 1.0 / body[row, column]
    for c in range(columns):
        body[row, c] *= inverse
    body[row, column] = inverse
    # A copy: the compiler then knows that it does not overlap what is written, and uses wide instructions.
    source = body[row, :columns].copy()
    for r in range(rows):
        factor = body[r, column]
        if r == row or factor == 0.0:
            continue
        target = body[r, :columns]
        for c in range(columns):
            target[c] -= factor * source[c]
        target[column] = -factor * inverse
    factor = tab.cost[column]
    target = tab.cost[:columns]
    for c in range(columns):
        target[c] -= factor * source[c]
    tab.cost[column] = -factor * inverse
    out, into = tab.in_row[row], tab.in_column[column]
    tab.in_row[row], tab.in_column[column] = into, out
    tab.place[into], tab.place[out] = row, -1 - column


@kernel
def penalty(
    model: Model,
    tab: Tableau,
    low: F64,
    high: F64,
    row: int,
    direction: float,
    need: float,
    column_of: I64,
    ratios: F64,
    sizes: F64,
) -> float:
    """Return how far the bound falls at least if a basic variable moves by ``need``: one step of the dual method."""
    n = len(model.profit)
    count = _candidates(n, tab, low, high, row, direction, column_of, ratios, sizes)
    fallen, slope, last = 0.0, need, 0.0
    for _ in range(4):
        q, best = -1, np.inf
        for k in range(count):
            if ratios[k] < best:
                q, best = k, ratios[k]
        if q < 0:
            return np.inf
        fallen += slope * (best - last)
        v = tab.in_column[column_of[q]]
        if v >= n:
            return fallen
        slope -= sizes[q] * (high[v] - low[v])
        if slope <= 0.0:
            return fallen
        last = best
        ratios[q] = np.inf
    return fallen


@kernel
def worth(model: Model, x: F64) -> float:
    """Return the value of zeros and ones (n,)."""
    n, products, cells = len(model.profit), len(model.price), len(model.weight)
    value = 0.0
    for i in range(n):
        value += model.profit[i] * x[i]
    for p in range(products):
        value -= model.price[p] * _missed(model, p, x)
    for s in range(cells):
        if model.weight[s] > 0.0:
            z = _total(model, s, x)
            value -= model.weight[s] * (z - _phi(z, model.cap[s], model.scale[s]))
    return value


@kernel
def _missed(model: Model, p: int, x: F64) -> float:
    if model.sign[p] > 0:
        return float(max(0.0, x[model.first[p]] - x[model.second[p]]))
    return float(max(0.0, x[model.first[p]] + x[model.second[p]] - 1.0))


@kernel
def _total(model: Model, s: int, x: F64) -> float:
    z = 0.0
    for e in range(model.cell_start[s], model.cell_start[s + 1]):
        z += model.cell_amount[e] * x[model.cell_option[e]]
    for e in range(model.loss_start[s], model.loss_start[s + 1]):
        z -= model.loss_amount[e] * _missed(model, model.loss_product[e], x)
    return z


@kernel
def _phi(z: float, cap: float, scale: float) -> float:
    if scale < np.inf:
        z = -scale * np.expm1(-z / scale)
    return min(z, cap)


@kernel
def allowed(model: Model, x: F64) -> bool:
    """Return whether zeros and ones (n,) satisfy every rule."""
    for r in range(len(model.row_bound)):
        total = 0.0
        for e in range(model.row_start[r], model.row_start[r + 1]):
            total += model.row_amount[e] * x[model.row_option[e]]
        if total > model.row_bound[r] + 1e-12:
            return False
    return True


@kernel
def separated(model: Model, tab: Tableau, low: F64, high: F64, tolerance: float) -> tuple[Tableau, int]:
    """Add the rows that the relaxation's solution violates; returns the tableau and how many."""
    n, products, cells = len(model.profit), len(model.price), len(model.weight)
    most = products + 2 * cells
    kinds, whats = np.empty(most, np.int64), np.empty(most, np.int64)
    slopes, offsets = np.zeros(most), np.zeros(most)
    found = 0
    x = tab.value[:n]
    for p in range(products):
        missing = _missed(model, p, x) - tab.value[n + p]
        if missing > _VIOLATED and missing * model.price[p] > tolerance:
            kinds[found], whats[found] = PRODUCT, p
            found += 1
    for s in range(cells):
        if model.weight[s] <= 0.0:
            continue
        z = 0.0
        for e in range(model.cell_start[s], model.cell_start[s + 1]):
            z += model.cell_amount[e] * x[model.cell_option[e]]
        for e in range(model.loss_start[s], model.loss_start[s + 1]):
            z -= model.loss_amount[e] * tab.value[n + model.loss_product[e]]
        now = z - tab.value[n + products + s]
        if now - model.cap[s] > _VIOLATED and (now - model.cap[s]) * model.weight[s] > tolerance:
            kinds[found], whats[found], slopes[found], offsets[found] = TANGENT, s, 0.0, model.cap[s]
            found += 1
        if model.scale[s] < np.inf:
            height = -model.scale[s] * np.expm1(-z / model.scale[s])
            excess = now - height
            if excess > _VIOLATED and excess * model.weight[s] > tolerance and height < model.cap[s]:
                steep = np.exp(-z / model.scale[s])
                kinds[found], whats[found], slopes[found], offsets[found] = TANGENT, s, steep, height - steep * z
                found += 1
    if found:
        if tab.size[0] + found > len(tab.in_row) or tab.size[1] + found > len(tab.in_column):
            tab = copied(model, tab, low, high, 2 * found + 20, False)
        for k in range(found):
            add_row(model, tab, kinds[k], whats[k], slopes[k], offsets[k])
    return tab, found


@kernel
def relaxed(
    model: Model, tab: Tableau, low: F64, high: F64, start: float, cutoff: float, tolerance: float
) -> tuple[Tableau, int, float, int]:
    """Solve a node's relaxation: reoptimise, add violated rows, again.

    Returns:
        tableau, status, objective, pivots.
    """
    objective, pivots, status = start, 0, OPTIMAL
    # A curve needs a few tangents. What is still violated after so many rounds only leaves the bound a little wider.
    for _ in range(_MOST_ROUNDS):
        status, objective, used, row = reoptimise(model, tab, low, high, objective, cutoff, 2000)
        pivots += used
        if status == EMPTY and not provably_empty(model, tab, row, low, high):
            status = TROUBLE
        if status != OPTIMAL:
            return tab, status, objective, pivots
        tab, found = separated(model, tab, low, high, tolerance)
        if not found:
            return tab, OPTIMAL, objective, pivots
    return tab, status, objective, pivots


@kernel
def fix(model: Model, tab: Tableau, low: F64, high: F64, option: int, at: float, objective: float) -> float:
    """Fix an option in the bounds and, where it is not basic, in the tableau; returns the objective."""
    low[option] = at
    high[option] = at
    place = tab.place[option]
    if place < 0 and place != _ABSENT and tab.value[option] != at:
        c = -1 - place
        move = at - tab.value[option]
        tab.value[option] = at
        objective += tab.cost[c] * move
        for r in range(tab.size[0]):
            tab.value[tab.in_row[r]] -= tab.body[r, c] * move
    return objective


@kernel
def branch_and_bound(
    model: Model,
    ceiling: float,
    low: F64,
    high: F64,
    best: F64,
    best_value: float,
    gap: float,
    most_nodes: int,
    look: int,
    gains: F64,
    tries: F64,
    stop: I64,
    root: Root,
) -> tuple[float, float, int, int]:
    """Search all choices within the bounds of the options.

    Args:
        ceiling: no choice is worth more, for instance because every cell is full.
        low, high: (n,) 0 or 1.
        best: (n,) the best choice known, overwritten; best_value -inf where there is none.
        gap: relative to the value.
        most_nodes: relaxations to solve at most.
        look: candidates that are tried out before a branching.
        gains, tries: (2, n) what fixing an option out or in gained per unit, and how often it was tried; read and added
            to, so that a run may learn from the one before.
        root: overwritten with what the first relaxation says.
        stop: (1,) another thread may set it to 1 to end the search.

    Returns:
        value, bound, nodes, pivots.
    """
    n = len(model.profit)
    low, high = low.copy(), high.copy()
    tab = new_tableau(model, len(model.row_bound) + 60, n + 60)
    objective = 0.0
    unit = np.abs(model.profit).mean() if n else 0.0
    for i in range(n):
        tab.in_column[i] = i
        tab.place[i] = -1 - i
        # A breath of difference between options that are worth the same keeps the method from going round in circles.
        tab.cost[i] = model.profit[i] + _NUDGE * unit * ((i * 7919) % 1009)
        tab.value[i] = high[i] if model.profit[i] > 0.0 else low[i]
        objective += tab.cost[i] * tab.value[i]
    tab.size[1] = n
    for r in range(len(model.row_bound)):
        add_row(model, tab, LOGIC, r, 0.0, 0.0)
    scale = max(abs(best_value), 1e-9) if best_value > -np.inf else max(abs(objective), 1e-9)
    tolerance = 0.1 * max(gap, 1e-9) * scale / (len(model.price) + len(model.weight) + 1)
    cost = np.zeros(n)
    closed = -np.inf
    # Both children of a node share its tableau: the first to come copies it, the second uses it up.
    stack = [(tab, low, high, objective, ceiling, -1, 0.0, True)]
    nodes, pivots = 0, 0
    x = np.zeros(n)
    while len(stack):
        tab, low, high, objective, parent_bound, option, side, last = stack.pop()
        cutoff = best_value + gap * abs(best_value)
        if parent_bound <= cutoff:
            closed = max(closed, parent_bound)
            continue
        if nodes >= most_nodes or stop[0] != 0:
            closed = max(closed, parent_bound)
            continue
        nodes += 1
        if option >= 0:
            if not last:
                low, high = low.copy(), high.copy()
                tab = copied(model, tab, low, high, 24, True)
            objective = fix(model, tab, low, high, option, side, objective)
        tab, status, objective, used = relaxed(model, tab, low, high, objective, cutoff, tolerance)
        pivots += used
        if status == EMPTY:
            continue
        # Reduced costs go with the bound they were made with, even where the node's parent had a lower one.
        own = certified(model, tab, low, high, cost)
        bound = min(own, parent_bound)
        if nodes == 1:
            root.cost[:] = cost
            root.bound[0] = own
            root.taken[:] = tab.value[:n]
            variables = n + len(model.price) + len(model.weight)
            for k in range(len(model.row_bound)):
                at = tab.place[variables + k]
                root.price[k] = 0.0 if at >= 0 else max(0.0, -tab.cost[-1 - at])
        if bound <= cutoff:
            closed = max(closed, bound)
            continue
        if status == CLOSED:
            # Closed by the tableau but not by the data: too close to call.
            tab, status, objective, used = relaxed(model, tab, low, high, objective, -np.inf, tolerance)
            if status == EMPTY:
                continue
            own = certified(model, tab, low, high, cost)
            bound = min(own, bound)
            if bound <= cutoff:
                closed = max(closed, bound)
                continue
        fractional = 0
        for i in range(n):
            x[i] = np.round(tab.value[i])
            if abs(x[i] - tab.value[i]) > _INTEGRAL:
                fractional += 1
        if status == OPTIMAL and fractional == 0 and allowed(model, x):
            value = worth(model, x)
            if value > best_value:
                best_value = value
                best[:] = x
                cutoff = best_value + gap * abs(best_value)
                if bound <= cutoff:
                    closed = max(closed, bound)
                    continue
        free = 0
        for i in range(n):
            if low[i] < high[i]:
                if cost[i] > 0.0 and own - cost[i] <= cutoff and tab.place[i] < 0 and tab.value[i] == 1.0:
                    low[i] = 1.0
                    closed = max(closed, own - cost[i])
                elif cost[i] < 0.0 and own + cost[i] <= cutoff and tab.place[i] < 0 and tab.value[i] == 0.0:
                    high[i] = 0.0
                    closed = max(closed, own + cost[i])
                else:
                    free += 1
        if free == 0:
            for i in range(n):
                x[i] = low[i]
            if allowed(model, x):
                value = worth(model, x)
                if value > best_value:
                    best_value = value
                    best[:] = x
            continue
        option, up_first = choose(model, tab, low, high, gains, tries, objective, cutoff, look, tolerance)
        if option < 0:
            # Whole numbers everywhere, yet the bound is not closed: split on what is free.
            widest = -1.0
            for i in range(n):
                if low[i] < high[i] and abs(cost[i]) > widest:
                    option, widest = i, abs(cost[i])
            up_first = tab.value[option] > 0.5
        first = 1.0 if up_first else 0.0
        stack.append((tab, low, high, objective, bound, option, 1.0 - first, True))
        stack.append((tab, low, high, objective, bound, option, first, False))
    return best_value, max(closed, best_value), nodes, pivots


@kernel
def choose(
    model: Model,
    tab: Tableau,
    low: F64,
    high: F64,
    gains: F64,
    tries: F64,
    objective: float,
    cutoff: float,
    look: int,
    tolerance: float,
) -> tuple[int, bool]:
    """Return the option to branch on and whether to take it first; -1 where all are whole."""
    n = len(model.profit)
    count = 0
    options = np.empty(tab.size[0], np.int64)
    scores = np.empty(tab.size[0])
    column_of = np.empty(tab.size[1], np.int64)
    ratios, sizes = np.empty(tab.size[1]), np.empty(tab.size[1])
    for r in range(tab.size[0]):
        v = tab.in_row[r]
        if v >= n or low[v] == high[v]:
            continue
        part = tab.value[v]
        if part < _INTEGRAL or part > 1.0 - _INTEGRAL:
            continue
        down = penalty(model, tab, low, high, r, -1.0, part, column_of, ratios, sizes)
        up = penalty(model, tab, low, high, r, 1.0, 1.0 - part, column_of, ratios, sizes)
        if tries[0, v] > 0.0:
            down = max(down, part * gains[0, v] / tries[0, v])
        if tries[1, v] > 0.0:
            up = max(up, (1.0 - part) * gains[1, v] / tries[1, v])
        options[count] = v
        scores[count] = _score(down, up, objective - cutoff)
        count += 1
    if count == 0:
        return -1, False
    order = np.argsort(-scores[:count])
    best, best_score = options[order[0]], -1.0
    trials = 0
    for k in range(count):
        v = options[order[k]]
        score = scores[order[k]]
        if min(tries[0, v], tries[1, v]) < _RELIABLE and trials < look:
            trials += 1
            part = tab.value[v]
            fall = np.zeros(2)
            for side in range(2):
                trial = copied(model, tab, low, high, 0, False)
                trial_low, trial_high = low.copy(), high.copy()
                trial_low[v] = trial_high[v] = float(side)
                status, reached, _, _ = reoptimise(model, trial, trial_low, trial_high, objective, cutoff, 15)
                fall[side] = np.inf if status == EMPTY else objective - reached
                size = part if side == 0 else 1.0 - part
                gains[side, v] += min(fall[side], objective - cutoff) / size
                tries[side, v] += 1.0
            score = _score(fall[0], fall[1], objective - cutoff)
        if score > best_score:
            best, best_score = v, score
    return best, tab.value[best] > 0.5


@kernel
def _score(down: float, up: float, room: float) -> float:
    """Product of how far both children fall; more than what closes them does not count double."""
    a, b = min(down, 1.2 * room), min(up, 1.2 * room)
    return max(a, 1e-9 * room) * max(b, 1e-9 * room)
