# SPDX-License-Identifier: EUPL-1.2
"""The panel of a round and its answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import Versioned


class Panelist(models.Model):
    """An expert or group that scores; :class:`weerbaar.dossier.JudgementSet` without its judgements.

    Attributes:
        user: who answers; None for judgements that were imported.
        number: what other experts see instead of the name ("Deskundige 3").
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="panels"
    )
    slug = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    name_nl = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, default="expert")
    date = models.DateField(null=True, blank=True)
    weight = models.FloatField(default=1.0)
    note_nl = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "slug"], name="one_panelist_per_slug"),
            models.UniqueConstraint(fields=["round", "number"], name="one_panelist_per_number"),
            models.UniqueConstraint(
                fields=["round", "user"], condition=models.Q(user__isnull=False), name="one_panelist_per_user"
            ),
        ]


class Answer(Versioned):
    """What one panelist says of one criterion (or of the likelihood) of one scenario, in one turn.

    ``judgement`` holds the fields of :class:`weerbaar.dossier.Judgement` but for scenario and criterion, as the
    library writes them (``{"label": "C", "lower": "B", …}``, ``{"label": "X"}``, ``{"missing": true}``).
    Turn 1 is blind; turn 2 is the revision after the distribution of the group was seen.

    Attributes:
        label: the label that stands for the answer: as given, or that of the quantities or of the probability; empty
            where there is none. Worked out from ``judgement``, so that the database can count.
    """

    panelist = models.ForeignKey(Panelist, on_delete=models.CASCADE, related_name="answers")
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=60)
    turn = models.PositiveSmallIntegerField(default=1)
    judgement = models.JSONField()
    label = models.CharField(max_length=20, blank=True, default="", editable=False)
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    changed = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panelist", "scenario", "criterion", "turn"], name="one_answer_per_turn")
        ]
        indexes = [models.Index(fields=["panelist"], condition=models.Q(turn=2), name="answers_of_the_second_turn")]

    @property
    def round(self) -> Round:
        """The round it belongs to."""
        return self.panelist.round
