# SPDX-License-Identifier: EUPL-1.2
"""The feeds of this workbench: published after every change in the register, and kept in memory to be served."""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from weerbaar.alerting.cap import SigningError, load_certificate, load_signing_key
from weerbaar.alerting.feeds import FeedError, Signer, Site, load_site, publish
from weerbaar.workbench.alerts.uses import all_uses

log = logging.getLogger(__name__)
_KEY, _CERTIFICATE = "feeds-key.pem", "feeds-certificate.pem"
_INDEX = "index.json"

_lock = threading.Lock()
_loaded: tuple[Path, tuple[int, int], Site] | None = None


def folder() -> Path:
    """Return the folder of the feeds."""
    return Path(settings.DATA) / "alerts" / "feeds"


def address() -> str:
    """Return the address under which the feeds are served: ``FEEDS_URL`` of the settings, or this workbench's own."""
    given = str(getattr(settings, "FEEDS_URL", ""))
    if given:
        return given
    scheme = "https" if settings.HTTPS else "http"
    host = next((host for host in settings.ALLOWED_HOSTS if host and not host.startswith((".", "*"))), "localhost")
    return f"{scheme}://{host}/nl-alert/actueel/feeds"


def signer() -> Signer | None:
    """Return what signs the feeds; None where the data folder holds no key with a certificate.

    Raises:
        SigningError: the key or the certificate cannot be used.
    """
    key, certificate = (Path(settings.DATA) / "alerts" / name for name in (_KEY, _CERTIFICATE))
    if not (key.is_file() and certificate.is_file()):
        return None
    return Signer(load_signing_key(key.read_bytes()), load_certificate(certificate.read_bytes()))


def publish_now(now: datetime | None = None) -> tuple[str, ...]:
    """Write the feeds of what may be published, and return the ids of what is current.

    What goes wrong is in the log of the server and stops nobody: a broadcast does not wait for a web page.

    Args:
        now: the time; that of the clock where none is given.
    """
    try:
        site = publish(folder(), all_uses(), base_url=address(), now=now or timezone.now(), signer=signer())
    except (FeedError, SigningError) as error:
        log.error("nl-alert: %s", error.render("nl"))
        return ()
    except Exception:  # the desk publishes between two broadcasts
        log.exception("nl-alert: the feeds could not be published")
        return ()
    for finding in site.findings:
        log.warning("nl-alert: %s", finding.message.nl)
    return site.current


def site() -> Site | None:
    """Return the feeds, read again where they changed; None where nothing was published yet."""
    global _loaded
    there = folder()
    try:
        now = (there / _INDEX).stat()
    except OSError:
        return None
    seen = (now.st_mtime_ns, now.st_ino)
    with _lock:
        if _loaded is None or _loaded[:2] != (there, seen):
            before = _loaded[2] if _loaded is not None and _loaded[0] == there else None
            _loaded = (there, seen, load_site(there, before))
        return _loaded[2]
