# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, datetime

from weerbaar.alerting.compose import as_exercise, framed, sender_of
from weerbaar.base import Text

BODY = Text(nl="Verlaat Dorp voor 18:00.", en="Leave Dorp before 18:00.")


def test_a_body_gets_heading_sender_and_site_in_both_languages() -> None:
    found = framed(BODY, datetime(2026, 12, 1, 8, 5, tzinfo=UTC), Text(nl="Dorp"), "dorp.nl")
    assert found.nl == "NL-Alert 01-12-2026 09:05: Verlaat Dorp voor 18:00. Meer informatie van Dorp: dorp.nl."
    assert found.en == "NL-Alert 01-12-2026 09:05: Leave Dorp before 18:00. More information from Dorp: dorp.nl."


def test_an_exercise_says_so_after_the_heading() -> None:
    found = as_exercise(framed(BODY, datetime(2026, 7, 1, 8, 5, tzinfo=UTC), Text(nl="Dorp"), "dorp.nl"))
    assert found.nl.startswith("NL-Alert 01-07-2026 10:05: OEFENING OEFENING. Verlaat")
    assert found.in_("en").startswith("NL-Alert 01-07-2026 10:05: EXERCISE EXERCISE. Leave")
    assert as_exercise(Text(nl="Kop: tekst")).en == ""


def test_a_region_sends_for_itself_and_the_national_centre_for_the_country() -> None:
    sender, site = sender_of("VR20")
    assert sender.nl == "Veiligheidsregio Midden- en West-Brabant"
    assert site.endswith(".nl")
    assert sender_of("NL") == (Text(nl="Nationaal Crisiscentrum", en="National Crisis Centre"), "nctv.nl")
