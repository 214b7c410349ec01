# SPDX-License-Identifier: EUPL-1.2
"""Where a webhook may send to: never into the network that the workbench itself stands in.

Names are resolved once; the address that was judged is the one that is connected to, so that a name cannot point
elsewhere a moment later.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from weerbaar.base import Text, WeerbaarError

PRIVATE = "WEERBAAR_WEBHOOK_PRIVATE"
"""Environment variable: 1 allows addresses of this machine and of the organisation's own network, and plain http."""
TIMEOUT_S = 10.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
"""All that is handed out for the internet; Python also calls old site-local and IPv4-compatible addresses global."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenTargetError(WeerbaarError):
    """An address to which nothing may be sent."""


@dataclass(frozen=True)
class Target:
    """An address in parts.

    Attributes:
        path: with the query.
    """

    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What goes into the header ``Host``."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def private_allowed() -> bool:
    """Whether this installation may send within its own network."""
    return os.environ.get(PRIVATE, "").strip().lower() in {"1", "true", "yes", "on", "ja"}


def target_of(url: str) -> Target:
    """Return the parts of an address.

    Raises:
        ForbiddenTargetError: it is no https address, holds a name and password, or is not an address at all.
    """
    allowed = {"https", "http"} if private_allowed() else {"https"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ForbiddenTargetError(
            Text(nl="dit is geen geldig webadres.", en="this is not a valid web address.")
        ) from None
    if parts.scheme not in allowed:
        raise ForbiddenTargetError(
            Text(nl="alleen adressen die met https:// beginnen.", en="only addresses that begin with https://.")
        )
    if not parts.hostname or any(c.isspace() or not c.isprintable() for c in url):
        raise ForbiddenTargetError(Text(nl="dit is geen geldig webadres.", en="this is not a valid web address."))
    if parts.username is not None or parts.password is not None:
        raise ForbiddenTargetError(
            Text(nl="zet geen naam en wachtwoord in het adres.", en="put no name and password into the address.")
        )
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        host = parts.hostname.encode("idna").decode("ascii") if ":" not in parts.hostname else parts.hostname
        path.encode("ascii")
    except UnicodeError:
        raise ForbiddenTargetError(
            Text(
                nl="het adres bevat tekens die niet kunnen; schrijf ze met %.",
                en="the address holds characters that it cannot; write them with %.",
            )
        ) from None
    return Target(secure, host, port or (443 if secure else 80), path)


def resolved(target: Target) -> Address:
    """Return the first network address of a target, after judging every one that its name stands for.

    Raises:
        ForbiddenTargetError: one of them lies inside, or there is none.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ForbiddenTargetError(
            Text(nl=f"{target.host} heeft geen adres.", en=f"{target.host} has no address.")
        ) from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(_allowed(address) for address in addresses):
        raise ForbiddenTargetError(
            Text(
                nl=f"{target.host} ligt in een afgeschermd netwerk; daarheen wordt niets gestuurd.",
                en=f"{target.host} lies in a private network; nothing is sent there.",
            )
        )
    return addresses[0]


def _allowed(address: Address) -> bool:
    real = _embedded(address)
    if real.is_link_local or real.is_multicast or real.is_unspecified:
        # Among these is the address at which a cloud hands out its secrets: never.
        return False
    if real.is_global and (real.version == 4 or real in _GLOBAL_V6):
        return True
    return private_allowed() and (real.is_loopback or real.is_private) and not _metadata(real)


def _metadata(address: Address) -> bool:
    return str(address) == "fd00:ec2::254"


def _embedded(address: Address) -> Address:
    """Return the IPv4 address inside an IPv6 one, in every way in which it can be."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


def connection_to(target: Target, address: Address) -> http.client.HTTPConnection:
    """Return a connection, not yet open, to the address that was judged; certificates are checked on the name."""
    if target.secure:
        return _SecureConnection(target, address)
    return _PlainConnection(target, address)


class _PlainConnection(http.client.HTTPConnection):
    def __init__(self, target: Target, address: Address) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT_S)
        self._address = str(address)

    def connect(self) -> None:
        """Connect to the address and not to what the name stands for by now."""
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT_S)


class _SecureConnection(http.client.HTTPSConnection):
    def __init__(self, target: Target, address: Address) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=TIMEOUT_S, context=self._tls)
        self._address = str(address)

    def connect(self) -> None:
        """As above, with TLS around it."""
        plain = socket.create_connection((self._address, self.port), TIMEOUT_S)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
