# SPDX-License-Identifier: EUPL-1.2
"""Documents on their way to a browser: to look at in a frame of their own, or to keep as a file."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote

from django.http import HttpResponse

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def preview(content: bytes) -> HttpResponse:
    """Return a document of :func:`weerbaar.report.render_html` for a sandboxed frame.

    Its own style sheet is allowed by its hash; scripts, forms and everything from elsewhere are not.
    """
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    sums = [f"'sha256-{_sum(style)}'" for style in _STYLE.findall(content)] or ["'none'"]
    response["Content-Security-Policy"] = "; ".join(
        [
            "default-src 'none'",
            f"style-src {' '.join(sums)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox",
        ]
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file to keep; a browser opens none of it in the workbench itself."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename=\"{_plain(name)}\"; filename*=UTF-8''{quote(name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _sum(style: bytes) -> str:
    return base64.b64encode(hashlib.sha256(style).digest()).decode()


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
