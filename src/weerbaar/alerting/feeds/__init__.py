# SPDX-License-Identifier: EUPL-1.2
"""Feeds: what people had on their phones, for everybody else, as files that any web server can serve under load.

In: the uses in the register. Out: a folder with CAP files, Atom, RSS, GeoJSON, the JSON that clients of NL-Alert poll,
texts for boards, screens and sites, and a signed index; and a server for it. OASIS CAP Feeds 1.0, RFC 4287, RFC 7946.
"""

from weerbaar.alerting.feeds.index import verify_site
from weerbaar.alerting.feeds.loading import Site, load_site
from weerbaar.alerting.feeds.published import Published, Standing, UnpublishableError, published_from, standings
from weerbaar.alerting.feeds.server import FeedApp, serve
from weerbaar.alerting.feeds.serving import Reply, answer
from weerbaar.alerting.feeds.signer import Signer
from weerbaar.alerting.feeds.site import PublishedSite, publish
from weerbaar.alerting.feeds.writing import FeedError

__all__ = [
    "FeedApp",
    "FeedError",
    "Published",
    "PublishedSite",
    "Reply",
    "Signer",
    "Site",
    "Standing",
    "UnpublishableError",
    "answer",
    "load_site",
    "publish",
    "published_from",
    "serve",
    "standings",
    "verify_site",
]
