# SPDX-License-Identifier: EUPL-1.2
"""The list of scenarios: filters and order, which stand in the address so that they are kept and can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.library.wording import KINDS, STATUSES
from weerbaar.workbench.rounds.comparison import PARAMETER
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say

_SORTS = {
    "titel": ("title_nl", "slug"),
    "thema": ("theme_nl", "title_nl"),
    "soort": ("kind", "title_nl"),
    "status": ("status", "title_nl"),
    "toetsing": ("review_state", "title_nl"),
    "gewijzigd": ("written", "slug"),
    "opmerkingen": ("open_comments", "title_nl"),
    "rubricering": ("level", "title_nl"),
}


@dataclass(frozen=True)
class Filters:
    """What the list shows, and in which order; every value is one that exists, or empty."""

    theme: str = ""
    kind: str = ""
    status: str = ""
    state: str = ""
    mine: bool = False
    sort: str = ""
    compare: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """Return the filters in an address; what is none is left out."""
        sort = query.get("sorteer", "")
        return cls(
            theme=query.get("thema", "")[:300].replace("\0", ""),
            kind=query.get("soort", "") if query.get("soort") in KINDS else "",
            status=query.get("status", "") if query.get("status") in STATUSES else "",
            state=query.get("toetsing", "") if query.get("toetsing") in ReviewState.values else "",
            mine=query.get("mijn", "") == "1",
            sort=sort if sort.removeprefix("-") in _SORTS else "",
            compare=query.get(PARAMETER, "")[:80].replace("\0", ""),
        )

    def query(self, **other: str) -> str:
        """Return the filters as they stand in an address, with ``?``; some replaced. Empty where there are none."""
        given = {
            "thema": self.theme,
            "soort": self.kind,
            "status": self.status,
            "toetsing": self.state,
            "mijn": "1" if self.mine else "",
            "sorteer": self.sort,
            PARAMETER: self.compare,
            **other,
        }
        found = urlencode({name: value for name, value in given.items() if value})
        return f"?{found}" if found else ""

    @property
    def narrow(self) -> bool:
        """Whether they leave anything out."""
        return bool(self.theme or self.kind or self.status or self.state or self.mine)


def scenarios(user: User, round_: Round, filters: Filters) -> QuerySet[Scenario]:
    """Return what the list shows, in its order; without the storylines, which are long."""
    gone = filters.status == WITHDRAWN
    rows = visible(user, round_, withdrawn=gone).defer("story", "links", "vital", "sources", "note_nl", "note_en")
    if filters.theme:
        rows = rows.filter(Q(theme_nl=filters.theme) | Q(theme_en=filters.theme))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.state:
        rows = rows.filter(review_state=filters.state)
    if filters.mine:
        rows = rows.filter(author=user)
    rows = rows.select_related("author").annotate(
        open_comments=Count("comments", filter=Q(comments__parent__isnull=True, comments__resolved__isnull=True))
    )
    down = filters.sort.startswith("-")
    order = [F(name) for name in _SORTS.get(filters.sort.removeprefix("-"), _SORTS["titel"])]
    return rows.order_by(*(field.desc() if down else field.asc() for field in order))


def neighbours(user: User, round_: Round, filters: Filters, slug: str) -> tuple[Scenario | None, Scenario | None]:
    """Return the scenarios before and after one in the list as it is filtered; None where there is none."""
    rows = list(scenarios(user, round_, filters).values_list("slug", flat=True))
    if slug not in rows:
        return None, None
    at = rows.index(slug)
    near = [rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows)]
    found = {
        row.slug: row
        for row in visible(user, round_, withdrawn=True)
        .filter(slug__in=near)
        .only("slug", "title_nl", "title_en", "level")
    }
    before = found[rows[at - 1]] if at > 0 else None
    after = found[rows[at + 1]] if at + 1 < len(rows) else None
    return before, after


def themes(user: User, round_: Round) -> list[tuple[str, str]]:
    """Return the themes there are: what stands in the address, and the words of the page."""
    pairs = visible(user, round_).exclude(theme_nl="").order_by().values_list("theme_nl", "theme_en").distinct()
    named = {nl: (en if language() == "en" and en else nl) for nl, en in pairs}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


@dataclass(frozen=True)
class Column:
    """The head of a column: what it is called and where its sorting leads."""

    label: str
    address: str
    direction: str

    @property
    def arrow(self) -> str:
        """The direction as a sign."""
        return {"ascending": "▲", "descending": "▼"}.get(self.direction, "")


def columns(filters: Filters) -> list[Column]:
    """Return the heads of the table; the one it is sorted by turns the order round."""
    labels = {
        "titel": say("Titel", "Title"),
        "thema": say("Thema", "Theme"),
        "soort": say("Soort", "Kind"),
        "status": say("Status", "Status"),
        "toetsing": say("Toetsing", "Review"),
        "gewijzigd": say("Laatst gewijzigd", "Last changed"),
        "opmerkingen": say("Opmerkingen", "Remarks"),
        "rubricering": say("Rubricering", "Level"),
    }
    current = filters.sort or "titel"
    found = []
    for name, label in labels.items():
        direction = "" if current.removeprefix("-") != name else "descending" if current[0] == "-" else "ascending"
        turned = f"-{name}" if direction == "ascending" else name
        found.append(Column(label, filters.query(sorteer=turned) or "?", direction))
    return found


def compared(user: User, rows: list[Scenario], earlier: Round) -> dict[str, str]:
    """Return for each scenario what it is compared with an earlier round: ``new``, ``changed`` or ``same``."""
    fields = ("title_nl", "title_en", "theme_nl", "theme_en", "kind", "status", "story", "links", "vital", "sources")
    there = {v[0]: v[1:] for v in visible(user, earlier).values_list("slug", *fields)}
    here = {v[0]: v[1:] for v in Scenario.objects.filter(pk__in=[row.pk for row in rows]).values_list("slug", *fields)}
    return {
        slug: "new" if slug not in there else "same" if there[slug] == content else "changed"
        for slug, content in here.items()
    }
