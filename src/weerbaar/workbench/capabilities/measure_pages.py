# SPDX-License-Identifier: EUPL-1.2
"""Measures: the list with what each takes away and costs, one measure, and the form to add or change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Problem, Text, WeerbaarError, euro, percentage, significant
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities import measure_form, verbs
from weerbaar.workbench.capabilities.computing import weighing_of
from weerbaar.workbench.capabilities.conversion import Desk, document_of
from weerbaar.workbench.capabilities.models import Author, Outcome, Verdict
from weerbaar.workbench.capabilities.opening import allowed, not_there, open_desk, page, round_of, who
from weerbaar.workbench.capabilities.portfolio_job import newest
from weerbaar.workbench.capabilities.quantities import in_words
from weerbaar.workbench.capabilities.withholding import text_may_be_read
from weerbaar.workbench.capabilities.yaml_items import fingerprint, item_of, items_of
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.versioned import StaleVersionError

if TYPE_CHECKING:
    from weerbaar.capability.measures import Measure
    from weerbaar.capability.weighing import MeasureWeighing, Weighing

_TITLE = Text(nl="Maatregelen", en="Measures")
_CURRENT = "capability-measures"
_FILE = "measures.yaml"
_NEW = "nieuw"


@access(Action.RESULTS)
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure with what it takes away and what it costs; filter and order stand in the address."""
    desk = open_desk(request, "analysis", "measures")
    try:
        found = desk.analysis.measures
        if found is None:
            raise InputError(
                [Problem(_FILE, Text(nl="er zijn nog geen maatregelen.", en="there are no measures yet."))]
            )
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT)
    weighing, unweighed = _weighed(desk)
    weighed = {one.id: one for one in weighing.measures} if weighing else {}
    verdicts = latest_verdicts(request)
    headings = {h.id: h.title for h in desk.analysis.header.headings}
    rows = [_row(m, weighed.get(m.id), weighing, headings, verdicts.get(m.id)) for m in found.measures]
    asked = {name: request.GET.get(name, "") for name in ("terrein", "scenario", "houder", "zoek")}
    order = request.GET.get("volgorde", "doelmatigheid")
    shown = sorted((row for row in rows if _answers(row, asked)), key=_ORDERS.get(order, _ORDERS["doelmatigheid"]))
    scenarios = {e.scenario for m in found.measures for e in m.effects}
    context = {
        "rows": shown,
        "count": len(rows),
        "weighing": weighing,
        "unweighed": unweighed,
        "total": weighing.unit.words(weighing.total.mean, language()) if weighing else "",
        "headings": list(headings.items()),
        "scenarios": [(s.id, s.title) for s in desk.analysis.dossier.scenarios if s.id in scenarios],
        "actors": _actors(),
        "asked": asked,
        "order": order,
        "orders": _order_words(),
        "illustrative": desk.analysis.header.data == "illustrative",
    }
    return page(request, "measures.html", context, current=_CURRENT)


@access(Action.RESULTS)
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: what it is, costs and does, what was decided, and what would turn the choice over."""
    desk = open_desk(request, "analysis", "capabilities", "measures", "choice")
    try:
        analysis = desk.analysis
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT)
    file = analysis.measures
    found = next((m for m in (file.measures if file else ()) if m.id == measure), None)
    if file is None or found is None:
        raise Http404
    weighing, unweighed = _weighed(desk)
    weighed = next((one for one in weighing.measures if one.id == measure), None) if weighing else None
    round_, user = round_of(request), who(request)
    item = item_of(desk.texts[_FILE], _FILE, "measures", measure) or {}
    titles = {m.id: m.title for m in file.measures}
    capabilities = {c.id: c for c in (analysis.needs.capabilities if analysis.needs else ())}
    worked = newest(round_, desk)
    verdict = next((v for v in worked.choice.verdicts if v.id == measure), None) if worked else None
    excluded = [(e, [m for m in e.measures if m != measure]) for e in file.exclusions if measure in e.measures]
    document = document_of(round_, "measures", user.clearance)
    editable = document is not None and text_may_be_read(document, user.clearance, desk.hidden)
    # What is edited is the text itself, also what it says of a scenario that was withdrawn.
    own = item_of(document.content, _FILE, "measures", measure) if document is not None and editable else item
    context = {
        "measure": found,
        "heading": next((h.title for h in analysis.header.headings if h.id == found.heading), None),
        "cost": _cost_words(item),
        "lead": in_words(item.get("lead_time_years"), 1),
        "effects": _effects(item, analysis),
        "adds": [(capabilities.get(a.capability), in_words(one.get("quantity"))) for a, one in
                 zip(found.adds, item.get("adds") or [], strict=True)],
        "requires": [(m, titles.get(m, Text(nl=m))) for m in found.requires],
        "excluded": [(m, titles.get(m, Text(nl=m)), e.reason) for e, others in excluded for m in others],
        "decision": next((d.text for d in analysis.dossier.decisions if d.id == found.decision), None),
        "weighed": weighed,
        "weighing": weighing,
        "unweighed": unweighed,
        "numbers": _numbers(weighed, weighing) if weighed and weighing else None,
        "verdict": verdict,
        "stale": worked.stale if worked else False,
        "decisions": list(Verdict.objects.filter(round=round_, measure=measure).select_related("decided_by")),
        "outcomes": {o.value: o.text for o in Outcome},
        "authors": Author.objects.filter(round=round_, measure=measure).select_related("user"),
        "editable": editable,
        "may_decide": allowed(request, Action.DECIDE),
        "based_on": fingerprint(own),
    }  # fmt: skip
    return page(request, "measure.html", context, current=_CURRENT)


@access(Action.CAPABILITIES)
def edit(request: HttpRequest, measure: str = "") -> HttpResponse:
    """The form of a measure, empty for a new one; saves it, or says at each field what is wrong."""
    desk = open_desk(request, "analysis", "measures")
    round_, user = round_of(request), who(request)
    try:
        choices = measure_form.choices_of(desk.analysis)
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="analysis", current=_CURRENT)
    document = document_of(round_, "measures", user.clearance)
    if document is not None and not text_may_be_read(document, user.clearance, desk.hidden):
        raise Http404
    text = document.content if document is not None else "schema: 1\n"
    before = item_of(text, _FILE, "measures", measure) if measure else {}
    if before is None:
        raise Http404
    based_on = request.POST.get("version") or fingerprint(before)
    shown: dict[str, Any] = {"choices": choices, "measure": measure, "version": based_on}
    shown["key"] = f"capability-measure:{round_.pk}:{measure or _NEW}"
    if request.method != "POST":
        shown["form"] = measure_form.form_of(before, items_of(text, _FILE, "exclusions"))
        return _form_page(request, shown)
    form = measure_form.form_from(request.POST, before)
    shown["form"] = form
    data = measure_form.data_of(form, before)
    if not measure and any(m == data["id"] for m, _ in choices.measures):
        form.errors["id"] = say("Er is al een maatregel met deze naam.", "There is a measure of this name already.")
    if not form.sound:
        return _form_page(request, shown, 422)
    try:
        warnings = verbs.change_measure(
            request, round_, values=data, measure=measure or None, based_on=based_on, excludes=form.excludes
        )
    except StaleVersionError as error:
        back = reverse("capability-measure", kwargs={"round_slug": round_.slug, "measure": measure})
        return conflict_page(request, error, {"measure": say("Maatregel", "Measure")}, back)
    except InputError as error:
        ids = [m.get("id") for m in items_of(text, _FILE, "measures")]
        place = ids.index(measure) if measure in ids else len(ids)
        shown["problems"] = measure_form.place_problems(form, error.problems, place)
        return _form_page(request, shown, 422)
    drafts.forget(user, shown["key"])
    messages.success(request, say("De maatregel is bewaard.", "The measure was saved."))
    if any(p.severity == "error" for p in warnings):
        text = say("Andere documenten kloppen nu niet meer; zie het overzicht.",
                   "Other documents are not right any more; see the overview.")  # fmt: skip
        messages.warning(request, text)
    return redirect("capability-measure", round_slug=round_.slug, measure=data["id"])


@access(Action.CAPABILITIES)
@require_POST
def remove(request: HttpRequest, measure: str) -> HttpResponse:
    """Take a measure out."""
    round_ = round_of(request)
    try:
        verbs.remove_measure(request, round_, measure=measure, based_on=request.POST.get("version", ""))
    except StaleVersionError as error:
        back = reverse("capability-measure", kwargs={"round_slug": round_.slug, "measure": measure})
        return conflict_page(request, error, {"measure": say("Maatregel", "Measure")}, back)
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT, status=422)
    messages.success(request, say("De maatregel is verwijderd.", "The measure was removed."))
    return redirect(_CURRENT, round_slug=round_.slug)


def latest_verdicts(request: HttpRequest) -> dict[str, Verdict]:
    """Return the last decision on every measure of the round."""
    return {v.measure: v for v in Verdict.objects.filter(round=round_of(request)).select_related("decided_by")}


def _form_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    form = context["form"]
    labels = {
        "one_off_eur": say("Eenmalig, in euro", "Once, in euro"),
        "yearly_eur": say("Per jaar, in euro", "Yearly, in euro"),
        "lead_time_years": say("Aanlooptijd, in jaren", "Lead time, in years"),
    }
    context["quantities"] = [
        {
            "name": name,
            "label": label,
            "other": form.other.get(name, ""),
            "error": form.errors.get(name, ""),
            "parts": [(f"{name}_{part}", words, form.values[f"{name}_{part}"]) for part, words in _part_words()],
        }
        for name, label in labels.items()
    ]
    context |= {
        "actors": _actors(),
        "ways": measure_form.way_words(),
        "parts_words": _part_words(),
        "example": measure_form.decimal_sign(),
    }
    return page(request, "measure_form.html", context, current=_CURRENT, status=status)


def _part_words() -> list[tuple[str, str]]:
    return [("low", say("laagste", "lowest")), ("best", say("meest waarschijnlijk", "most likely")),
            ("high", say("hoogste", "highest"))]  # fmt: skip


def _actors() -> list[tuple[str, Text]]:
    return [
        ("government", Text(nl="overheid", en="government")),
        ("business", Text(nl="bedrijven", en="business")),
        ("citizens", Text(nl="burgers", en="citizens")),
    ]


def _weighed(desk: Desk) -> tuple[Weighing | None, str]:
    """Return the weighing; where there is none, why."""
    try:
        return weighing_of(desk), ""
    except WeerbaarError as error:
        return None, error.render(language())


def _row(
    measure: Measure, weighed: MeasureWeighing | None, weighing: Weighing | None, headings: dict[str, Text],
    verdict: Verdict | None,
) -> dict[str, Any]:  # fmt: skip
    lang = language()
    return {
        "measure": measure,
        "title": measure.title.in_(lang),
        "heading": headings.get(measure.heading or ""),
        "weighed": weighed,
        "verdict": verdict,
        "outcome": Outcome(verdict.outcome).text if verdict else None,
        "cost": weighed.cost.median if weighed else 0.0,
        "reduction": weighed.reduction.mean if weighed else 0.0,
        "efficiency": weighed.efficiency.mean if weighed and weighed.efficiency else float("inf"),
        "numbers": _numbers(weighed, weighing) if weighed and weighing else None,
    }


def _numbers(weighed: MeasureWeighing, weighing: Weighing) -> dict[str, Any]:
    lang = language()
    titles = {scenario: title for scenario, title, _ in weighing.scenarios}
    largest = max((m.reduction.mean for m in weighing.measures), default=0.0)
    return {
        "reduction": significant(weighed.reduction.mean, lang),
        "span": f"{significant(weighed.reduction.low, lang)}–{significant(weighed.reduction.high, lang)}",
        "bar": round(100 * max(weighed.reduction.mean, 0.0) / largest) if largest > 0 else 0,
        "cost": euro(weighed.cost.median, lang),
        "cost_span": f"{euro(weighed.cost.low, lang)} – {euro(weighed.cost.high, lang)}",
        "efficiency": "–" if weighed.efficiency is None else significant(weighed.efficiency.mean, lang),
        "best": percentage(weighed.among_best, lang),
        "tail": significant(weighed.tail.mean, lang),
        "unit": weighing.unit.name,
        "scenarios": [
            {
                "title": titles.get(e.scenario, Text(nl=e.scenario)),
                "reduction": significant(e.reduction.mean, lang),
                "share": percentage(e.share, lang),
                "likelihood": _move(e.likelihood),
                "impact": _move(e.impact),
            }
            for e in weighed.scenarios
        ],
    }


def _move(move: Any) -> str:
    step = f"{move.before} → {move.after}" if move.moves else move.before
    return f"{step} ({percentage(move.lower, language())})" if move.lower else step


def _cost_words(item: dict[str, Any]) -> list[tuple[str, str]]:
    cost = item.get("cost") or {}
    words = [("one_off_eur", say("eenmalig", "once")), ("yearly_eur", say("per jaar", "yearly"))]
    return [(label, in_words(cost[name])) for name, label in words if name in cost]


def _effects(item: dict[str, Any], analysis: Any) -> list[dict[str, Any]]:
    titles = {s.id: s.title for s in analysis.dossier.scenarios}
    targets = dict(measure_form.choices_of(analysis).targets)
    ways = dict(measure_form.way_words()) | {"amount": say("hoeveelheid", "amount")}
    found = []
    for effect in item.get("effects") or []:
        way = next((w for w in ways if w in effect), "share")
        size = effect[way]
        shown = ", ".join(f"{k}: {in_words(v)}" for k, v in size.items()) if way == "amount" else in_words(size, 2)
        reason = effect.get("reason")
        found.append(
            {
                "scenario": titles.get(effect["scenario"], Text(nl=effect["scenario"])),
                "on": targets.get(str(effect["on"]), Text(nl=str(effect["on"]))),
                "way": ways[way],
                "size": shown,
                "reason": Text.model_validate(reason) if isinstance(reason, dict) else None,
            }
        )
    return found


def _answers(row: dict[str, Any], asked: dict[str, str]) -> bool:
    measure = row["measure"]
    sought = asked["zoek"].casefold()
    text = f"{measure.title.nl} {measure.title.en} {measure.owner} {measure.id}".casefold()
    return (
        (not asked["terrein"] or measure.heading == asked["terrein"])
        and (not asked["scenario"] or any(e.scenario == asked["scenario"] for e in measure.effects))
        and (not asked["houder"] or measure.actor == asked["houder"])
        and (not sought or sought in text)
    )


_ORDERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "doelmatigheid": lambda row: (-row["efficiency"], row["title"]),
    "opbrengst": lambda row: (-row["reduction"], row["title"]),
    "kosten": lambda row: (row["cost"], row["title"]),
    "titel": lambda row: row["title"].casefold(),
}


def _order_words() -> list[tuple[str, str]]:
    return [
        ("doelmatigheid", say("opbrengst per miljoen euro", "effect per million euro")),
        ("opbrengst", say("opbrengst", "effect")),
        ("kosten", say("kosten, laagste eerst", "cost, lowest first")),
        ("titel", say("titel", "title")),
    ]
