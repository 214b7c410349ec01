# SPDX-License-Identifier: EUPL-1.2
"""A measure on a form, and back into the data of its file; what the form does not know, stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weerbaar.base import Explained, Problem, Text
from weerbaar.workbench.capabilities.quantities import Triple, other_words, parsed, refusal, shown, stored
from weerbaar.workbench.shell.language import language, say, words

if TYPE_CHECKING:
    from weerbaar.capability import Analysis

SPARE = 2
"""Empty lines below the effects and the additions that there are."""
_MOST_LINES = 60
WAYS = ("share", "steps")
_TRIPLES = ("one_off_eur", "yearly_eur")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")


@dataclass
class Line:
    """One effect, or one addition to a capability.

    Attributes:
        index: place in the file of the line that it was made from; empty for a new one.
        values: name of a field to its text.
        kept: what the form has no fields for, in words; such a line can only be left or taken out.
        error: what is wrong with it.
    """

    index: str
    values: dict[str, str]
    kept: str = ""
    error: str = ""


@dataclass
class MeasureForm:
    """The fields of a measure as text, and what is wrong with each.

    Attributes:
        values: name of a field to its text; ``requires`` and ``excludes`` are apart.
        other: name of a quantity to a distribution in words that the form has no fields for.
        errors: name of a field to what is wrong with it; ``""`` for the measure as a whole.
    """

    values: dict[str, str]
    effects: list[Line]
    adds: list[Line]
    requires: list[str]
    excludes: list[str]
    other: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.errors and not any(line.error for line in (*self.effects, *self.adds))


@dataclass(frozen=True)
class Choices:
    """What the selects of the form offer."""

    headings: tuple[tuple[str, Text], ...]
    scenarios: tuple[tuple[str, Text], ...]
    targets: tuple[tuple[str, Text], ...]
    capabilities: tuple[tuple[str, Text], ...]
    measures: tuple[tuple[str, Text], ...]
    decisions: tuple[tuple[str, Text], ...]
    years: tuple[int, ...]


def choices_of(analysis: Analysis) -> Choices:
    """Return what can be chosen in an analysis."""
    header, dossier = analysis.header, analysis.dossier
    criteria = [
        (c.id, Text(nl=f"{c.id} {c.name.nl}", en=f"{c.id} {c.name.in_('en')}")) for c in analysis.method.criteria
    ]
    return Choices(
        tuple((h.id, h.title) for h in header.headings),
        tuple((s.id, s.title) for s in dossier.scenarios),
        (
            ("likelihood", Text(nl="waarschijnlijkheid", en="likelihood")),
            ("impact", Text(nl="impact, alle criteria", en="impact, every criterion")),
            *criteria,
        ),
        tuple((c.id, c.name) for c in (analysis.needs.capabilities if analysis.needs else ())),
        tuple((m.id, m.title) for m in (analysis.measures.measures if analysis.measures else ())),
        tuple((d.id, d.text) for d in dossier.decisions),
        tuple(range(header.first_year, header.last_year + 1)),
    )


def form_of(item: Mapping[str, Any], exclusions: Iterable[Mapping[str, Any]] = ()) -> MeasureForm:
    """Return the form of a measure as the file holds it.

    Args:
        item: of ``measures``; empty for a new one.
        exclusions: of the file.
    """
    cost = item.get("cost") if isinstance(item.get("cost"), dict) else {}
    values = {
        "id": str(item.get("id") or ""),
        **_pair(item, "title"),
        **_pair(item, "proposal"),
        "heading": str(item.get("heading") or ""),
        "owner": str(item.get("owner") or ""),
        "actor": str(item.get("actor") or "government"),
        "decision": str(item.get("decision") or ""),
        "earliest": str(item.get("earliest") or ""),
        "latest": str(item.get("latest") or ""),
        "lifetime_years": shown(item.get("lifetime_years")).best,
    }
    other = {}
    quantities = {name: (cost or {}).get(name) for name in _TRIPLES} | {"lead_time_years": item.get("lead_time_years")}
    for name, quantity in quantities.items():
        values |= _triple_values(name, shown(quantity))
        if other_words(quantity):
            other[name] = other_words(quantity)
    own = item.get("id")
    pairs = [e.get("measures") or [] for e in exclusions]
    excludes = [m for pair in pairs if len(pair) == 2 and own in pair for m in pair if m != own]
    return MeasureForm(
        values,
        [_effect_line(i, effect) for i, effect in enumerate(_dicts(item, "effects"))] + [_new() for _ in range(SPARE)],
        [_adds_line(i, one) for i, one in enumerate(_dicts(item, "adds"))] + [_new() for _ in range(SPARE)],
        [str(m) for m in item.get("requires") or ()],
        excludes,
        other,
    )


def form_from(post: Any, before: Mapping[str, Any]) -> MeasureForm:
    """Return the form as it was filled in.

    Args:
        post: the fields, as Django gives them.
        before: the measure that it was made from; empty for a new one.
    """
    empty = form_of(before)
    values = {
        name: " ".join(post.get(name, "").split()) if name != "proposal_nl" else post.get(name, "").strip()
        for name in empty.values
    }
    values["proposal_en"] = post.get("proposal_en", "").strip()
    return MeasureForm(
        values,
        _lines_from(post, "effects", ("scenario", "on", "way", "low", "best", "high", "reason"), empty.effects),
        _lines_from(post, "adds", ("capability", "low", "best", "high"), empty.adds),
        post.getlist("requires"),
        post.getlist("excludes"),
        empty.other,
    )


def data_of(form: MeasureForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the measure that a form stands for; what is wrong is noted on the form.

    Args:
        form: as it was filled in.
        before: the measure that it was made from; fields that the form does not know are taken over.
    """
    values, data = form.values, dict(before)
    data["id"] = values["id"]
    if not _ID.fullmatch(values["id"]):
        form.errors["id"] = say(
            "Gebruik kleine letters, cijfers en koppeltekens.", "Use small letters, digits and hyphens."
        )
    if not values["title_nl"]:
        form.errors["title_nl"] = say("Geef een titel.", "Give a title.")
    _set_pair(data, "title", values)
    for name in ("heading", "owner", "decision"):
        _set(data, name, values[name])
    _set(data, "actor", values["actor"] if values["actor"] != "government" or "actor" in before else "")
    _set_pair(data, "proposal", values)
    cost = dict(before.get("cost") or {}) if isinstance(before.get("cost"), dict) else {}
    for name in _TRIPLES:
        _set(cost, name, _quantity(form, name, cost.get(name)))
    data["cost"] = cost
    if not cost and not any(name in form.errors for name in _TRIPLES):
        form.errors["one_off_eur"] = say(
            "Geef de kosten: eenmalig, per jaar of beide. Kost de maatregel niets, vul dan 0 in.",
            "Give the cost: once, yearly or both. If the measure costs nothing, fill in 0.",
        )
    _set(data, "lead_time_years", _quantity(form, "lead_time_years", before.get("lead_time_years")))
    for name in ("earliest", "latest", "lifetime_years"):
        _set(data, name, _number(form, name))
    _set(data, "effects", _effects(form, _dicts(before, "effects")))
    _set(data, "adds", _adds(form, _dicts(before, "adds")))
    _set(data, "requires", [m for m in form.requires if m])
    return _ordered(data)


def place_problems(form: MeasureForm, problems: Iterable[Problem], index: int) -> list[Problem]:
    """Put what the library finds wrong with the measure at its fields; return what belongs to none of them.

    Args:
        form: to note it on.
        problems: of the file.
        index: place of the measure in the file.
    """
    rest = []
    head = f"measures[{index}]"
    for problem in problems:
        if problem.severity != "error":
            continue
        inside = problem.field.startswith((f"{head}.", head)) and problem.field != "measures"
        said = words(problem.message) + (f" {words(problem.hint)}" if problem.hint.nl else "")
        said = (f"“{problem.value[:60]}”: " if problem.value else "") + said
        if not (inside and _at(form, problem.field[len(head) :].lstrip("."), said)):
            rest.append(problem)
    return rest


def _at(form: MeasureForm, place: str, said: str) -> bool:
    """Note a problem at a field; False where there is no such field."""
    line = re.match(r"(effects|adds)\[(\d+)\]", place)
    if line is not None:
        lines = [one for one in getattr(form, line[1]) if one.kept or any(_filled(one).values())]
        if int(line[2]) < len(lines):
            lines[int(line[2])].error = said
            return True
        return False
    parts = re.split(r"[.\[]", place)
    for name in (f"{parts[0]}_nl" if len(parts) == 1 else f"{parts[0]}_{parts[1]}", parts[-1], *parts[:2], parts[0]):
        if name in form.values or name in (*_TRIPLES, "lead_time_years", "requires"):
            form.errors.setdefault(name, said)
            return True
    if place in ("", "cost"):
        form.errors.setdefault("one_off_eur" if place else "", said)
        return True
    return False


def _effect_line(index: int, effect: Mapping[str, Any]) -> Line:
    way = next((w for w in WAYS if w in effect), "")
    quantity = effect.get(way) if way else effect.get("amount")
    reason = effect.get("reason")
    values = {
        "scenario": str(effect.get("scenario") or ""),
        "on": str(effect.get("on") or ""),
        "way": way,
        "reason": str((reason or {}).get("nl", "")) if isinstance(reason, dict) else "",
        **_short(shown(quantity)),
    }
    kept = other_words(quantity) if way else ", ".join(f"{k} −{v}" for k, v in (quantity or {}).items())
    return Line(str(index), values, kept)


def _adds_line(index: int, one: Mapping[str, Any]) -> Line:
    quantity = one.get("quantity")
    return Line(
        str(index), {"capability": str(one.get("capability") or ""), **_short(shown(quantity))}, other_words(quantity)
    )


def _lines_from(post: Any, name: str, fields: tuple[str, ...], there: list[Line]) -> list[Line]:
    known = {line.index: line for line in there if line.index}
    lines = []
    for i in range(min(_count(post.get(f"{name}-count", "")), _MOST_LINES)):
        index = post.get(f"{name}-{i}-index", "")
        if post.get(f"{name}-{i}-remove"):
            continue
        if index in known and known[index].kept:
            lines.append(known[index])
            continue
        lines.append(Line(index, {f: post.get(f"{name}-{i}-{f}", "").strip() for f in fields}))
    spare = sum(not line.kept and not any(_filled(line).values()) for line in lines)
    return lines + [_new() for _ in range(SPARE - spare)]


def _effects(form: MeasureForm, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for line in form.effects:
        old = _old(line, before)
        if line.kept:
            found.append(old)
        elif any(_filled(line).values()):
            way = line.values.get("way") if line.values.get("way") in WAYS else "share"
            new = {k: v for k, v in old.items() if k not in (*WAYS, "amount")}
            new |= {"scenario": line.values.get("scenario", ""), "on": line.values.get("on", "")}
            new[str(way)] = _line_quantity(line, old.get(str(way)))
            said = line.values.get("reason", "")
            if said != ((old.get("reason") or {}).get("nl", "") if isinstance(old.get("reason"), dict) else ""):
                _set(new, "reason", {"nl": said} if said else None)
            found.append(new)
    return found


def _adds(form: MeasureForm, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for line in form.adds:
        old = _old(line, before)
        if line.kept:
            found.append(old)
        elif any(_filled(line).values()):
            quantity = _line_quantity(line, old.get("quantity"))
            found.append({**old, "capability": line.values.get("capability", ""), "quantity": quantity})
    return found


def _old(line: Line, before: list[dict[str, Any]]) -> dict[str, Any]:
    place = int(line.index) if line.index.isdigit() else -1
    return dict(before[place]) if 0 <= place < len(before) else {}


def _line_quantity(line: Line, before: Any) -> Any:
    triple = Triple(*(line.values.get(name, "") for name in ("low", "best", "high")))
    try:
        found = stored(triple, before)
    except Explained as error:
        line.error = refusal(error)
        return before
    if found is None:
        line.error = say("Geef de omvang.", "Give the size.")
    return found


def _filled(line: Line) -> dict[str, str]:
    """Return the fields that somebody filled in; the select of the way always holds something."""
    return {name: value for name, value in line.values.items() if name != "way"}


def _quantity(form: MeasureForm, name: str, before: Any) -> Any:
    triple = Triple(*(form.values[f"{name}_{part}"] for part in ("low", "best", "high")))
    try:
        return stored(triple, before)
    except Explained as error:
        form.errors[name] = refusal(error)
        return before


def _number(form: MeasureForm, name: str) -> Any:
    try:
        return parsed(form.values[name])
    except Explained as error:
        form.errors[name] = refusal(error)
        return None


def _pair(item: Mapping[str, Any], name: str) -> dict[str, str]:
    value = item.get(name)
    pair = value if isinstance(value, dict) else {"nl": value or ""}
    return {f"{name}_nl": str(pair.get("nl") or "").strip(), f"{name}_en": str(pair.get("en") or "").strip()}


def _set_pair(data: dict[str, Any], name: str, values: Mapping[str, str]) -> None:
    nl, en = values[f"{name}_nl"], values[f"{name}_en"]
    _set(data, name, {"nl": nl or en, **({"en": en} if en else {})} if nl or en else None)


def _set(data: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or take it out where there is no value; 0 is a value."""
    if value is None or value in ("", [], {}):
        data.pop(name, None)
    else:
        data[name] = value


def _dicts(item: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = item.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _triple_values(name: str, triple: Triple) -> dict[str, str]:
    return {f"{name}_low": triple.low, f"{name}_best": triple.best, f"{name}_high": triple.high}


def _short(triple: Triple) -> dict[str, str]:
    return {"low": triple.low, "best": triple.best, "high": triple.high}


def _new() -> Line:
    return Line("", {})


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


_ORDER = (
    "id", "title", "heading", "theme", "region", "owner", "actor", "proposal", "cost", "lead_time_years",
    "lifetime_years", "earliest", "latest", "effects", "links", "adds", "requires", "decision", "source", "mark",
    "note",
)  # fmt: skip


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields in the order in which the documentation has them."""
    return {name: data[name] for name in (*_ORDER, *data) if name in data}


def way_words() -> list[tuple[str, str]]:
    """Return the ways in which an effect can be given."""
    return [
        ("share", say("deel dat verdwijnt (0 tot 1)", "share taken away (0 to 1)")),
        ("steps", say("klassen omlaag", "classes down")),
    ]


def decimal_sign() -> str:
    """Return an example of a number in the language of the page."""
    return "0,15" if language() == "nl" else "0.15"
