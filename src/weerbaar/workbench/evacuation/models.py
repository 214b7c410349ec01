# SPDX-License-Identifier: EUPL-1.2
"""Road networks of a round, plans with their threat and means, when to decide, and files of floods and places."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from weerbaar.base import Text
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
        name_en: in English, of a variant that was named by itself; empty where somebody gave the name.
        bin_min: time between the moments of the result, min.
        capacity_drop: share of the capacity that is lost at a queue.
        horizon_h: when the study ends, h; None goes on until everybody is safe.
        scenario: of the round, that this is about.
        based_on: the plan that this is a variant of.
        level: at least that of its network.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evacuation_plans")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    scenario = models.ForeignKey(Scenario, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    demand = models.JSONField(default=dict, blank=True)
    routing = models.CharField(max_length=20, default="instantaneous")
    measures = models.JSONField(default=list, blank=True)
    bin_min = models.PositiveSmallIntegerField(default=15)
    horizon_h = models.FloatField(null=True, blank=True)
    capacity_drop = models.FloatField(default=0.0)
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

    @property
    def title(self) -> Text:
        """Its name in both languages."""
        return Text(nl=self.name, en=self.name_en)


class Threat(Versioned):
    """What threatens the zones of a plan; a variant without its own has that of the plan it is based on.

    Attributes:
        before_h: when who is not safe is too late, h after the start, in every zone without its own hour.
        risk: chance that who stays dies, likewise.
        zones: code of a zone to its own ``before_h`` and ``risk``, each perhaps None.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="threat")
    before_h = models.FloatField(null=True, blank=True)
    risk = models.FloatField(null=True, blank=True)
    zones = models.JSONField(default=dict, blank=True)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.plan}"


class Fleet(Versioned):
    """Vehicles and receiving places for who cannot leave a plan's area alone; a variant inherits as for its threat.

    Attributes:
        content: YAML, as :func:`weerbaar.evacuation.means.read_means` reads it.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="fleet")
    content = models.TextField()
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.plan}"


class Question(Versioned):
    """What a region writes down before it decides, one in each round.

    Attributes:
        content: YAML, as :func:`weerbaar.evacuation.decision.read_question` reads it.
        forecast_csv: members of the ensemble forecast that the text refers to; empty where it states chances itself.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="evacuation_question")
    content = models.TextField()
    forecast_csv = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.round}"


class InputKind(models.TextChoices):
    """What an input file holds."""

    FLOOD = "flood"
    PEOPLE = "people"
    PLACES = "places"
    MAPPING = "mapping"


class InputFile(models.Model):
    """A file that plans are held against, read and checked once; never changed. A better one is another row.

    Attributes:
        kind: a flood; people by place; postal codes by zone; which effect answers which criterion.
        name: for people.
        file: name of the file that it was read from; empty for one that comes with Weerbaar.
        sha256: of the content as it is kept, in the store of attachments: a flood packed, the others as they came.
        facts: what a list shows of it, as ``input_files.py`` writes it.
        level: who may not see this, does not see what follows from it either.
        removed: when it was taken away from the pages.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evacuation_files")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in InputKind])
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return self.name
