# SPDX-License-Identifier: EUPL-1.2
"""The entrance for uvicorn and other ASGI servers."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application

from weerbaar.workbench.accounts.body import LargestBody
from weerbaar.workbench.operations.threads import FewThreads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.workbench.settings")

_pages = LargestBody(
    FewThreads(get_asgi_application(), settings.THREADS),
    settings.LARGEST_UPLOAD + settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request, or start and stop what runs beside the pages."""
    if scope["type"] == "lifespan":
        # Needs the models, which are there only now.
        from weerbaar.workbench.process import lifespan

        await lifespan(receive, send)
    else:
        await _pages(scope, receive, send)
