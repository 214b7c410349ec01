# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert compose``: a draft from a template or a file: checked, counted, worded for every channel."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.table import counted, errors_as_json, finding_json, findings_lines
from weerbaar.cli.moment import NETHERLANDS, moment
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, json_result, wrapped
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting import Finding
    from weerbaar.alerting.compose import Draft, Template
    from weerbaar.base import Lang, Text

STATUSES = ("actual", "exercise", "test")


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``compose`` to the parser of ``weerbaar alert``."""
    help_text = "concept maken met een sjabloon, of controleren | make a draft with a template, or check one"
    command = actions.add_parser("compose", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.compose", "run_compose"))
    command.add_argument("draft", nargs="?", metavar="CONCEPT", help="bestand (.yaml) van het concept | draft file")
    command.add_argument("--list", action="store_true", help="sjablonen met hun velden | templates and their fields")
    command.add_argument(
        "--template", type=options.place, metavar="NAAM", help="nieuw concept: id, soort of eigen bestand | new draft"
    )
    for name, said in (("--set", "waarde van een veld | value of a field"), ("--set-en", "in het Engels | in English")):
        command.add_argument(name, action="append", default=[], metavar="VELD=TEKST", help=f"{said} (herhaalbaar)")
    command.add_argument(
        "--area", type=options.place, metavar="GEBIED", help="als bij weerbaar alert area | as with weerbaar alert area"
    )
    given.add_boundaries(command)
    command.add_argument("--region", type=options.place, metavar="CODE", help="VR01 … VR25 of NL")
    command.add_argument(
        "--sender", type=options.place, metavar="NAAM", help="afzender (de regio) | sender (the region)"
    )
    command.add_argument(
        "--id", type=options.place, metavar="ID", help="vaste naam van het bericht | lasting name of the alert"
    )
    command.add_argument("--status", choices=STATUSES, default="actual", help="echt, oefening of test (actual)")
    command.add_argument("--starts", type=moment, metavar="MOMENT", help="begin (nu) | start (now)")
    command.add_argument(
        "--hours", type=options.number_between(0.1, 24), default=2.0, metavar="UUR", help="duur (2) | duration (2)"
    )
    command.add_argument("--replaces", type=options.place, metavar="ID", help="eerder bericht | earlier alert")
    command.add_argument(
        "--contacts", type=options.place, metavar="BESTAND", help="eigen nummers en sites erbij | own numbers and sites"
    )
    command.add_argument("--overwrite", action="store_true", help="ook als het bestand er al is | also when it exists")
    command.add_argument("--cap", type=options.place, metavar="BESTAND", help="ook als CAP 1.2 | as CAP 1.2 too")
    command.add_argument("--channels", action="store_true", help="de tekst per kanaal | the text per channel")
    command.add_argument("--at", type=moment, metavar="MOMENT", help="moment van controle (nu) | moment (now)")
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_compose(arguments: argparse.Namespace) -> int:
    """Make or read a draft and print what there is to say of it; 1 when there is an error in it."""
    lang: Lang = arguments.lang
    if arguments.list:
        print(_templates_table(lang))
        return 0
    if not arguments.draft:
        raise refused(
            "CONCEPT",
            "geef het bestand van het concept, of --list voor de sjablonen.",
            "give the file of the draft, or --list for the templates.",
        )
    at = arguments.at or given.now()
    template: Template | None
    if arguments.template:
        draft, template = _made(arguments, arguments.starts or at)
    else:
        _refuse_idle_options(arguments)
        draft = _read(arguments.draft)
        template = None if draft.template is None else _template(draft.template)
    findings = _findings(draft, template, arguments.contacts, at)
    results = [(arguments.cap, _cap(draft, at))] if arguments.cap else []
    if arguments.template:
        _write(arguments.draft, draft, overwrite=arguments.overwrite)
    if arguments.json:
        write_results([*results, json_result(_as_json(draft, findings))], lang)
    else:
        write_results(results, lang, printable("\n".join(_lines(draft, findings, arguments))))
    return int(any(finding.level == "error" for finding in findings))


def _read(place: str) -> Draft:
    from weerbaar.alerting.compose import read_draft

    return read_draft(Path(place))


def _refuse_idle_options(arguments: argparse.Namespace) -> None:
    """Refuse what only counts for a new draft, rather than pass over it."""
    for name in ("set", "set_en", "area", "region", "sender", "id", "starts", "replaces"):
        if getattr(arguments, name):
            option = f"--{name.replace('_', '-')}"
            raise refused(option, "hoort bij --template.", "goes with --template.")


def _template(name: str) -> Template:
    """Return a template by its id, by the kind of incident when one template has it, or from a file of a region."""
    from weerbaar.alerting.compose import UnknownTemplateError, read_variant, template, templates

    if name.endswith((".yaml", ".yml")):
        return read_variant(Path(name))
    of_kind = [one for one in templates() if one.kind == name]
    try:
        return template(name)
    except UnknownTemplateError:
        if len(of_kind) == 1:
            return of_kind[0]
        raise


def _made(arguments: argparse.Namespace, starts: datetime) -> tuple[Draft, Template]:
    """Return a new draft with its template."""
    from weerbaar.alerting.area import area_of
    from weerbaar.alerting.compose import Draft, as_exercise, fill, sender_of
    from weerbaar.base import Text, YamlSource, validate

    template = _template(arguments.template)
    local = starts.astimezone(NETHERLANDS).replace(second=0, microsecond=0)
    region = arguments.region or ""
    sender, site = sender_of(region)
    if arguments.sender:
        sender = Text(nl=arguments.sender)
    proposed = {
        "date": Text(nl=f"{local:%d-%m-%Y}"),
        "time": Text(nl=f"{local:%H:%M}"),
        "sender": sender,
        "site": Text(nl=site),
    }
    values = {name: text for name, text in proposed.items() if template.field(name) is not None}
    values |= _values(arguments.set, arguments.set_en)
    texts = fill(template, values)
    level = template.level if arguments.status == "actual" else arguments.status
    if arguments.status == "exercise":
        texts = as_exercise(texts)
    if arguments.area:
        area = given.area_of(arguments.area, arguments.boundaries)
    elif region == "NL":
        area = area_of("NL", given.boundaries_of(arguments.boundaries))
    else:
        raise refused("--area", "geef het gebied.", "give the area.")
    data = {
        "id": arguments.id or f"{region or 'nl'}-{local:%Y%m%d-%H%M}".lower(),
        "region": region,
        "sender_name": sender.nl,
        "kind": template.kind,
        "level": level,
        "status": arguments.status,
        "area": area,
        "texts": texts,
        "starts": local,
        "expires": local + timedelta(hours=arguments.hours),
        "urgency": template.urgency,
        "more_info": values["site"].nl if "site" in values else "",
        "phones": [values[f.id].nl for f in template.fields if f.type == "phone"],
        "template": template.id,
        "replaces": arguments.replaces,
    }
    return validate(Draft, YamlSource(arguments.draft, data, {})), template


def _values(dutch: Sequence[str], english: Sequence[str]) -> dict[str, Text]:
    """Return what ``--set`` and ``--set-en`` give."""
    from weerbaar.base import Text

    pairs: list[dict[str, str]] = []
    for option, words in (("--set", dutch), ("--set-en", english)):
        found: dict[str, str] = {}
        for word in words:
            name, equals, text = word.partition("=")
            if not equals or not name.strip():
                raise refused(f"{option} {word}", "schrijf veld=tekst.", "write field=text.")
            found[name.strip()] = text.strip()
        pairs.append(found)
    idle = next((name for name in pairs[1] if name not in pairs[0]), None)
    if idle is not None:
        raise refused(
            f"--set-en {idle}", "geef ook de Nederlandse tekst met --set.", "give the Dutch text too (--set)."
        )
    return {name: Text(nl=text, en=pairs[1].get(name, "")) for name, text in pairs[0].items()}


def _write(place: str, draft: Draft, *, overwrite: bool) -> None:
    from weerbaar.alerting.compose import write_draft

    path = Path(place)
    if os.path.lexists(path) and not overwrite:
        raise refused(
            place,
            "bestaat al; kies een andere naam of geef --overwrite.",
            "exists already; choose another name or give --overwrite.",
        )
    write_draft(path, draft)


def _findings(draft: Draft, template: Template | None, contacts: str | None, at: datetime) -> list[Finding]:
    from weerbaar.alerting.area import gazetteer
    from weerbaar.alerting.compose import check_draft, official_contacts, read_contacts

    known = official_contacts() if contacts is None else read_contacts(Path(contacts))
    return check_draft(draft, contacts=known, now=at, gazetteer=gazetteer(), template=template)


def _cap(draft: Draft, at: datetime) -> bytes:
    from weerbaar.alerting.cap import write_alert
    from weerbaar.alerting.compose import to_cap

    return write_alert(to_cap(draft, at))


def _templates_table(lang: Lang) -> str:
    from weerbaar.alerting.compose import templates

    nl = lang == "nl"
    rows = [("Sjabloon", "Soort", "Niveau", "Velden") if nl else ("Template", "Kind", "Level", "Fields")]
    rows += [
        (one.id, one.kind, str(one.level), " ".join(f.id for f in one.fields if f.id not in ("date", "time")))
        for one in templates()
    ]
    return "\n".join(columns(rows))


def _lines(draft: Draft, findings: list[Finding], arguments: argparse.Namespace) -> list[str]:
    from weerbaar.alerting.broadcast import text_cost
    from weerbaar.alerting.compose import broadcast_text, kind_name

    lang: Lang = arguments.lang
    nl = lang == "nl"
    cost = text_cost(broadcast_text(draft.texts))
    kind = kind_name(draft.kind).name.in_(lang)
    lines = [
        f"{draft.id}: {kind}, {draft.region}, {'niveau' if nl else 'level'} {draft.level}, {draft.status}",
        f"{given.dutch(draft.starts)} – {given.dutch(draft.expires)}",
        "",
        *wrapped(draft.texts.nl),
    ]
    if draft.texts.en:
        lines += ["***", *wrapped(draft.texts.en)]
    size = f"{cost.septets} septets" if cost.coding == "gsm" else "UCS-2"
    lines += [
        "",
        f"{cost.characters} {'tekens' if nl else 'characters'}, {size}, {cost.pages} {'pagina’s' if nl else 'pages'}",
        *_parts_lines(draft, lang),
        counted(findings, lang) + ".",
        *findings_lines(findings, lang),
    ]
    if arguments.channels:
        lines += _channel_lines(draft, lang)
    return lines


def _parts_lines(draft: Draft, lang: Lang) -> list[str]:
    """Return for each language which of the six parts are there: ``+`` yes, ``-`` no, ``?`` doubtful."""
    from weerbaar.alerting.compose import PART_NAMES, six_parts

    marks = {"present": "+", "absent": "-"}
    lines = []
    languages: tuple[Lang, ...] = ("nl", "en")
    for one in languages:
        text = draft.texts.nl if one == "nl" else draft.texts.en
        if text:
            read = six_parts(text, one).readings
            said = "  ".join(f"{marks.get(r.state, '?')} {PART_NAMES[part].in_(lang)}" for part, r in read.items())
            lines += wrapped(f"{one}: {said}")
    return lines


def _channel_lines(draft: Draft, lang: Lang) -> list[str]:
    from weerbaar.alerting.compose import CHANNEL_NAMES, consistency_findings, render

    texts = render(draft)
    lines: list[str] = []
    for one in texts:
        lines += ["", f"== {CHANNEL_NAMES[one.channel].in_(lang)} ({one.lang}) ==", *wrapped(one.text)]
    return lines + findings_lines(consistency_findings(draft, texts), lang)


def _as_json(draft: Draft, findings: list[Finding]) -> dict[str, Any]:
    from weerbaar.alerting.broadcast import text_cost
    from weerbaar.alerting.compose import PARTS, broadcast_text, render, six_parts

    cost = text_cost(broadcast_text(draft.texts))
    languages: tuple[Lang, Lang] = ("nl", "en")
    return {
        "draft": draft.model_dump(mode="json"),
        "characters": cost.characters,
        "septets": cost.septets,
        "coding": cost.coding,
        "pages": cost.pages,
        "parts": {
            lang: {part: six_parts(text, lang).readings[part].state for part in PARTS}
            for lang in languages
            if (text := draft.texts.nl if lang == "nl" else draft.texts.en)
        },
        "findings": [finding_json(finding) for finding in findings],
        "channels": [{"channel": t.channel, "language": t.lang, "text": t.text} for t in render(draft)],
    }
