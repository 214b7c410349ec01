# SPDX-License-Identifier: EUPL-1.2
"""Road networks of a round, plans over them, and the question when to decide."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import Versioned


class Network(models.Model):
    """A road network, read and checked once; never changed. A better one is another row.

    Attributes:
        name: of the network.
        file: name of the file that it was read from; empty for one that comes with Weerbaar.
        example: name of the shipped network; empty for one that was read from a file.
        sha256: of the network as it is kept, in the store of attachments.
        nodes, links, exits, zones: how many.
        vehicles: that leave, as the file states; None where it states none.
        notes: what the reader and the checks found odd, as ``one_note`` writes it.
        level: who may not see this, does not see its plans either.
        removed: when it was taken away from the pages; plans that use it keep it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evacuation_networks")
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)
    example = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    nodes = models.PositiveIntegerField()
    links = models.PositiveIntegerField()
    exits = models.PositiveIntegerField()
    zones = models.PositiveIntegerField()
    vehicles = models.FloatField(null=True, blank=True)
    notes = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Plan(Versioned):
    """Who leaves over which network, how they choose their way, and what happens to roads; its study is a job.

    Attributes:
        demand: empty for the vehicles that the network states; else ``people`` (number by code of the zone) with
            ``hour``, ``season`` and ``threat``, or ``text``, a whole demand file.
        routing: one of :data:`weerbaar.evacuation.study.ROUTINGS`.
        measures: what happens to roads and exits, as ``measures.py`` writes it.
        bin_min: time between the moments of the result, min.
        horizon_h: when the study ends, h; None goes on until everybody is safe.
        scenario: of the round, that this is about.
        based_on: the plan that this is a variant of.
        level: at least that of its network.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evacuation_plans")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    scenario = models.ForeignKey(Scenario, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    demand = models.JSONField(default=dict, blank=True)
    routing = models.CharField(max_length=20, default="instantaneous")
    measures = models.JSONField(default=list, blank=True)
    bin_min = models.PositiveSmallIntegerField(default=15)
    horizon_h = models.FloatField(null=True, blank=True)
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="variants")
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    removed = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Question(Versioned):
    """What a region writes down before it decides, one in each round.

    Attributes:
        content: YAML, as :func:`weerbaar.evacuation.decision.read_question` reads it.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="evacuation_question")
    content = models.TextField()
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.round}"
