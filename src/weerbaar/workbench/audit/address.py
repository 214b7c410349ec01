# SPDX-License-Identifier: EUPL-1.2
"""From which address a request came, also where proxies stand in front."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the address of the person or program that asked; empty where it is not known.

    ``TRUSTED_PROXIES`` says how many proxies of our own stand in front. Each adds the address it was asked from at
    the end of ``X-Forwarded-For``; what stands before those was sent along by the visitor and proves nothing.
    """
    direct = _cleaned(str(request.META.get("REMOTE_ADDR") or ""))
    count: int = settings.TRUSTED_PROXIES
    if count < 1:
        return direct
    named = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return (_cleaned(named[-count]) or direct) if len(named) >= count else direct


def is_direct_from_this_machine(request: HttpRequest) -> bool:
    """Return whether a program on this machine asked, without a proxy in between."""
    if any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")):
        return False
    direct = _cleaned(str(request.META.get("REMOTE_ADDR") or ""))
    return bool(direct) and ipaddress.ip_address(direct).is_loopback


def _cleaned(text: str) -> str:
    """Return an address without port and brackets; empty where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return ""
