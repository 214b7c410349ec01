# SPDX-License-Identifier: EUPL-1.2
"""Start a round from an earlier one: its scenarios, sources, panel and weight profiles; never its answers."""

from __future__ import annotations

from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.library.models import Attachment, ReviewState, Scenario, Source
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Panelist
from weerbaar.workbench.scoring.panel import free_number

COPIED = (
    "slug",
    "title_nl",
    "title_en",
    "theme_nl",
    "theme_en",
    "kind",
    "kind_mark",
    "status",
    "round_label",
    "time_horizon_years",
    "vital",
    "links",
    "sources",
    "mark",
    "note_nl",
    "note_en",
    "story",
    "level",
)
"""Fields of a scenario that go along."""


def copy_content(earlier: Round, into: Round, *, by: User | None, clearance: int, keep_approval: bool) -> None:
    """Copy what a new round starts from; inside the transaction that made it.

    Args:
        earlier: round to copy from.
        into: the new, empty round.
        by: who asked for it.
        clearance: scenarios above this level stay behind, and links to them.
        keep_approval: texts that were approved count as approved; otherwise they are reviewed anew.
    """
    for source in earlier.sources.all():
        Source.objects.create(
            round=into,
            **{name: getattr(source, name) for name in ("key", "title", "author", "year", "reference")},
        )
    rows = [row for row in earlier.scenarios.all() if row.status in {"active", "draft"} and row.level <= clearance]
    known = {row.slug for row in rows}
    for row in rows:
        fields = {name: getattr(row, name) for name in COPIED}
        fields["links"] = [link for link in row.links if link["scenario"] in known]
        fields["round_label"] = row.round_label or earlier.label
        approved = keep_approval and row.review_state == ReviewState.APPROVED
        copy = Scenario(round=into, author=row.author or by, **fields)
        copy.review_state = ReviewState.APPROVED if approved else ReviewState.DRAFT
        copy.save()
        for file in row.attachments.filter(removed__isnull=True):
            Attachment.objects.create(
                scenario=copy,
                **{name: getattr(file, name) for name in ("name", "media_type", "size", "sha256", "uploaded_by")},
            )
    # A panelist without a login was imported: nobody could answer in that name.
    for panelist in earlier.panel.filter(user__isnull=False, user__is_active=True).select_related("user"):
        Panelist.objects.create(
            round=into,
            number=free_number(into),
            **{n: getattr(panelist, n) for n in ("user", "slug", "name_nl", "name_en", "kind", "weight")},
        )
        Grant.objects.get_or_create(
            user=panelist.user, role=Role.EXPERT, round=into, region=None, defaults={"granted_by": by}
        )
