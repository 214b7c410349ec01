# SPDX-License-Identifier: EUPL-1.2
"""A computation that somebody asked for; the table is the queue."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.rounds.models import Round


class State(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def text(self) -> Text:
        """The state in words."""
        return _STATES[self]


_STATES = {
    State.QUEUED: Text(nl="in de wachtrij", en="queued"),
    State.RUNNING: Text(nl="bezig", en="running"),
    State.DONE: Text(nl="klaar", en="done"),
    State.FAILED: Text(nl="mislukt", en="failed"),
    State.CANCELLED: Text(nl="afgebroken", en="cancelled"),
}
ACTIVE = (State.QUEUED, State.RUNNING)
_YOUNG = timedelta(seconds=4)


class Job(models.Model):
    """One computation.

    Attributes:
        kind: name under which the app that owns it registered it.
        parameters: what was asked, as JSON; part of ``key``.
        inputs: ``Round.result_inputs`` that it saw: how many changes came since.
        saw: state of what went into it (see :class:`~weerbaar.workbench.jobs.registry.Kind`); another one now means
            that the result is stale.
        after: computation whose result goes into this one; as long as it goes on, this one waits.
        for_another: asked for only because another one needs its result; nobody asked for it by itself.
        level: highest level of confidentiality that went into it.
        key: SHA-256 of kind, round, level and parameters; the same question has the same key.
        message_nl, message_en: why it failed.
        result: name of the result file in the data folder, once done.
        heartbeat: last sign of life of the process that runs it.
        attempts: how often it was started; after a second loss it is not started again.
        worker: the process that runs it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    inputs = models.PositiveBigIntegerField()
    saw = models.CharField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    key = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, default=State.QUEUED, db_index=True)
    progress = models.FloatField(default=0.0)
    message_nl = models.TextField(blank=True)
    message_en = models.TextField(blank=True)
    result = models.CharField(max_length=120, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    for_another = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created", "-pk"]

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE

    @property
    def is_young(self) -> bool:
        """Whether it was asked for a moment ago: short ones are done by then, so that pages look sooner."""
        return timezone.now() - self.created < _YOUNG

    @property
    def waits_for(self) -> Job | None:
        """The computation that must be done first; None where this one can begin, has begun or has ended."""
        first = self.after if self.state == State.QUEUED else None
        return first if first is not None and first.is_active else None

    @property
    def title(self) -> Text:
        """What the user calls it."""
        try:
            return kind_named(self.kind).title
        except KeyError:
            return Text(nl=self.kind)

    @property
    def state_text(self) -> Text:
        """The state in words."""
        return State(self.state).text

    @property
    def percentage(self) -> int:
        """How much is done, in whole percents; 100 only when it is."""
        return 100 if self.state == State.DONE else min(99, int(100 * self.progress))
