# SPDX-License-Identifier: EUPL-1.2
"""The documents of a round out of the workbench, in a zip: without what may not leave, and noted in the log."""

from __future__ import annotations

from django.http import HttpRequest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities.archives import zipped
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.storing import acting
from weerbaar.workbench.capabilities.withholding import text_may_be_read
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import say


def exportable(user: User, round_: Round) -> tuple[list[Document], list[Document]]:
    """Return the documents that go into a zip, and those that stay: what is more confidential than the round itself.

    Documents that this person may not know of are in neither.
    """
    level = user.clearance
    hidden = desk_of(round_, level).hidden
    rows = list(round_.documents.filter(level__lte=level))
    goes = [row for row in rows if text_may_be_read(row, min(level, max(round_.level, Level.INTERNAL)), hidden)]
    return goes, [row for row in rows if row not in goes]


def take_out(request: HttpRequest, round_: Round) -> tuple[str, bytes]:
    """Return name and content of a zip with the documents that may leave."""
    documents, withheld = exportable(acting(request), round_)
    content = zipped(documents)
    log.record(
        request,
        "capabilities.exported",
        round_=round_,
        level=max((d.text_level for d in documents), default=0),
        documents=[d.name for d in documents],
        withheld=len(withheld),
    )
    return f"{round_.slug}-{say('capaciteiten', 'capabilities')}.zip", content
