# SPDX-License-Identifier: EUPL-1.2
"""A channel for exercises and a real one never lead to one program, however the address of this machine is written."""

from __future__ import annotations

import re
import socket

import pytest

from weerbaar.alerting.delivery import WrongPurposeError
from weerbaar.alerting.delivery.recipients import Recipient, check_apart, may_be_here

EXERCISE = Recipient("oefen", "127.0.0.1", frozenset({48_049}))


def own_addresses() -> list[str]:
    """Addresses of this machine besides the loopback, as the system tells them without asking anybody."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.8.9.10", "::1", "0.0.0.0", "::", "127.1", "2130706433", "0x7f000001", "::ffff:127.0.0.1"),
        *("localhost", "bsc.example.org", "1.example", "", "a" * 300, "böse..naam", *own_addresses()),
    ],
)
def test_this_machine_however_it_is_written_and_every_name(host: str) -> None:
    assert may_be_here(host)
    with pytest.raises(WrongPurposeError, match=re.escape('real channel "echt"')):
        check_apart(EXERCISE, [Recipient("echt", host, frozenset({4264, 48_049}))])
    check_apart(EXERCISE, [Recipient("echt", host, frozenset({4264, 12_345}))])


@pytest.mark.parametrize("host", ["203.0.113.9", "198.51.100.7", "2001:db8::1"])
def test_another_machine_may_have_the_same_port(host: str) -> None:
    assert not may_be_here(host)
    check_apart(EXERCISE, [Recipient("echt", host, EXERCISE.ports)])
