# SPDX-License-Identifier: EUPL-1.2
"""Every write of evacuation: networks, plans, variants, studies, the question; pages and the API call the same."""

from __future__ import annotations

from typing import Any, cast, get_args

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.draft_verbs import Status
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import reading, reading_job, telling
from weerbaar.workbench.evacuation.flooding import Exposed
from weerbaar.workbench.evacuation.kept_network import Kept, one_note, row_values
from weerbaar.workbench.evacuation.leaving import LARGEST, SEASONS, demand_of
from weerbaar.workbench.evacuation.measures import Stored, in_words, measures_of, resolved, stored
from weerbaar.workbench.evacuation.models import Network, Plan, Question
from weerbaar.workbench.evacuation.network_reading import Manner, simplified
from weerbaar.workbench.evacuation.opening import who
from weerbaar.workbench.evacuation.question_text import read_question_text
from weerbaar.workbench.evacuation.reading_process import Sent
from weerbaar.workbench.evacuation.study_job import NAME, parameters_of
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

LONGEST_H = 240.0
MOST_DROP = 0.5
_STATUSES = get_args(Status)
BINS_MIN = (1, 240)
"""Least and most minutes between the moments of a result."""


def add_network(
    request: HttpRequest,
    round_: Round,
    *,
    name: str,
    content: bytes,
    manner: Manner | None = None,
    level: int | None = None,
) -> Network:
    """Read and check an uploaded network, and keep it.

    Args:
        request: of who does it.
        round_: the round.
        name: of the file; its ending says what form it has.
        content: of the file.
        manner: how to read it: what the file does not say itself; None where it says all.
        level: of confidentiality; None for that of the round.

    Raises:
        InputError: with every problem in the file; nothing was kept.
        PermissionDenied: this person may not do this, or gives a level above the own clearance.
        RefusedError: the disk is full.
        SlowError: it takes longer than a page waits; hand what it carries to :func:`ask_reading`.
    """
    require(who(request), Action.WRITE, round_)
    kept, notes = reading.read_upload(name, content, manner)
    return _kept(request, round_, kept, level, file=name[:200], notes=[one_note(note) for note in notes])


def ask_reading(request: HttpRequest, round_: Round, sent: Sent, *, level: int | None = None) -> Job:
    """Ask for a network or a flood to be read beside the pages and then kept; nothing is kept where it is wrong.

    Args:
        request: of who does it.
        round_: the round.
        sent: the files.
        level: of confidentiality; None for that of the round.

    Raises:
        PermissionDenied: this person may not do this, or gives a level above the own clearance.
    """
    require(who(request), Action.WRITE, round_)
    given = round_.level if level is None else level
    if given > who(request).clearance:
        raise PermissionDenied
    return reading_job.ask(request, round_, sent, given)


def stop_reading(request: HttpRequest, round_: Round, job: Job) -> Job:
    """Stop a file from being read in; what has ended stays.

    Raises:
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    stopped = jobs.cancel(request, job)
    reading_job.sweep()
    return stopped


def add_example(request: HttpRequest, round_: Round, *, example: str, level: int | None = None) -> Network:
    """Take up a network that comes with Weerbaar.

    Raises:
        NetworkError: there is none of that name.
        PermissionDenied: as :func:`add_network`.
    """
    from weerbaar.evacuation import network as library

    require(who(request), Action.WRITE, round_)
    found = library.example(example)
    return _kept(request, round_, reading.of_example(found), level, example=found.name, notes=[])


def simplify_network(request: HttpRequest, round_: Round, network: Network) -> Network:
    """Take up the same network with fewer nodes and roads, beside the one that there is.

    Raises:
        DamagedNetworkError: the network cannot be read any more.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    kept, note = simplified(reading.network_of(network))
    return _kept(
        request, round_, kept, network.level, file=network.file, example=network.example,
        notes=[*network.notes, one_note(note)],
    )  # fmt: skip


@transaction.atomic
def remove_network(request: HttpRequest, round_: Round, network: Network) -> Network:
    """Take a network away from the pages; plans that use it keep it.

    Raises:
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    if network.removed is None:
        network.removed = timezone.now()
        network.save(update_fields=["removed"])
        log.record(request, "evacuation-network.removed", network, level=network.level)
    return network


@transaction.atomic
def save_plan(
    request: HttpRequest,
    round_: Round,
    *,
    plan: Plan | None = None,
    version: int = 0,
    network: Network,
    name: str,
    note: str = "",
    scenario: str = "",
    demand: dict[str, Any] | None = None,
    routing: str = "instantaneous",
    measures: list[Stored] | None = None,
    bin_min: int = 15,
    horizon_h: float | None = None,
    capacity_drop: float = 0.0,
    level: int | None = None,
    based_on: Plan | None = None,
    name_en: str = "",
) -> Plan:
    """Make a plan, or change one.

    Args:
        request: of who does it.
        round_: the round.
        plan: the one that is changed; None makes one.
        version: of the plan that the change is based on.
        network: over which people leave.
        name: of the plan.
        note: for readers.
        scenario: of the round that it is about; empty for none.
        demand: who leaves, as :class:`Plan` has it; None or empty where the network states it.
        routing: how people choose their way.
        measures: what happens to roads and exits.
        bin_min: time between the moments of the result, min.
        horizon_h: when the study ends, h; None goes on until everybody is safe.
        capacity_drop: share of the capacity that is lost at a queue.
        level: of confidentiality; None for that of the network.
        based_on: the plan that a new one is a variant of.
        name_en: in English, where the name was not given by somebody.

    Raises:
        WeerbaarError: something is not right: every problem that was found. Nothing was saved.
        StaleVersionError: somebody changed it meanwhile.
        PermissionDenied: this person may not do this, or gives a level above the own clearance.
    """
    user = who(request)
    require(user, Action.WRITE, round_)
    level = max(network.level, round_.level) if level is None else level
    if level > user.clearance:
        raise PermissionDenied
    kept = reading.network_of(network)
    given = demand or {}
    problems = _problems_of(name, note, routing, bin_min, horizon_h, level, network, given)
    if not 0 <= capacity_drop <= MOST_DROP:
        problems.append(
            _problem("capacity_drop", "hoort 0 tot 0,5 te zijn.", "should be 0 to 0.5.", f"{capacity_drop:g}")
        )
    happens: list[Stored] = []
    try:
        happens = resolved(measures or [], kept.network)
    except InputError as error:
        problems += error.problems
    about = visible(user, round_).filter(slug=scenario).first() if scenario else None
    if scenario and about is None:
        problems.append(_problem("scenario", "dit scenario is er niet.", "there is no such scenario.", scenario))
    for check in (
        lambda: demand_of(name.strip()[:200] or "plan", given, kept),
        lambda: measures_of(happens, kept.network),
    ):
        try:
            check()
        except InputError as error:
            problems += error.problems
        except WeerbaarError as error:
            problems.append(Problem("plan", error.message))
    if problems:
        raise InputError(problems)
    values: dict[str, Any] = {
        "network": network, "name": name.strip(), "note": note.strip(), "scenario": about, "demand": given,
        "routing": routing, "measures": happens, "bin_min": bin_min, "horizon_h": horizon_h,
        "capacity_drop": capacity_drop, "level": level, "changed_by": user,
    }  # fmt: skip
    if plan is None:
        made = Plan.objects.create(round=round_, based_on=based_on, name_en=name_en, **values)
        log.record(request, "evacuation-plan.added", made, level=made.level, name=made.name)
        return made
    # Who gives it another name, gives it one name.
    kept_en = plan.name_en if values["name"] == plan.name else ""
    changed = plan.change(version, **values, name_en=kept_en)
    log.record(request, "evacuation-plan.changed", changed, level=changed.level, name=changed.name)
    return changed


@transaction.atomic
def remove_plan(request: HttpRequest, round_: Round, plan: Plan, *, version: int) -> Plan:
    """Take a plan away from the pages.

    Raises:
        StaleVersionError: somebody changed it meanwhile.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    gone = plan.change(version, removed=timezone.now(), changed_by=who(request))
    log.record(request, "evacuation-plan.removed", gone, level=gone.level, name=gone.name)
    return gone


def ask_study(request: HttpRequest, round_: Round, plan: Plan, *, anew: bool = False) -> Job:
    """Ask for the study of a plan; the same plan gives the study that there is.

    Raises:
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.ANALYSE, round_, blind=True)
    return jobs.ask(request, round_, NAME, parameters_of(plan), plan.level, anew=anew)


@transaction.atomic
def make_variant(request: HttpRequest, round_: Round, plan: Plan, *, kind: str, link: str) -> tuple[Plan, Job]:
    """Make a variant of a plan in which one road is closed, or has contraflow, and ask for its study.

    The same question twice gives the variant that there is.

    Args:
        request: of who asks.
        round_: the round.
        plan: as it is now.
        kind: ``closure`` or ``contraflow``.
        link: name of the road.

    Raises:
        InputError: another kind, or a road that is not there or has no other direction.
        PermissionDenied: this person may not make plans, or have them computed.
    """
    require(who(request), Action.ANALYSE, round_, blind=True)
    if kind not in ("closure", "contraflow"):
        raise InputError([_problem("kind", "kies dicht of tegenstroom.", "choose closure or contraflow.", kind)])
    network = reading.network_of(plan.network).network
    measures = resolved([*plan.measures, stored(kind, link)], network)
    measures_of(measures, network)
    same = Plan.objects.filter(
        round=round_, based_on=plan, removed__isnull=True, measures=measures, demand=plan.demand, routing=plan.routing,
        network=plan.network, bin_min=plan.bin_min, horizon_h=plan.horizon_h, level=plan.level,
        capacity_drop=plan.capacity_drop,
    ).first()  # fmt: skip
    if same is None:
        what = in_words(measures[-1], network)
        same = save_plan(
            request, round_, network=plan.network, name=f"{plan.name}: {what.nl}"[:200],
            name_en=f"{plan.title.in_('en')}: {what.in_('en')}"[:200], note=plan.note,
            scenario=plan.scenario.slug if plan.scenario else "", demand=plan.demand, routing=plan.routing,
            measures=measures, bin_min=plan.bin_min, horizon_h=plan.horizon_h, capacity_drop=plan.capacity_drop,
            level=plan.level, based_on=plan,
        )  # fmt: skip
    return same, ask_study(request, round_, same)


@transaction.atomic
def save_question(
    request: HttpRequest,
    round_: Round,
    *,
    content: str,
    forecast_csv: str = "",
    version: int = 0,
    level: int | None = None,
) -> Question:
    """Save the question when to decide; a new one where the round had none.

    Args:
        request: of who saves it.
        round_: the round.
        content: YAML.
        forecast_csv: members of the ensemble forecast, where the text refers to ``verwachting.csv``.
        version: of the question that the text is based on; 0 for a new one.
        level: of confidentiality; None leaves it, or takes that of the round.

    Raises:
        InputError: the text is not right; every problem with its line. Nothing was saved.
        StaleVersionError: somebody changed it meanwhile.
        PermissionDenied: this person may not do this, or may not see the question that is there.
    """
    user = who(request)
    require(user, Action.WRITE, round_)
    there = Question.objects.select_for_update().filter(round=round_).first()
    if (there is not None and there.level > user.clearance) or (level or 0) > user.clearance:
        raise PermissionDenied
    read_question_text(content, forecast_csv)
    if there is None:
        given = round_.level if level is None else level
        found = Question.objects.create(
            round=round_, content=content, forecast_csv=forecast_csv, level=given, changed_by=user
        )
    else:
        values: dict[str, Any] = {"content": content, "forecast_csv": forecast_csv, "changed_by": user}
        values |= {} if level is None else {"level": level}
        if there.version != version:
            raise StaleVersionError(there, values)
        there.change_held(version, **values)
        found = there
    log.record(request, "evacuation-question.saved", found, level=found.level)
    return found


def draft_alert(
    request: HttpRequest,
    round_: Round,
    plan: Plan,
    *,
    action: str,
    region: str,
    status: str,
    asked: telling.Question,
    water: Exposed | None = None,
) -> Use:
    """Begin a draft of an NL-Alert from a plan; who composes and approves alerts takes it from there.

    Args:
        request: of who asks.
        round_: the round.
        plan: with a study.
        action: ``leave`` or ``up``: for those who leave, or those who go up.
        region: code of the safety region; ``NL`` for the country.
        status: meant, exercise or test.
        asked: when the plan starts and what was decided.
        water: people over the flood that threatens; None where it is not about water.

    Raises:
        InputError: there is no study yet, nobody gets such an alert, or another status.
        PermissionDenied: this person does not write alerts there, or may not read the round.
        WeerbaarError: no area can be drawn.
    """
    require(who(request), Action.READ, round_)
    if status not in _STATUSES:
        raise InputError([_problem("status", "dit is geen status.", "this is no status.", status)])
    study = telling.study_of(plan)
    if study is None:
        raise InputError([_problem("plan", "reken het plan eerst door.", "work the plan out first.", plan.name)])
    found = next((draft for draft in telling.alerts_of(study, asked, water) if draft.action == action), None)
    if found is None:
        raise InputError([_problem("action", "niemand krijgt dit bericht.", "nobody gets this alert.", action)])
    names = {zone.id: zone.name for zone in study.network.zones}
    where = Text(nl=", ".join(names[zone] for zone in found.zones))
    starts = max(asked.starts, timezone.now().replace(second=0, microsecond=0))
    values = telling.values_of(found, where, region, status, starts)
    with transaction.atomic():
        use = draft_verbs.start(request, region=region, status=cast(Status, status), **values)
        log.record(request, "evacuation-plan.alert-drafted", plan, round_=round_, level=plan.level, use=use.use)
    return use


def _kept(request: HttpRequest, round_: Round, kept: Kept, level: int | None, **values: Any) -> Network:
    user = who(request)
    given = round_.level if level is None else level
    if given > user.clearance:
        raise PermissionDenied
    # The content is on the disk before its row is written.
    sha256 = reading.keep(kept)
    return reading.take_up(request, round_, user, sha256=sha256, level=given, **row_values(kept), **values)


def _problems_of(
    name: str,
    note: str,
    routing: str,
    bin_min: int,
    horizon_h: float | None,
    level: int,
    network: Network,
    demand: dict[str, Any],
) -> list[Problem]:
    from weerbaar.evacuation.study import ROUTINGS

    found = []
    if not 0 < len(name.strip()) <= 200:
        found.append(
            _problem("name", "geef een naam van ten hoogste 200 tekens.", "give a name of at most 200 characters.", "")
        )
    if len(note) > 20_000:
        found.append(_problem("note", "ten hoogste 20.000 tekens.", "20,000 characters at most.", ""))
    if routing not in ROUTINGS:
        known = ", ".join(ROUTINGS)
        found.append(_problem("routing", f"kies uit: {known}.", f"choose from: {known}.", routing))
    if not BINS_MIN[0] <= bin_min <= BINS_MIN[1]:
        found.append(_problem("bin_min", "hoort 1 tot 240 te zijn.", "should be 1 to 240.", str(bin_min)))
    if horizon_h is not None and not 0 < horizon_h <= LONGEST_H:
        found.append(_problem("horizon_h", "hoort boven 0 tot 240 te zijn.", "should be 0 to 240.", str(horizon_h)))
    if level < network.level:
        text = (
            "een plan is ten minste zo vertrouwelijk als zijn net.",
            "a plan is no less confidential than its network.",
        )
        found.append(_problem("level", *text, str(level)))
    if demand.get("season", "winter") not in SEASONS:
        found.append(_problem("season", "dit is geen seizoen.", "this is no season.", str(demand["season"])))
    if len(demand.get("text", "")) > LARGEST:
        found.append(_problem("demand", "het bestand is te groot.", "the file is too large.", ""))
    return found


def _problem(field: str, nl: str, en: str, value: str) -> Problem:
    return Problem("plan", Text(nl=nl, en=en), field=field, value=value)
