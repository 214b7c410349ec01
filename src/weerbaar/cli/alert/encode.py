# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert encode``: a text or draft as cell broadcast pages, and as the messages that carry them."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import carriers, given
from weerbaar.cli.alert.table import errors_as_json
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import print_json
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.area import Area
    from weerbaar.alerting.broadcast import Pages, TextCost
    from weerbaar.alerting.broadcast import Schedule as Repeated
    from weerbaar.base import Lang

_LAST = 65_535


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``encode`` to the parser of ``weerbaar alert``."""
    help_text = "tekst of concept als pagina’s van cell broadcast | text or draft as cell broadcast pages"
    command = actions.add_parser("encode", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.encode", "run_encode"))
    command.add_argument("text", metavar="TEKST", help="tekst, bestand, concept (.yaml) of - | text, file, draft or -")
    command.add_argument(
        "--hours",
        type=options.number_between(0.02, 24),
        default=2.0,
        metavar="UUR",
        help="duur, als er geen concept is (2) | duration where there is no draft",
    )
    command.add_argument(
        "--identifier",
        type=options.whole_number(1, _LAST),
        metavar="N",
        help="berichtnummer (4371, of dat van het concept) | message identifier",
    )
    command.add_argument(
        "--serial", type=options.whole_number(0, _LAST), default=0x4000, metavar="N", help="volgnummer | serial number"
    )
    carriers.add_options(command)
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_encode(arguments: argparse.Namespace) -> int:
    """Print the pages of a text with what they cost and how they are repeated."""
    from weerbaar.alerting.broadcast import NL_ALERT, encode_pages, encode_warning_area, plan, text_cost

    lang: Lang = arguments.lang
    starts = given.now()
    ends = starts + timedelta(hours=arguments.hours)
    identifier, area = arguments.identifier or NL_ALERT, None
    if arguments.text.endswith((".yaml", ".yml")) and given.is_file(arguments.text):
        from weerbaar.alerting.broadcast import identifiers_of
        from weerbaar.alerting.compose import broadcast_text, read_draft

        draft = read_draft(Path(arguments.text))
        text, area = broadcast_text(draft.texts), draft.area
        starts, ends = draft.starts, draft.expires
        identifier = arguments.identifier or identifiers_of(str(draft.level)).local[0]
    elif given.is_file(arguments.text):
        text = given.read_words(arguments.text).strip()
    else:
        text = arguments.text.replace("\\n", "\n")
    if not text:
        raise options.refused(arguments.text or "TEKST", "er is geen tekst.", "there is no text.")
    cost, pages = text_cost(text), encode_pages(text)
    repeated = plan(len(pages.pages), starts, ends)
    outline = b"" if area is None else encode_warning_area(_fitting(area))
    carried = carriers.carried(arguments, pages, repeated, identifier, outline)
    if arguments.json:
        print_json(_as_json(text, cost, pages, repeated, identifier, outline, carried))
    else:
        print(printable("\n".join(_lines(cost, pages, repeated, identifier, outline, carried, lang))))
    return 0


def _fitting(area: Area) -> Area:
    """Return an area whose outline phones can be sent."""
    from weerbaar.alerting.area import simplify_outward

    return simplify_outward(area).area


def _lines(
    cost: TextCost,
    pages: Pages,
    repeated: Repeated,
    identifier: int,
    outline: bytes,
    carried: dict[str, bytes],
    lang: Lang,
) -> list[str]:
    nl = lang == "nl"
    size = f"{cost.characters} {'tekens' if nl else 'characters'}"
    if cost.coding == "gsm":
        size += f", {cost.septets} septets, GSM"
    else:
        size += ", UCS-2"
    lines = [
        f"{size}, {len(pages.pages)} {'pagina(’s)' if nl else 'page(s)'}, dcs 0x{pages.dcs:02x}",
        f"{'berichtnummer' if nl else 'message identifier'} {identifier}",
        f"2G: {'elke' if nl else 'every'} {repeated.period_2g} × 1,883 s, {repeated.broadcasts_2g} ×"
        if nl
        else f"2G: every {repeated.period_2g} × 1.883 s, {repeated.broadcasts_2g} ×",
        f"4G/5G: {'elke' if nl else 'every'} {repeated.period_s} s, {repeated.broadcasts_s} ×",
    ]
    for one in cost.expensive[:10]:
        instead = "" if one.replacement is None else f" → «{one.replacement}»"
        lines.append(f"{'duur teken' if nl else 'costly character'} «{one.character}» @{one.place}{instead}")
    lines += [f"{i:2}  {page.hex()}" for i, page in enumerate(pages.pages, 1)]
    if outline:
        lines.append(f"{'omtrek' if nl else 'outline'} ({len(outline)})  {outline.hex()}")
    return lines + [f"{name} ({len(octets)})  {octets.hex()}" for name, octets in carried.items()]


def _as_json(
    text: str,
    cost: TextCost,
    pages: Pages,
    repeated: Repeated,
    identifier: int,
    outline: bytes,
    carried: dict[str, bytes],
) -> dict[str, Any]:
    return {
        "text": text,
        "characters": cost.characters,
        "septets": cost.septets,
        "coding": cost.coding,
        "expensive": [
            {"place": e.place, "character": e.character, "replacement": e.replacement} for e in cost.expensive
        ],
        "dcs": pages.dcs,
        "message_identifier": identifier,
        "period_2g": repeated.period_2g,
        "broadcasts_2g": repeated.broadcasts_2g,
        "period_s": repeated.period_s,
        "broadcasts_s": repeated.broadcasts_s,
        "pages": [page.hex() for page in pages.pages],
        "warning_area": outline.hex(),
        **{name: octets.hex() for name, octets in carried.items()},
    }
