# SPDX-License-Identifier: EUPL-1.2
"""A round of assessment, and what is asked of whom."""

from __future__ import annotations

from enum import IntEnum

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.shell.versioned import Versioned


class Phase(models.TextChoices):
    """How far a round is; in this order, and back only by the facilitator."""

    SETUP = "setup"
    SCORING = "scoring"
    FEEDBACK = "feedback"
    CLOSED = "closed"
    SIGNED = "signed"

    @property
    def text(self) -> Text:
        """The phase in words."""
        return _PHASES[self]


_PHASES = {
    Phase.SETUP: Text(nl="voorbereiding", en="preparation"),
    Phase.SCORING: Text(nl="beoordelen", en="scoring"),
    Phase.FEEDBACK: Text(nl="terugkoppeling en herziening", en="feedback and revision"),
    Phase.CLOSED: Text(nl="gesloten", en="closed"),
    Phase.SIGNED: Text(nl="vastgesteld", en="signed off"),
}


class Reach(IntEnum):
    """How far a change of a round reaches: each takes in what stands above it."""

    PAGES = 0
    """What pages show, such as the phase: nothing that was computed or written rests on it."""
    REPORTS = 1
    """Words that stand in a report and in no result: a storyline, a source, the introduction."""
    RESULTS = 2
    """What results are computed from, or show: answers, weights, links, the names of scenarios."""


class Round(Versioned):
    """What ``dossier.yaml`` holds, and what the workbench needs around it.

    Attributes:
        annexes: the other files of the dossier as the library writes them (published results, decisions,
            initiatives, capabilities, uses of NL-Alert), by field name of :class:`weerbaar.dossier.Dossier`.
        inputs: counts every change of what the round holds or where it stands; pages that follow a round live, and
            forms that rest on all of it, look at this one.
        report_inputs, result_inputs: count the changes that reach so far (:class:`Reach`). What was made while a count
            was lower is stale. Counts and no fingerprint of the content: a page asks for them without a query, and a
            fingerprint of 21,000 answers takes seconds. The price is that what is set back to how it was stays stale.
        previous: the round it was copied from.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title_nl = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True, blank=True)
    organisation_nl = models.CharField(max_length=300)
    organisation_en = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=60)
    language = models.CharField(max_length=2, default="nl")
    scores = models.CharField(max_length=20, default="judgements")
    statement_nl = models.TextField(blank=True)
    statement_en = models.TextField(blank=True)
    introduction_nl = models.TextField(blank=True)
    introduction_en = models.TextField(blank=True)
    earlier = models.JSONField(default=list)
    weight_profile = models.CharField(max_length=80, blank=True)
    weight_profiles = models.JSONField(default=list)
    annexes = models.JSONField(default=dict)

    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds")
    level = models.PositiveSmallIntegerField(default=Level.INTERNAL)
    phase = models.CharField(max_length=20, default=Phase.SETUP)
    score_by = models.DateTimeField(null=True, blank=True)
    revise_by = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateTimeField(null=True, blank=True)
    inputs = models.PositiveBigIntegerField(default=1)
    report_inputs = models.PositiveBigIntegerField(default=1)
    result_inputs = models.PositiveBigIntegerField(default=1)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next")
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords(excluded_fields=["inputs", "report_inputs", "result_inputs"])

    class Meta:
        ordering = ["-year", "slug"]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def is_closed(self) -> bool:
        """Whether the scores are final."""
        return self.phase in {Phase.CLOSED, Phase.SIGNED}

    @property
    def is_blind(self) -> bool:
        """Whether whoever scores may not know yet what others say."""
        return self.phase in {Phase.SETUP, Phase.SCORING}

    def touch(self, reach: Reach = Reach.RESULTS) -> None:
        """Say that something changed, and what that makes stale; in the transaction of that change."""
        counted = ["inputs", *(["report_inputs"] if reach >= Reach.REPORTS else [])]
        counted += ["result_inputs"] if reach >= Reach.RESULTS else []
        # Not a change of the round itself: no version, no history.
        Round.objects.filter(pk=self.pk).update(**{name: models.F(name) + 1 for name in counted})


class Task(models.Model):
    """Something asked of somebody by hand. What follows from phases and reviews is worked out, not stored."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tasks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tasks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=500)
    address = models.CharField(max_length=300, blank=True)
    due = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True, blank=True)


class Visit(models.Model):
    """When somebody last looked at a round; what changed since is new to that person."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="one_visit_per_person")]
