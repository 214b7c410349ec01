# SPDX-License-Identifier: EUPL-1.2
"""The address in the log is that of the visitor, and no visitor can choose it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from weerbaar.workbench.audit.address import address_of, is_direct_from_this_machine


def asked(remote: str, forwarded: str | None = None, **headers: str) -> HttpRequest:
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **more, **headers)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "192.0.2.7", None, "192.0.2.7"),
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        (1, "10.0.0.1", None, "10.0.0.1"),
        (1, "10.0.0.1", "<script>", "10.0.0.1"),
        (1, "10.0.0.1", "198.51.100.1:5678", "198.51.100.1"),
        (1, "::1", "[2001:db8::5]:443", "2001:db8::5"),
        (1, "::1", "2001:0db8::0005", "2001:db8::5"),
        (0, "", None, ""),
    ],
)
def test_only_proxies_of_our_own_are_believed(
    settings: Any, proxies: int, remote: str, forwarded: str | None, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert address_of(asked(remote, forwarded)) == address


@pytest.mark.parametrize(
    ("request_", "direct"),
    [
        (asked("127.0.0.1"), True),
        (asked("::1"), True),
        (asked("192.0.2.7"), False),
        (asked(""), False),
        (asked("127.0.0.1", "198.51.100.1"), False),
        (asked("127.0.0.1", HTTP_FORWARDED="for=198.51.100.1"), False),
        (asked("127.0.0.1", HTTP_VIA="1.1 proxy"), False),
    ],
)
def test_a_program_on_this_machine_comes_without_a_proxy(request_: HttpRequest, direct: bool) -> None:
    assert is_direct_from_this_machine(request_) is direct
