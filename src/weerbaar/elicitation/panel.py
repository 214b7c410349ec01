# SPDX-License-Identifier: EUPL-1.2
"""An expert panel: who answered what with which quantiles, and what is known of the truth.

The kernels of this room work on one :class:`Panel`, checked once. A missing answer is a state of its own: it is
never zero, never an average, and never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

Float = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]

LARGEST = 1e100
"""Answers and truths beyond this are refused, and on a logarithmic scale those closer to zero than its inverse: no
quantity needs them, and sums and ratios of them overflow."""
_CLOSEST = 1e-12
"""Numbers that differ relatively less than this cannot be told apart in computations."""
_MOST_FAULTS = 50


class PanelError(WeerbaarError):
    """Answers that cannot be used.

    Attributes:
        names: the experts and items concerned, each once, in order of the panel.
    """

    def __init__(self, message: Text, names: Iterable[str] = ()) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys(names))
        super().__init__(message)


class NoSeedsError(PanelError):
    """Performance weights or a calibration were asked where no seed question was answered."""


@dataclass(frozen=True)
class _Fault:
    text: Text
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Panel:
    """Answers of E experts to Q items, each answer K quantiles.

    Attributes:
        experts: E different names.
        items: Q different names.
        probabilities: (K,) ascending, between 0 and 1: the probabilities of which quantiles were asked.
        values: (E, Q, K) quantiles, ascending along K, in the item's unit; all K NaN where there is no answer.
        realizations: (Q,) true value of a seed question; NaN for a target question.
        log_scale: (Q,) true where equal ratios, not equal differences, are the background of the item.
        bounds: (Q, 2) lowest and highest possible value of the item; NaN where there is none. They cut off the
            overshoot of the intrinsic range.

    Raises:
        PanelError: all that is wrong, at once: names that occur twice, an answer with some of its quantiles, quantiles
            that do not ascend or are one number to a computer, an expert without answers, a value that is not positive
            on a logarithmic scale, a number beyond 1e100, an answer or realization outside the bounds.
        ValueError: shapes that do not fit.
    """

    experts: tuple[str, ...]
    items: tuple[str, ...]
    probabilities: Float
    values: Float
    realizations: Float
    log_scale: Bool
    bounds: Float = field(default_factory=lambda: np.empty((0, 2)))

    def __post_init__(self) -> None:
        e, q = len(self.experts), len(self.items)
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "probabilities": _frozen(self.probabilities),
            "values": _frozen(self.values),
            "realizations": _frozen(self.realizations),
            "log_scale": _frozen_bool(self.log_scale),
            "bounds": _frozen(self.bounds if len(self.bounds) else np.full((q, 2), np.nan)),
        }
        for name, array in arrays.items():
            object.__setattr__(self, name, array)
        object.__setattr__(self, "experts", tuple(self.experts))
        object.__setattr__(self, "items", tuple(self.items))
        k = self.probabilities.size
        expected = {"values": (e, q, k), "realizations": (q,), "log_scale": (q,), "bounds": (q, 2)}
        for name, shape in expected.items():
            if arrays[name].shape != shape:
                raise ValueError(f"{name} has shape {arrays[name].shape}, expected {shape}")
        if k == 0 or e == 0 or q == 0:
            raise ValueError("a panel needs at least one expert, one item and one probability")
        p = self.probabilities
        if not ((p > 0).all() and (p < 1).all() and (np.diff(p) > 0).all()):
            raise ValueError(f"probabilities must ascend between 0 and 1, not {p.tolist()}")
        faults = _faults(self)
        if faults:
            raise _combined(faults)

    @property
    def answered(self) -> Bool:
        """(E, Q) whether the expert answered the item."""
        return ~np.isnan(self.values[:, :, 0])

    @property
    def seeds(self) -> Bool:
        """(Q,) whether the true value of the item is known."""
        return ~np.isnan(self.realizations)

    def without(self, *, experts: Iterable[str] = (), items: Iterable[str] = ()) -> Panel:
        """Return the panel without some experts or items.

        Raises:
            PanelError: a name is unknown, or nothing is left.
        """
        left_experts = _left(self.experts, experts)
        left_items = _left(self.items, items)
        return Panel(
            tuple(self.experts[i] for i in left_experts),
            tuple(self.items[i] for i in left_items),
            self.probabilities,
            self.values[np.ix_(left_experts, left_items)],
            self.realizations[left_items],
            self.log_scale[left_items],
            self.bounds[left_items],
        )


def scaled(values: Float, log_scale: npt.ArrayLike) -> Float:
    """Return ``values`` on the background scale of their item: the logarithm where ``log_scale`` says so.

    Args:
        values: any shape; positive where the scale is logarithmic.
        log_scale: booleans that broadcast against ``values``.
    """
    result = np.array(values, dtype=np.float64)
    np.log(values, out=result, where=np.broadcast_to(np.asarray(log_scale, dtype=np.bool_), result.shape))
    return result


def unscaled(values: Float, log_scale: npt.ArrayLike) -> Float:
    """Inverse of :func:`scaled`."""
    result = np.array(values, dtype=np.float64)
    np.exp(values, out=result, where=np.broadcast_to(np.asarray(log_scale, dtype=np.bool_), result.shape))
    return result


def too_large(values: npt.ArrayLike) -> Bool:
    """Return which values are beyond what can be computed with, of the shape of ``values``; NaN is not."""
    return np.asarray(np.abs(np.asarray(values, dtype=np.float64)) > LARGEST)


def too_close(values: npt.ArrayLike, log_scale: npt.ArrayLike) -> Bool:
    """Return where successive values do not ascend, or by so little that they are one number on their scale, (...).

    Args:
        values: (..., K); positive where the scale is logarithmic. NaN is passed over.
        log_scale: booleans that broadcast against (...).
    """
    logarithmic = np.asarray(log_scale, dtype=np.bool_)[..., None]
    places = scaled(np.asarray(values, dtype=np.float64), logarithmic)
    size = np.maximum(np.abs(places[..., :-1]), np.abs(places[..., 1:]))
    # A difference of logarithms is a relative difference already.
    size = np.where(logarithmic, np.maximum(size, 1.0), size)
    return np.asarray((np.diff(places, axis=-1) <= _CLOSEST * size).any(axis=-1))


def _left(names: Sequence[str], excluded: Iterable[str]) -> list[int]:
    gone = set(excluded)
    unknown = gone - set(names)
    if unknown:
        shown = ", ".join(sorted(unknown))
        raise PanelError(
            Text(nl=f"onbekend in dit panel: {shown}.", en=f"unknown in this panel: {shown}."), sorted(unknown)
        )
    left = [i for i, name in enumerate(names) if name not in gone]
    if not left:
        raise PanelError(Text(nl="zo blijft er niets van het panel over.", en="nothing of the panel is left."), names)
    return left


def _frozen(array: npt.ArrayLike) -> Float:
    result = np.array(array, dtype=np.float64)
    result.setflags(write=False)
    return result


def _frozen_bool(array: npt.ArrayLike) -> Bool:
    result = np.array(array, dtype=np.bool_)
    result.setflags(write=False)
    return result


def _combined(faults: Sequence[_Fault]) -> PanelError:
    shown = faults[:_MOST_FAULTS]
    nl, en = [f.text.nl for f in shown], [f.text.en for f in shown]
    more = len(faults) - len(shown)
    if more:
        nl.append(f"… en nog {more} {'fout' if more == 1 else 'fouten'}")
        en.append(f"… and {more} more {'mistake' if more == 1 else 'mistakes'}")
    return PanelError(Text(nl="\n".join(nl), en="\n".join(en)), [name for fault in faults for name in fault.names])


def _faults(panel: Panel) -> list[_Fault]:
    """Every mistake; those of an answer come in order of expert and item."""
    faults: list[_Fault] = []
    for names, nl, en in ((panel.experts, "deskundige", "expert"), (panel.items, "vraag", "item")):
        for name in dict.fromkeys(n for n in names if names.count(n) > 1):
            text = Text(nl=f"{nl} {name} komt meer dan een keer voor.", en=f"{en} {name} occurs more than once.")
            faults.append(_Fault(text, (name,)))
    faults.extend(_answer_faults(panel))
    faults.extend(_item_faults(panel))
    silent = np.isnan(panel.values).reshape(len(panel.experts), -1).all(axis=1)
    for e in np.flatnonzero(silent):
        name = panel.experts[e]
        text = Text(
            nl=f"deskundige {name} heeft geen enkele vraag beantwoord; laat deze deskundige weg.",
            en=f"expert {name} has not answered any item; leave this expert out.",
        )
        faults.append(_Fault(text, (name,)))
    return faults


def _answer_faults(panel: Panel) -> list[_Fault]:
    values = panel.values
    given = (~np.isnan(values)).sum(axis=2)
    whole: Bool = np.asarray(given == values.shape[2])
    partial: Bool = np.asarray((given > 0) & ~whole)
    infinite: Bool = np.asarray(too_large(values).any(axis=2))
    with np.errstate(invalid="ignore", divide="ignore"):
        too_low: Bool = whole & panel.log_scale & (values[:, :, 0] < 1.0 / LARGEST)
        disordered: Bool = np.asarray(whole & too_close(values, panel.log_scale))
        # A bound on an answer leaves no room for the probability beyond it.
        outside = whole & ((values[:, :, 0] <= panel.bounds[:, 0]) | (values[:, :, -1] >= panel.bounds[:, 1]))
        bounds = np.where(panel.log_scale[:, None] & ~(panel.bounds > 0), np.nan, panel.bounds)
        low, high = (np.broadcast_to(bounds[None, :, i, None], (*values.shape[:2], 1)) for i in (0, 1))
        outside |= whole & too_close(np.concatenate([low, values, high], axis=2), panel.log_scale)
    faults = []
    for e, q in np.argwhere(partial | infinite | disordered | too_low | outside):
        expert, item = panel.experts[e], panel.items[q]
        shown = " ".join(f"{v:g}" for v in values[e, q])
        if partial[e, q]:
            nl, en = "geef alle kwantielen of geen", "give all quantiles or none"
        elif infinite[e, q]:
            nl = f"een kwantiel moet een eindig getal zijn, van ten hoogste {LARGEST:g}"
            en = f"a quantile must be a finite number, of at most {LARGEST:g}"
        elif too_low[e, q]:
            nl, en = (
                "op een logaritmische schaal moet een kwantiel groter dan 0 zijn",
                ("a quantile on a logarithmic scale must be above 0"),
            )
        elif disordered[e, q]:
            nl, en = "kwantielen moeten oplopen", "quantiles must ascend"
        else:
            low, high = panel.bounds[q]
            nl = f"de kwantielen moeten tussen de grenzen {low:g} en {high:g} van de vraag liggen, niet erop"
            en = f"the quantiles must lie between the bounds {low:g} and {high:g} of the item, not on them"
        text = Text(nl=f"{expert}, vraag {item}: {nl} ({shown}).", en=f"{expert}, item {item}: {en} ({shown}).")
        faults.append(_Fault(text, (expert, item)))
    return faults


def _item_faults(panel: Panel) -> list[_Fault]:
    faults = []
    low, high = panel.bounds.T
    for q, (name, true) in enumerate(zip(panel.items, panel.realizations.tolist(), strict=True)):
        nl = en = ""
        if too_large(true):
            nl = f"de werkelijke waarde moet een eindig getal zijn, van ten hoogste {LARGEST:g}"
            en = f"the realization must be a finite number, of at most {LARGEST:g}"
        elif panel.log_scale[q] and true < 1.0 / LARGEST:
            nl = "op een logaritmische schaal moet de werkelijke waarde groter dan 0 zijn"
            en = "the realization on a logarithmic scale must be above 0"
        elif true < low[q] or true > high[q]:
            nl = f"de werkelijke waarde ligt buiten de grenzen {low[q]:g} en {high[q]:g}"
            en = f"the realization lies outside the bounds {low[q]:g} and {high[q]:g}"
        elif low[q] >= high[q]:
            nl, en = "de ondergrens moet onder de bovengrens liggen", "the lower bound must lie below the upper bound"
        if nl:
            shown = "" if np.isnan(true) else f" ({true:g})"
            faults.append(_Fault(Text(nl=f"vraag {name}: {nl}{shown}.", en=f"item {name}: {en}{shown}."), (name,)))
    return faults
