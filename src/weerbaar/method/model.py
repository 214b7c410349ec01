# SPDX-License-Identifier: EUPL-1.2
"""The measuring rod as data: what a method file may hold (schema version 1).

A method file is a YAML file that a person with the printed guide beside it can read and correct.
Every entry carries its source and how sure it is; what is not known is ``null`` and stays unknown.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from weerbaar.base import FileModel, Text

Mark = Literal[
    "found",
    "derived",
    "recalled-high",
    "recalled-med",
    "recalled-low",
    "not-found",
    "assumed",
    "illustrative",
]
"""How sure an entry is. ``assumed`` is a choice of this software, ``illustrative`` serves examples only."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$", max_length=60)]


def _id_text(value: object) -> object:
    """Let ``3.1`` without quotes be the criterion id it looks like."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


CriterionId = Annotated[Id, BeforeValidator(_id_text)]
LabelCode = Annotated[str, BeforeValidator(_id_text), Field(min_length=1, max_length=20)]


class Sourced(FileModel):
    """Anything that states where it comes from.

    Attributes:
        mark: how sure it is.
        source: keys into the method file's ``sources``.
        note: what a reader should know beside it.
    """

    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class Label(FileModel):
    """One class label from low to high.

    Attributes:
        code: what is written down, for instance ``C`` or ``C hoog``.
        klass: the whole class it belongs to; equal to ``code`` except for half classes.
        word: the class in words.
    """

    code: LabelCode
    klass: LabelCode = Field(alias="class")
    word: Text


class Scale(Sourced):
    """The ordered labels of impact criteria; ``none`` is "not relevant", below the lowest label."""

    none: LabelCode = "X"
    none_alternatives: tuple[LabelCode, ...] = ()
    labels: Annotated[tuple[Label, ...], Field(min_length=2)]


class ValueFunction(Sourced):
    """From label to number (C3).

    Attributes:
        id: name used in settings and reports.
        base: ratio between neighbouring classes, the top class being 1; None where ``values`` is given.
        half_class_factor: what a half class multiplies the value of its class with.
        values: explicit table instead of a base; must name every label.
    """

    id: Id
    base: Annotated[float, Field(gt=1)] | None = None
    half_class_factor: Annotated[float, Field(ge=1)] | None = None
    values: dict[LabelCode, Annotated[float, Field(ge=0)]] | None = None
    use: Literal["default", "sensitivity"] = "sensitivity"


class Interest(Sourced):
    """A vital interest."""

    id: CriterionId
    name: Text


class Axis(FileModel):
    """One side of a score table.

    Attributes:
        variable: name of the quantity with its unit, for instance ``persons`` or ``duration_d``.
        name: the quantity in words.
        bounds: ascending lower bounds of the second and later bands.
        lowest: lower bound of the first band. None: the first band starts at 0.
        below_lowest: what a quantity above 0 and below ``lowest`` means. ``unknown``: the table gives no
            answer. ``none``: no impact, for counted things, of which less than one is none at all.
        bands: the printed words per band; one more than ``bounds``.
    """

    variable: Id
    name: Text
    bounds: Annotated[tuple[float, ...], Field(min_length=1)]
    lowest: float | None = None
    below_lowest: Literal["unknown", "none"] = "unknown"
    bands: tuple[Text, ...]
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class Modifier(FileModel):
    """A rule that moves the label a class up or down.

    Applies when the input ``variable`` is at least ``at_least``, at most ``at_most``, above ``above`` or
    below ``below``. Inputs that are not given move nothing.
    """

    variable: Id
    name: Text
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    shift: Literal[-1, 1]
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class StepsTable(FileModel):
    """One quantity, one row of labels. A label of None is a cell that is not known."""

    type: Literal["steps"]
    id: CriterionId
    name: Text
    axis: Axis
    labels: tuple[LabelCode | None, ...]
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class MatrixTable(FileModel):
    """Two quantities: ``cells[row][column]``. A cell of None is not known."""

    type: Literal["matrix"]
    id: CriterionId
    name: Text
    rows: Axis
    columns: Axis
    cells: tuple[tuple[LabelCode | None, ...], ...]
    modifiers: tuple[Modifier, ...] = ()
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class UnknownTable(FileModel):
    """A table of which the indicators are known but the rule that gives the label is not."""

    type: Literal["unknown"]
    id: CriterionId
    name: Text
    what: Text
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class EuroTable(FileModel):
    """A quantity that is turned into euro, and a scale on the euro amount (Belgium).

    Attributes:
        axis_variable: name of the quantity with its unit.
        unit: the unit in words.
        euro_per_unit: equivalent in euro.
        weights_inside: variables that add up to the quantity, each with its weight.
        bounds: ascending lower bounds, in units of the quantity, of the second and later labels.
        classes: instead of ``bounds``, each label with its first and last whole unit, as printed.
    """

    type: Literal["euro"]
    id: CriterionId
    name: Text
    axis_variable: Id
    unit: Text
    euro_per_unit: Annotated[float, Field(gt=0)] | None
    weights_inside: dict[Id, Annotated[float, Field(ge=0)]] = {}
    bounds: tuple[float, ...] = ()
    classes: dict[LabelCode, tuple[float | None, float | None]] = {}
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


Table = Annotated[StepsTable | MatrixTable | UnknownTable | EuroTable, Field(discriminator="type")]


class Indicator(FileModel):
    """Something that an expert looks at before scoring a criterion."""

    id: Id
    name: Text
    group: Text | None = None


class Criterion(Sourced):
    """One impact criterion.

    Attributes:
        id: ``1.1`` … ``5.3``.
        interest: id of the vital interest.
        name: the printed name; ``short`` fits under a bar.
        tables: score tables; where there are several, the highest label counts.
        indicators: what experts look at.
        optional: the criterion may be left out of a round.
    """

    id: CriterionId
    interest: CriterionId
    name: Text
    short: Text
    tables: tuple[Table, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    optional: bool = False


class CombinedCriterion(Sourced):
    """A published line that stands for several criteria at once, such as one bar for all casualties.

    In the central value the label is counted once, for the first of ``covers``; in the range, each of
    the others lies anywhere from the scale's "none" up to that label.
    """

    id: CriterionId
    name: Text
    covers: Annotated[tuple[CriterionId, ...], Field(min_length=2)]


class SubClass(FileModel):
    """A part of a likelihood class: ``low``, ``mid`` or ``high``."""

    id: Literal["low", "mid", "high"]
    pct: tuple[float, float]


class LikelihoodClass(FileModel):
    """One likelihood class.

    Attributes:
        code: ``A`` … ``E``.
        word: the word of the newest edition.
        earlier_words: words of earlier editions, also recognised when reading what was published.
        pct: half-open interval in per cent over the window.
        sub_classes: finer split where the guide has one.
        qualitative: the same class in words, for judgements without a number.
    """

    code: LabelCode
    word: Text
    earlier_words: tuple[Text, ...] = ()
    pct: tuple[float, float | None]
    sub_classes: tuple[SubClass, ...] = ()
    qualitative: Text | None = None


class ThreatRoute(Sourced):
    """The class of a threat, moved by how vulnerable the target is; bounded at the ends of the scale."""

    shift: dict[Literal["low", "medium", "high"], Literal[-1, 0, 1]]


class Likelihood(Sourced):
    """Likelihood classes over a stated window.

    Attributes:
        window_years: the period in which the scenario happens at least once.
        window_mark: how sure that period is; ``mark`` speaks of the bounds.
        window_years_threat: another window for threats, where the method has one.
        draw_floor_pct: lowest percentage drawn for the class that starts at 0 (an assumption).
        sub_class_mark: how sure the inner bounds are.
    """

    window_years: Annotated[float, Field(gt=0)]
    window_mark: Mark = "not-found"
    window_years_threat: Annotated[float, Field(gt=0)] | None = None
    classes: Annotated[tuple[LikelihoodClass, ...], Field(min_length=2)]
    draw_floor_pct: Annotated[float, Field(gt=0)]
    sub_class_mark: Mark = "not-found"
    threat_route: ThreatRoute | None = None


class PublishedWord(Sourced):
    """A word that was published and is no class of the scale, with how it is read."""

    axis: Literal["impact", "likelihood"]
    word: Text
    classes: Annotated[tuple[LabelCode, ...], Field(min_length=1)]


class WeightProfile(Sourced):
    """Weights per criterion that sum to one; ``equal`` spreads them evenly."""

    id: Id
    name: Text
    weights: Literal["equal"] | dict[CriterionId, Annotated[float, Field(ge=0)]]


class TotalClasses(Sourced):
    """How a total becomes a class.

    ``lower_bound``: a class starts at the value of the label below it (C starts at v(B)); this is the
    rule that reproduces the published regional cards. ``nearest_log``: a class runs between the
    geometric middles. ``bounds``: stated numbers.
    """

    rule: Literal["lower_bound", "nearest_log", "bounds"]
    bounds: tuple[float, ...] | None = None


class Aggregation(Sourced):
    """From criteria to one impact.

    ``weighted_sum`` of values; ``euro_sum`` of euro equivalents; ``unpublished``: the method has no
    published rule, so no total is computed.
    """

    rule: Literal["weighted_sum", "euro_sum", "unpublished"]
    second_opinions: tuple[Literal["evamix", "medals", "promethee_ii"], ...] = ()
    total_classes: TotalClasses | None = None


class Formula(Sourced):
    """A published conversion that this software carries out under the same id.

    Attributes:
        id: name of the function in ``weerbaar.method`` that computes it.
        expression: the formula as text, for the reader.
        example: input and the number that must come out, checked by ``method check``.
    """

    id: Id
    expression: str
    example: dict[str, float] = {}


class PrintedTable(Sourced):
    """Class bounds exactly as a source prints them, kept to be checked and not to be scored against."""

    id: Id
    name: Text
    classes: dict[LabelCode, tuple[float | None, float | None]]
    whole_numbers: bool = True


class Method(FileModel):
    """A whole method file."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Id
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    title: Text
    country: str
    year: int
    summary: Text
    sources: dict[str, str]
    scale: Scale
    value_functions: tuple[ValueFunction, ...] = ()
    interests: Annotated[tuple[Interest, ...], Field(min_length=1)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    combined: tuple[CombinedCriterion, ...] = ()
    likelihood: Likelihood
    published_words: tuple[PublishedWord, ...] = ()
    weight_profiles: tuple[WeightProfile, ...] = ()
    aggregation: Aggregation
    formulas: tuple[Formula, ...] = ()
    printed_tables: tuple[PrintedTable, ...] = ()
    derived_from: Id | None = None
    themes: tuple[Text, ...] = ()
    note: Text | None = None
