# SPDX-License-Identifier: EUPL-1.2
"""The remarks on a scenario as its page shows them: in threads, by section, and whether the text changed since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from weerbaar.workbench.library.models import Comment, Scenario


@dataclass
class Thread:
    """A remark with its answers.

    Attributes:
        outdated: the text it is about is no longer as it was.
    """

    first: Comment
    outdated: bool
    answers: list[Comment] = field(default_factory=list)


def threads_of(row: Scenario) -> dict[str, list[Thread]]:
    """Return the threads by section (empty: the whole scenario), open ones first. Three queries at most."""
    remarks = list(row.comments.select_related("author", "resolved_by").order_by("created", "pk"))
    versions = {r.version for r in remarks if r.parent_id is None} - {row.version}
    older = (
        {
            version: (story, nl, en)
            for version, story, nl, en in row.history.filter(version__in=versions).values_list(
                "version", "story", "title_nl", "title_en"
            )
        }
        if versions
        else {}
    )
    threads: dict[int, Thread] = {}
    found: dict[str, list[Thread]] = defaultdict(list)
    for remark in remarks:
        if remark.parent_id is None:
            threads[remark.pk] = thread = Thread(remark, _outdated(row, remark, older))
            found[remark.section].append(thread)
    for remark in remarks:
        if remark.parent_id is not None:
            threads[remark.parent_id].answers.append(remark)
    return {section: sorted(there, key=lambda t: t.first.resolved is not None) for section, there in found.items()}


def _outdated(row: Scenario, remark: Comment, older: dict[int, tuple[dict[str, object], str, str]]) -> bool:
    """Whether the section, or the whole text, differs from that of the version it was written on."""
    if remark.version == row.version:
        return False
    if remark.version not in older:
        return True
    story, nl, en = older[remark.version]
    if remark.section:
        return story.get(remark.section) != row.story.get(remark.section)
    return (story, nl, en) != (row.story, row.title_nl, row.title_en)
