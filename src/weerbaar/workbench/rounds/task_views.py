# SPDX-License-Identifier: EUPL-1.2
"""Ask somebody something, tick it off, take it back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.forms import TaskForm
from weerbaar.workbench.rounds.models import Round, Task
from weerbaar.workbench.rounds.sight import readable_tasks
from weerbaar.workbench.shell.language import say, words


def may_ask(user: User, round_: Round) -> bool:
    """Return whether a person may ask others something in a round: analysts, facilitators, administrators, deciders."""
    return any(may(user, action, round_) for action in (Action.REVIEW, Action.MANAGE, Action.DECIDE))


@access(Action.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest) -> HttpResponse:
    """What is asked of whom in a round; who only reads sees what is asked of and by oneself."""
    user, round_ = cast(User, request.user), request.round  # type: ignore[attr-defined]
    asks = may_ask(user, round_)
    form = TaskForm(request.POST or None, round_=round_) if asks else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                verbs.ask(request, round_, **form.cleaned_data)
            except verbs.RefusedError as refused:
                for reason in refused.reasons:
                    form.add_error(None, words(reason))
            else:
                messages.success(request, say("De taak is uitgezet.", "The task has been set."))
                return redirect("round-tasks", round_slug=round_.slug)
    found = round_.tasks.select_related("user", "asked_by").order_by("done", "due", "pk")
    if not asks:
        found = found.filter(Q(user=user) | Q(asked_by=user))
    manages = may(user, Action.MANAGE, round_)
    rows = [(task, task.asked_by_id == user.pk or manages) for task in readable_tasks(user, found)]
    status = 422 if form is not None and form.errors else 200
    return render(request, "rounds/tasks.html", {"form": form, "rows": rows}, status=status)


def _task_of(request: HttpRequest, pk: int) -> Task:
    """Return a task that this person may know of.

    Raises:
        Http404: there is none.
    """
    user = cast(User, request.user)
    task = get_object_or_404(Task.objects.select_related("round", "user"), pk=pk)
    if not may(user, Action.READ, task.round) or not readable_tasks(user, [task]):
        raise Http404
    return task


def _back(request: HttpRequest, task: Task) -> HttpResponse:
    given = request.POST.get("next", "")
    safe = given and url_has_allowed_host_and_scheme(given, {request.get_host()})
    return redirect(given if safe else "my-work")


@access()
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a task of one's own off, or take the tick away (``undo``)."""
    task = _task_of(request, pk)
    if task.user_id != request.user.pk:
        raise PermissionDenied
    if "undo" in request.POST:
        verbs.unfinish_task(request, task)
    else:
        verbs.finish_task(request, task)
        messages.success(request, say(f"Afgevinkt: {task.text}", f"Ticked off: {task.text}"))
    return _back(request, task)


@access()
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one asked."""
    task = _task_of(request, pk)
    user = cast(User, request.user)
    if task.asked_by_id != user.pk and not may(user, Action.MANAGE, task.round):
        raise PermissionDenied
    verbs.withdraw_task(request, task)
    messages.success(request, say("De taak is ingetrokken.", "The task has been withdrawn."))
    return _back(request, task)
