# SPDX-License-Identifier: EUPL-1.2
"""Documents on their way to a browser may do nothing there."""

from __future__ import annotations

import base64
import hashlib

from weerbaar.workbench.reports.responses import download, preview


def test_a_preview_may_use_its_own_style_and_nothing_else() -> None:
    style = b"\np { color: red }\n"
    response = preview(b"<!DOCTYPE html><style>" + style + b"</style><p>Stuk")
    policy = response["Content-Security-Policy"]
    assert f"style-src 'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert policy.endswith("sandbox")
    assert "frame-ancestors 'self'" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "style-src 'none'" in preview(b"<p>Stuk")["Content-Security-Policy"]


def test_a_download_is_kept_and_not_opened() -> None:
    response = download(b"x", "jaar 2012’s.pdf", "application/pdf")
    assert response["Content-Disposition"].startswith('attachment; filename="jaar_2012_s.pdf"; filename*=UTF-8')
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Type"] == "application/pdf"
