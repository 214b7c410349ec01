# SPDX-License-Identifier: EUPL-1.2
"""Nothing is sent into the network that the workbench itself stands in."""

from __future__ import annotations

import socket

import pytest

from weerbaar.workbench.exchange import targets
from weerbaar.workbench.exchange.targets import ForbiddenTargetError, resolved, target_of

INSIDE = (
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2001:0:53aa:64c:0:0:f5ff:fffe",
    "fec0::1",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b:1::7f00:1",
)
NEVER = ("169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "fd00:ec2::254", "::ffff:169.254.169.254")


def stands_for(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name stand for these addresses."""

    def found(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(targets.socket, "getaddrinfo", found)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stands_for(monkeypatch, address)
    with pytest.raises(ForbiddenTargetError, match="private network"):
        resolved(target_of("https://voorbeeld.nl/haak"))


def test_one_inside_among_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    stands_for(monkeypatch, "93.184.215.14", "10.0.0.1")
    with pytest.raises(ForbiddenTargetError):
        resolved(target_of("https://voorbeeld.nl/"))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_an_address_outside_is_the_one_that_is_used(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stands_for(monkeypatch, address)
    assert str(resolved(target_of("https://voorbeeld.nl/"))) == address


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fc00::1"])
def test_an_installation_may_allow_its_own_network(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(targets.PRIVATE, "1")
    stands_for(monkeypatch, address)
    assert str(resolved(target_of("http://binnen.voorbeeld.nl/"))) == address


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_allowed(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(targets.PRIVATE, "1")
    stands_for(monkeypatch, address)
    with pytest.raises(ForbiddenTargetError):
        resolved(target_of("https://voorbeeld.nl/"))


@pytest.mark.parametrize(
    "url",
    [
        "http://voorbeeld.nl/",
        "ftp://voorbeeld.nl/",
        "file:///etc/passwd",
        "https://",
        "https://naam:geheim@voorbeeld.nl/",
        "https://voorbeeld.nl:99999/",
        "https://[::1/",
        "https://voorbeeld.nl/een twee",
        "https://voorbeeld.nl/\r\nX: y",
        "https://voorbeeld.nl/é",
        "gewoon tekst",
    ],
)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(ForbiddenTargetError):
        target_of(url)


def test_an_address_falls_apart_in_its_parts() -> None:
    found = target_of("https://Voorbeeld.nl:8443/haak?a=1#deel")
    assert (found.secure, found.host, found.port, found.path) == (True, "voorbeeld.nl", 8443, "/haak?a=1")
    assert found.authority == "voorbeeld.nl:8443"
    assert target_of("https://münchen.de").authority == "xn--mnchen-3ya.de"
    assert target_of("https://[2606:2800::1]/").authority == "[2606:2800::1]"


def test_a_name_without_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(targets.socket, "getaddrinfo", none)
    with pytest.raises(ForbiddenTargetError, match="has no address"):
        resolved(target_of("https://bestaat-niet.voorbeeld/"))
