# SPDX-License-Identifier: EUPL-1.2
"""Drafts as somebody fills them in, files to work with, and requests of people who do that."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from weerbaar.alerting.area import read_area
from weerbaar.alerting.compose import Draft
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.models import Use

SQUARE = "51.60,4.50 51.60,4.70 51.70,4.70 51.70,4.50"
BORDERS = """{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"statcode": "GM1709", "statnaam": "Moerdijk"}, "geometry":
  {"type": "Polygon", "coordinates": [[[4.4, 51.6], [4.7, 51.6], [4.7, 51.75], [4.4, 51.75], [4.4, 51.6]]]}},
 {"type": "Feature", "properties": {"statcode": "GM0758", "statnaam": "Breda"}, "geometry":
  {"type": "Polygon", "coordinates": [[[4.7, 51.5], [4.9, 51.5], [4.9, 51.75], [4.7, 51.75], [4.7, 51.5]]]}}]}"""
CONTACTS = """version: 1
numbers: [{number: 0900-1234, name: {nl: eigen nummer}, mark: derived}]
"""
SURVEY = "date,group,share,n\n2025-12-01,all,92%,1000\n"
POPULATION = "x,y,night,day\n100000,405000,5000,4000\n103000,408000,3000,6000\n"


def asked_by(user: User) -> HttpRequest:
    """Return a request of somebody."""
    request = RequestFactory(SERVER_NAME="127.0.0.1").post("/")
    request.user, request.session = user, SessionStore()
    return request


def begun(user: User, **values: Any) -> Use:
    """Begin a use in the region that tests are in, from the template of a fire."""
    given = {"region": "VR20", "status": "actual", "template_id": "brand-rook"} | values
    return draft_verbs.start(asked_by(user), **given)


def sound(use: Use) -> Draft:
    """Return the draft of a use, filled in so that the checks find no error."""
    draft = Draft.model_validate(use.draft)
    at = timezone.localtime(draft.starts)
    place = read_area(SQUARE)
    head = f"NL-Alert {at:%d-%m-%Y %H:%M}:"
    texts = Text(
        nl=f"{head} Brand met veel rook in Zevenbergen. Blijf uit de rook. Ga naar binnen. Sluit ramen en deuren. Zet"
        " ventilatie uit. Bel 112 alleen als er iemand in gevaar is. Meer informatie van Veiligheidsregio Midden- en"
        " West-Brabant: vrmwb.nl.",
        en=f"{head} Fire with a lot of smoke in Zevenbergen. Stay out of the smoke. Go inside. Close windows and doors."
        " Switch off ventilation. Call 112 only if someone is in danger. More information from Veiligheidsregio"
        " Midden- en West-Brabant: vrmwb.nl.",
    )
    area = type(place)(Text(nl="Zevenbergen"), place.polygons)
    return draft.model_copy(update={"texts": texts, "area": area, "expires": draft.starts + timedelta(hours=3)})


def posted(use: Use, **values: str) -> dict[str, str]:
    """Return what the form of a draft sends: as it was saved, with other values."""
    draft = Draft.model_validate(use.draft)
    form = {
        "nl": draft.texts.nl,
        "en": draft.texts.en,
        "area": SQUARE,
        "area_nl": draft.area.description.nl,
        "area_en": draft.area.description.en,
        "least_share": "25",
        "kind": draft.kind,
        "level": str(draft.level),
        "urgency": draft.urgency,
        "certainty": draft.certainty,
        "starts": f"{timezone.localtime(draft.starts):%Y-%m-%dT%H:%M}",
        "expires": f"{timezone.localtime(draft.expires):%Y-%m-%dT%H:%M}",
        "sender_name": draft.sender_name,
        "more_info": draft.more_info,
        "phones": ", ".join(draft.phones),
        "version": str(use.version),
    }
    return form | values


def network_file(folder: Path, cells: int = 3_000, seed: int = 4) -> bytes:
    """Return a made-up network as a file."""
    from weerbaar.alerting.cells import made_up_network, write_network

    path = folder / "netwerk.csv"
    write_network(made_up_network(cells, seed), path)
    return path.read_bytes()
