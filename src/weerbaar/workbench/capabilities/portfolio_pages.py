# SPDX-License-Identifier: EUPL-1.2
"""The choice of measures: a budget, the best set within it at once, and the whole picture in the background."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from weerbaar.base import Explained, Text, WeerbaarError, euro, number, percentage, significant
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities.computing import HIGHEST, Chooser, Solved, chooser_of
from weerbaar.workbench.capabilities.conversion import Desk
from weerbaar.workbench.capabilities.drawing import Drawn, drawn_once
from weerbaar.workbench.capabilities.frontier_chart import Chart, chart
from weerbaar.workbench.capabilities.opening import allowed, not_there, open_desk, page, round_of
from weerbaar.workbench.capabilities.portfolio_job import NAME, newest, parameters_of
from weerbaar.workbench.capabilities.portfolio_run import Worked
from weerbaar.workbench.capabilities.quantities import parsed
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import ACTIVE, Job
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.choice import Flip, Verdict

_TITLE = Text(nl="Keuze", en="Choice")
_CURRENT = "capability-portfolio"
_MILLION = 1e6
_SAME = 0.005


@access(Action.RESULTS)
def portfolio(request: HttpRequest) -> HttpResponse:
    """The best choice at the budget in the address; the slider, the number and the years all lead here."""
    desk = open_desk(request, withheld=True)
    try:
        chooser = chooser_of(desk)
    except WeerbaarError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT)
    budgets, wrong = _asked(chooser, request.GET)
    solved: Solved | None = None
    impossible = ""
    if not wrong:
        try:
            solved = chooser.at(budgets)
        except WeerbaarError as error:
            impossible = error.render(language())
    total = sum(budgets.values())
    if request.GET.get("lijn") == "1":
        chooser.work_out_line()
    worked = newest(round_of(request), desk)
    context = {
        "chooser": chooser,
        "solved": solved,
        "impossible": impossible,
        "wrong": wrong,
        "worked": worked,
        "same": worked is not None and _same(worked, total),
        "rows": _rows(solved, worked, total) if solved else [],
        "left": _left(solved, worked) if solved else [],
        "numbers": _numbers(chooser, solved) if solved else None,
        "years": _years(chooser, budgets, solved),
        "own_years": any(abs(budgets[y] - a * total / chooser.total) > 1 for y, a in chooser.given),
        "total": number(total / _MILLION, language(), 1),
        "slider": {
            "low": _tenth(_lowest(chooser)),
            "high": _tenth(HIGHEST * chooser.total),
            "value": _tenth(total),
            "given": euro(chooser.total, language(), 3),
            "lowest": euro(_lowest(chooser), language(), 3),
        },
        "chart": _chart(chooser, solved, worked, total),
        "line_address": _line_address(request),
        "unit": chooser.ground.unit.name,
        "meaning": chooser.ground.unit.meaning,
        "job": _active(request, desk),
        "failed": _failed(request, desk),
        "may_analyse": allowed(request, Action.ANALYSE),
        "budget_asked": round(total),
        "figures": _figures(desk, worked) if worked else [],
        "illustrative": desk.analysis.header.data == "illustrative",
    }
    return page(request, "portfolio.html", context, current=_CURRENT, status=422 if wrong else 200)


@access(Action.ANALYSE)
@require_POST
def work_out(request: HttpRequest) -> HttpResponse:
    """Ask for the whole picture at one budget, in the background."""
    desk = open_desk(request, withheld=True)
    try:
        chooser = chooser_of(desk)
    except WeerbaarError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT, status=422)
    given = request.POST.get("budget", "")
    budget = float(given) if given.isascii() and given.isdigit() and len(given) < 14 else None
    if budget is not None and abs(budget - chooser.total) <= 1 and chooser.bounded:
        budget = None
    jobs.ask(request, round_of(request), NAME, parameters_of(desk, budget), desk.analysis_level)
    messages.success(request, say("De uitwerking is gestart.", "The working out has started."))
    address = reverse(_CURRENT, kwargs={"round_slug": round_of(request).slug})
    millions = number((budget or chooser.total) / _MILLION, language(), 1)
    return redirect(f"{address}?budget={millions}" if budget is not None else address)


def _asked(chooser: Chooser, asked: Mapping[str, str]) -> tuple[dict[int, float], str]:
    """Return the budgets that the address asks for, and what is wrong with it.

    The slider counts where it was moved; without a script it sends its value beside that of the field.
    """
    usual = dict(chooser.given)
    try:
        if asked.get("per-jaar"):
            found = {year: parsed(asked.get(f"jaar-{year}", "")) for year in usual}
            budgets = {year: _limited(value, usual[year]) for year, value in found.items()}
            return budgets, ""
        slider, was, typed = (parsed(asked.get(name, "")) for name in ("schuif", "was", "budget"))
    except Explained as error:
        return usual, error.text.in_(language())
    moved = slider is not None and was is not None and abs(slider - was) > 1e-9
    total = slider if moved or typed is None else typed
    if total is None:
        return usual, ""
    if not 0 <= total <= 1e7:
        return usual, say("Geef een bedrag vanaf 0, in miljoenen euro.", "Give an amount from 0, in millions of euro.")
    factor = total * _MILLION / chooser.total
    return {year: amount * factor for year, amount in usual.items()}, ""


def _limited(value: float | None, usual: float) -> float:
    if value is None:
        return usual
    if not 0 <= value <= 1e7:
        raise Explained("geef per jaar een bedrag vanaf 0.", "give an amount from 0 for every year.")
    return value * _MILLION


def _rows(solved: Solved, worked: Worked | None, total: float) -> list[dict[str, Any]]:
    lang = language()
    verdicts = {v.id: v for v in worked.choice.verdicts} if worked else {}
    same = worked is not None and _same(worked, total)
    largest = max((one.takes_off.mean for one in solved.taken), default=0.0)
    return [
        {
            "taken": one,
            "cost": euro(one.cost.median, lang),
            "takes_off": significant(one.takes_off.mean, lang),
            "span": f"{significant(one.takes_off.low, lang)}–{significant(one.takes_off.high, lang)}",
            "bar": round(100 * max(one.takes_off.mean, 0.0) / largest) if largest > 0 else 0,
            "flips": flip_words(verdicts[one.id]) if same and one.id in verdicts else "",
            "core": _core(verdicts.get(one.id)),
            "enters": _enters(verdicts.get(one.id), worked),
        }
        for one in solved.taken
    ]


def _left(solved: Solved, worked: Worked | None) -> list[dict[str, Any]]:
    verdicts = {v.id: v for v in worked.choice.verdicts} if worked else {}
    return [
        {"id": id_, "title": title, "core": _core(verdicts.get(id_)), "enters": _enters(verdicts.get(id_), worked)}
        for id_, title in solved.left
    ]


def flip_words(verdict: Verdict) -> str:
    """Return at which change of cost or effect the verdict on a measure turns over."""
    if verdict.fixed is not None:
        return say("vast", "fixed")
    if verdict.blocked is not None:
        return verdict.blocked.in_(language())
    parts = [
        _factor(verdict.cost_flip, say("kosten", "cost")),
        _factor(verdict.effect_flip, say("effect", "effect")),
    ]
    said = [part for part in parts if part]
    return say(" of ", " or ").join(said) or say("geen factor die is beproefd", "no factor that was tried")


def _factor(flip: Flip | None, word: str) -> str:
    return "" if flip is None or flip.factor is None else f"{word} × {significant(flip.factor, language())}"


def _core(verdict: Verdict | None) -> dict[str, Any] | None:
    from weerbaar.capability.choice import robustness_word

    if verdict is None or verdict.core is None:
        return None
    return {
        "words": robustness_word(verdict.core),
        "share": percentage(verdict.core.index, language()),
        "class": {"core": "good", "borderline": "warm", "never": "bad"}[verdict.core.word],
    }


def _enters(verdict: Verdict | None, worked: Worked | None) -> str:
    if verdict is None or worked is None or verdict.enters is None:
        return ""
    return euro(verdict.enters * sum(amount for _, amount in worked.choice.budgets), language())


def _numbers(chooser: Chooser, solved: Solved) -> dict[str, str]:
    lang, unit, found = language(), chooser.ground.unit, solved.evaluation
    share = solved.value / found.before.mean if found.before.mean > 0 else 0.0
    return {
        "value": significant(solved.value, lang, 3),
        "share": percentage(share, lang),
        "before": unit.words(found.before.mean, lang),
        "after": unit.words(found.after.mean, lang),
        "cost": euro(found.cost.median, lang, 3),
        "spent": euro(solved.spent, lang, 3),
        "within": "" if found.within_all is None else percentage(found.within_all, lang),
        "gap": percentage(max(0.0, solved.bound / solved.value - 1), lang) if solved.value > 0 else "–",
    }


def _years(chooser: Chooser, budgets: Mapping[int, float], solved: Solved | None) -> list[dict[str, Any]]:
    lang = language()
    found = {y.year: y for y in solved.evaluation.years} if solved else {}
    rows = []
    for year, _ in chooser.given:
        one = found.get(year)
        rows.append(
            {
                "year": year,
                "field": f"jaar-{year}",
                "budget": number(budgets[year] / _MILLION, lang, 2),
                "cost": euro(one.cost.median, lang) if one else "–",
                "within": percentage(one.within, lang) if one and one.within is not None else "–",
            }
        )
    return rows


def _chart(chooser: Chooser, solved: Solved | None, worked: Worked | None, total: float) -> Chart:
    line = [(p.budget, p.value) for p in worked.choice.frontier] if worked and not worked.stale else chooser.line
    tried = [(s.total, s.value) for s in chooser.tried if solved is None or s is not solved]
    here = (total, solved.value) if solved else None
    return chart(line, tried, here, chooser.total, HIGHEST * chooser.total)


def _line_address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["lijn"] = "1"
    return f"?{query.urlencode()}"


def _same(worked: Worked, total: float) -> bool:
    own = sum(amount for _, amount in worked.choice.budgets)
    return not worked.stale and abs(own - total) <= _SAME * max(total, 1.0)


def _active(request: HttpRequest, desk: Desk) -> Job | None:
    return Job.objects.filter(round=round_of(request), kind=NAME, level=desk.analysis_level, state__in=ACTIVE).first()


def _failed(request: HttpRequest, desk: Desk) -> Job | None:
    """Return the newest job where it failed, so that the page says why there is no result."""
    last = Job.objects.filter(round=round_of(request), kind=NAME, level=desk.analysis_level).first()
    return last if last is not None and last.state == "failed" else None


def _figures(desk: Desk, worked: Worked) -> list[Drawn]:
    from weerbaar.figures import before_after, budget_frontier, portfolio_stability

    choice = worked.choice
    key = f"portfolio {choice.run_record.id}"
    made = [
        drawn_once(desk, f"{key} stability", lambda lang, width: portfolio_stability(choice, lang, width)),
        drawn_once(desk, f"{key} frontier", lambda lang, width: budget_frontier(choice, lang, width)),
        drawn_once(desk, f"{key} after", lambda lang, width: before_after(choice, lang, width)),
    ]
    return [figure for figure in made if figure is not None]


def _lowest(chooser: Chooser) -> float:
    """Return the smallest budget that the slider can show and at which the rules can be met: rounded up."""
    return ceil(chooser.lowest * chooser.total / _MILLION * 10) * _MILLION / 10


def _tenth(amount: float) -> str:
    """Return an amount in millions with one decimal and a point, as a slider wants it."""
    return f"{amount / _MILLION:.1f}"
