# SPDX-License-Identifier: EUPL-1.2
"""Scenarios with their storylines, and what belongs to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import Versioned


class ReviewState(models.TextChoices):
    """How far the text of a scenario is."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    RETURNED = "returned"
    APPROVED = "approved"

    @property
    def text(self) -> Text:
        """The state in words."""
        return _STATES[self]


_STATES = {
    ReviewState.DRAFT: Text(nl="concept", en="draft"),
    ReviewState.IN_REVIEW: Text(nl="ter toetsing", en="in review"),
    ReviewState.RETURNED: Text(nl="teruggegeven", en="returned"),
    ReviewState.APPROVED: Text(nl="goedgekeurd", en="approved"),
}


WITHDRAWN = "withdrawn"
"""Status of a scenario that was taken out of the round; a dossier knows no such status, and does not hold it."""


class Source(Versioned):
    """Where facts come from; one entry of ``sources.yaml``."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(max_length=80)
    title = models.TextField()
    author = models.TextField(blank=True)
    year = models.IntegerField(null=True, blank=True)
    reference = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="one_source_per_key")]

    def __str__(self) -> str:
        return self.title


class Scenario(Versioned):
    """One scenario of a round; fields as in :class:`weerbaar.dossier.Scenario`.

    Attributes:
        story: section of the storyline to ``{"nl": …, "en": …}``.
        status: as the library has it, or :data:`WITHDRAWN`.
        links: as the library writes them.
        author: who wrote the text last; somebody else reviews it.
        written: when that was; ``changed`` also moves when the review goes on.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scenarios")
    slug = models.SlugField(max_length=80)
    title_nl = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    theme_nl = models.CharField(max_length=300, blank=True)
    theme_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, default="hazard")
    kind_mark = models.CharField(max_length=20, default="found")
    status = models.CharField(max_length=10, default="active")
    round_label = models.CharField(max_length=60, blank=True)
    time_horizon_years = models.FloatField(null=True, blank=True)
    vital = models.JSONField(default=list)
    links = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    mark = models.CharField(max_length=20, default="found")
    note_nl = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    story = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    review_state = models.CharField(max_length=10, default=ReviewState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(auto_now=True)
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["round", "slug"], name="one_scenario_per_slug")]

    def __str__(self) -> str:
        return self.title_nl


class Review(models.Model):
    """What a second person said of one version of a scenario."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="reviews")
    version = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)


class Comment(models.Model):
    """A remark on one version of a scenario, or of one section of it; ``parent`` makes it an answer."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="comments")
    version = models.PositiveIntegerField()
    section = models.CharField(max_length=40, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    created = models.DateTimeField(auto_now_add=True)
    resolved = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["created"]


class Attachment(models.Model):
    """A file at a scenario. The content lies in the data folder under its SHA-256."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded = models.DateTimeField(auto_now_add=True)
    removed = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name"]


class SearchText(models.Model):
    """One section of one scenario in one language, made ready for searching; follows from the scenario.

    Attributes:
        section: of the storyline, or ``title``, ``theme`` or ``facts``.
        text: the folded words in order, with a space before, between and after them: `` de dijk breekt ``.
        stems: the stems of those words in the same way, each once.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="search_texts")
    section = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    text = models.TextField()
    stems = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "section", "language"], name="one_search_text_per_section")
        ]
