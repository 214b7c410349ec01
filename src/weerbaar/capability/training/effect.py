# SPDX-License-Identifier: EUPL-1.2
"""What a campaign or course changed: after minus before, with an interval and with what must be taken for granted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from weerbaar.base import Text
from weerbaar.capability.training.file_model import Changes, Measurement, Sample
from weerbaar.capability.training.intervals import (
    LEVEL,
    Interval,
    differences,
    mcnemar_exact,
    newcombe_independent,
    newcombe_paired,
    t_interval,
    wilson,
)

_FEW = 30


@dataclass(frozen=True)
class Level:
    """A share or a mean score in one group at one moment, with its own interval."""

    n: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Later:
    """What is left of an effect after some months.

    Attributes:
        difference: as that of the whole effect, from before to this moment.
        retained: as a part of the effect at first; None where that was not clear of nothing.
    """

    months: float
    after: Level
    control: Level | None
    difference: Interval
    retained: float | None


@dataclass(frozen=True)
class MeasuredEffect:
    """The effect on one question or behaviour.

    Attributes:
        difference: after minus before; with a control group, that minus the same of the control group. For a share in
            parts of 1, for a score in points.
        paired: whether it was reckoned with the changes of the same people.
        p_value: exact test of McNemar, for a share among the same people without a control group.
        method: how the interval was made.
        assumptions: what must be taken for granted to call the difference an effect.
    """

    measurement: str
    what: Text
    seen_in: Literal["question", "exercise", "practice"]
    kind: Literal["share", "score"]
    design: Literal["same people", "different people", "control group"]
    better: Literal["higher", "lower"]
    scale: tuple[float, float]
    before: Level
    after: Level
    control_before: Level | None
    control_after: Level | None
    difference: Interval
    level: float
    paired: bool
    p_value: float | None
    method: Text
    assumptions: tuple[Text, ...]
    follow_up: tuple[Later, ...]

    @property
    def gain(self) -> Interval:
        """The difference, turned so that more is better."""
        found = self.difference
        if self.better == "higher":
            return found
        return Interval(-found.estimate, -found.high, -found.low)

    @property
    def clear(self) -> bool:
        """Whether the interval holds no zero: something changed, for better or worse."""
        return self.difference.low > 0 or self.difference.high < 0


def effect(measurement: Measurement, level: float = LEVEL) -> MeasuredEffect:
    """Return what changed between before and after.

    Args:
        measurement: one question or behaviour.
        level: of the intervals, between 0 and 1.
    """
    control, changes = measurement.control, measurement.changes
    difference = _net(measurement, measurement.after, changes, control.after if control else None, level)
    p_value = None
    if changes is not None and measurement.kind == "share" and control is None:
        _, gained, lost, _ = changes.cells()
        p_value = mcnemar_exact(gained, lost)
    found = MeasuredEffect(
        measurement=measurement.id,
        what=measurement.what,
        seen_in=measurement.seen_in,
        kind=measurement.kind,
        design=measurement.design,
        better=measurement.better,
        scale=(measurement.scale.low, measurement.scale.high) if measurement.scale else (0.0, 1.0),
        before=_level(measurement.before, level),
        after=_level(measurement.after, level),
        control_before=_level(control.before, level) if control else None,
        control_after=_level(control.after, level) if control else None,
        difference=difference,
        level=level,
        paired=changes is not None,
        p_value=p_value,
        method=_method(measurement),
        assumptions=_assumptions(measurement),
        follow_up=(),
    )
    later = []
    for moment in measurement.follow_up:
        then = _net(measurement, moment.after, moment.changes, moment.control, level)
        later.append(
            Later(
                months=moment.months,
                after=_level(moment.after, level),
                control=_level(moment.control, level) if moment.control else None,
                difference=then,
                retained=then.estimate / difference.estimate if found.clear else None,
            )
        )
    return replace(found, follow_up=tuple(later))


def _level(sample: Sample, level: float) -> Level:
    if sample.successes is not None:
        found = wilson(sample.successes, sample.n, level)
    else:
        found = t_interval(sample.mean or 0.0, [_spread(sample)], level)
    return Level(sample.n, found.estimate, found.low, found.high)


def _net(
    measurement: Measurement, after: Sample, changes: Changes | None, control_after: Sample | None, level: float
) -> Interval:
    """Return after minus before, less the same of the control group where there is one."""
    control = measurement.control
    # The table of the control group is from before to after, not to a later moment.
    of_control = control.changes if control and control_after is control.after else None
    if measurement.kind == "share":
        found = _share_difference(measurement.before, after, changes, level)
        if control and control_after:
            found = differences(found, _share_difference(control.before, control_after, of_control, level))
        most = 2.0 if control else 1.0
        return Interval(found.estimate, max(-most, found.low), min(most, found.high))
    estimate, parts = _score_difference(measurement.before, after, changes)
    if control and control_after:
        other, more = _score_difference(control.before, control_after, of_control)
        estimate, parts = estimate - other, [*parts, *more]
    return t_interval(estimate, parts, level)


def _share_difference(before: Sample, after: Sample, changes: Changes | None, level: float) -> Interval:
    if changes is not None:
        return newcombe_paired(*changes.cells(), level)
    return newcombe_independent((before.successes or 0, before.n), (after.successes or 0, after.n), level)


def _score_difference(before: Sample, after: Sample, changes: Changes | None) -> tuple[float, list[tuple[float, int]]]:
    if changes is not None:
        return changes.mean or 0.0, [(changes.sd or 0.0, changes.n or 0)]
    return (after.mean or 0.0) - (before.mean or 0.0), [_spread(after), _spread(before)]


def _spread(sample: Sample) -> tuple[float, int]:
    return sample.sd or 0.0, sample.n


def _method(measurement: Measurement) -> Text:
    paired = measurement.changes is not None
    with_control = measurement.control is not None
    if measurement.kind == "share" and with_control:
        return Text(
            nl="verschil van verschillen, interval volgens Newcombe (2001)",
            en="difference of differences, interval by Newcombe (2001)",
        )
    if measurement.kind == "share":
        if paired:
            return Text(
                nl="dezelfde mensen, interval volgens Newcombe (1998, methode 10 voor paren)",
                en="the same people, interval by Newcombe (1998, method 10 for pairs)",
            )
        return Text(
            nl="verschil van aandelen, interval volgens Newcombe (1998, methode 10)",
            en="difference of shares, interval by Newcombe (1998, method 10)",
        )
    if with_control:
        return Text(
            nl="verschil van verschillen, t-interval met vrijheidsgraden volgens Satterthwaite",
            en="difference of differences, t interval with Satterthwaite’s degrees of freedom",
        )
    if paired:
        return Text(nl="t-interval van de verschillen per persoon", en="t interval of the differences per person")
    return Text(nl="t-interval volgens Welch", en="t interval by Welch")


def _assumptions(measurement: Measurement) -> tuple[Text, ...]:
    said = []
    if measurement.control is None:
        said.append(
            Text(
                nl="Zonder controlegroep kan een deel van het verschil ook iets anders zijn, zoals nieuws in die tijd.",
                en="Without a control group part of the difference can be something else, such as news at that time.",
            )
        )
    else:
        said.append(
            Text(
                nl="De controlegroep staat voor wat zonder de activiteit zou zijn gebeurd; dat vraagt dat beide "
                "groepen verder op elkaar lijken.",
                en="The control group stands for what would have happened without the activity; that asks that both "
                "groups are otherwise alike.",
            )
        )
    if measurement.design == "different people":
        said.append(
            Text(
                nl="Voor en na zijn andere mensen gevraagd; beide groepen moeten de doelgroep even goed weerspiegelen.",
                en="Other people were asked before and after; both groups must mirror the target group equally well.",
            )
        )
    elif measurement.changes is None and measurement.design == "same people":
        said.append(
            Text(
                nl="Dezelfde mensen, maar wie veranderde is niet vastgelegd: gerekend als andere mensen, waardoor het "
                "interval meestal te breed is.",
                en="The same people, but who changed was not recorded: reckoned as different people, which mostly "
                "makes the interval too wide.",
            )
        )
    if measurement.changes is not None:
        said.append(
            Text(
                nl="Wie tweemaal dezelfde vraag krijgt, kan van de vraag zelf hebben geleerd.",
                en="Whoever is asked the same twice may have learnt from the question itself.",
            )
        )
    if measurement.seen_in == "question":
        said.append(
            Text(
                nl="Gemeten is wat mensen zeggen of weten, niet wat zij doen.",
                en="Measured is what people say or know, not what they do.",
            )
        )
    if measurement.kind == "score":
        smallest = min(s.n for s in (measurement.before, measurement.after))
        if smallest < _FEW:
            said.append(
                Text(
                    nl=f"Met {smallest} mensen klopt het t-interval alleen als de scores ongeveer normaal verdeeld "
                    "zijn.",
                    en=f"With {smallest} people the t interval is right only when the scores are about normal.",
                )
            )
    return tuple(said)
