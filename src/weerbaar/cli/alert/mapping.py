# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert map``: the published table from CAP to 3GPP, and what it makes of one message."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.check import MOST_BYTES
from weerbaar.cli.alert.table import errors_as_json, finding_json, findings_lines
from weerbaar.cli.moment import moment
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, print_json, wrapped
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.cap import Broadcast, Mapping3gpp
    from weerbaar.base import Lang

_ACTIONS = {
    "write": ("nieuw bericht uitzenden", "broadcast a new message"),
    "replace": ("eerder bericht vervangen", "replace the earlier message"),
    "kill": ("eerder bericht intrekken", "withdraw the earlier message"),
    "none": ("er wordt niets uitgezonden", "nothing is broadcast"),
}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``map`` to the parser of ``weerbaar alert``."""
    help_text = "wat een CAP-bericht wordt in de lucht | what a CAP message becomes on the air"
    command = actions.add_parser("map", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.mapping", "run_map"))
    command.add_argument(
        "file", nargs="?", metavar="BESTAND", help="CAP-bestand of -; zonder: de tabel | else the table"
    )
    command.add_argument("--practice", type=options.place, default="nl", metavar="NAAM", help="nl, eu of cmas (nl)")
    command.add_argument("--at", type=moment, metavar="MOMENT", help="vanaf wanneer (nu) | from when (now)")
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_map(arguments: argparse.Namespace) -> int:
    """Print the table, or the broadcasts of a message; 1 when something of it cannot be mapped."""
    from weerbaar.alerting.cap import map_to_broadcast, read_document

    lang: Lang = arguments.lang
    if arguments.file is None:
        if arguments.json:
            from weerbaar.alerting.cap import mapping_table

            print_json(mapping_table().model_dump(mode="json"))
        else:
            print(printable("\n".join(_table_lines(arguments.practice, lang))))
        return 0
    document = read_document(given.read_bytes(arguments.file, MOST_BYTES), arguments.file)
    found = map_to_broadcast(document.alert, arguments.practice, arguments.at or given.now())
    if arguments.json:
        print_json(_as_json(found))
    else:
        print(printable("\n".join(_lines(found, lang))))
    return int(any(finding.level == "error" for finding in found.findings))


def _table_lines(practice: str, lang: Lang) -> list[str]:
    from weerbaar.alerting.cap import UnknownPracticeError, mapping_table

    table = mapping_table()
    if practice not in table.practices:
        raise UnknownPracticeError(practice, tuple(table.practices))
    found = table.practices[practice]
    nl = lang == "nl"
    header = ("Als", "Eigen taal", "Andere taal", "Zekerheid") if nl else ("When", "Own language", "Other", "Certainty")
    rows = [header]
    for row in found.rows:
        when = row.when.model_dump(exclude_defaults=True, exclude_none=True)
        said = "; ".join(f"{name} = {_value(value)}" for name, value in when.items())
        rows.append((said or "-", str(row.local), str(row.additional or "-"), row.certainty))
    lines = [f"{practice}: {found.name.in_(lang)}", *columns(rows, right=(1, 2)), ""]
    for number, meaning in table.identifiers.items():
        lines += wrapped(f"{number}  {meaning.in_(lang)}")
    return lines


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return "/".join(str(part) for part in value) if isinstance(value, list) else str(value)


def _lines(found: Mapping3gpp, lang: Lang) -> list[str]:
    nl = lang == "nl"
    lines = [f"{found.practice}: {_ACTIONS[found.action][not nl]}"]
    header = ("Berichtnummer", "Taal", "dcs", "Pagina’s", "2G", "4G/5G", "Einde", "Zekerheid")
    if not nl:
        header = ("Identifier", "Language", "dcs", "Pages", "2G", "4G/5G", "End", "Certainty")
    if found.broadcasts:
        lines += columns([header, *(_row(one, nl) for one in found.broadcasts)], right=(0, 3))
    return lines + findings_lines(found.findings, lang)


def _row(one: Broadcast, nl: bool) -> tuple[str, ...]:
    language = ("andere" if nl else "other") if one.additional else ("eigen" if nl else "own")
    unit = "1,883" if nl else "1.883"
    return (
        str(one.message_identifier),
        language,
        f"0x{one.data_coding:02x}",
        str(one.pages or "-"),
        f"{one.broadcasts_2g} × {one.period_2g} × {unit} s" if one.broadcasts else "-",
        f"{one.broadcasts} × {one.period_s} s" if one.broadcasts else "-",
        given.dutch(one.ends),
        one.certainty,
    )


def _as_json(found: Mapping3gpp) -> dict[str, object]:
    return {
        "practice": found.practice,
        "action": found.action,
        "broadcasts": [
            {
                "infos": list(one.infos),
                "message_identifier": one.message_identifier,
                "additional": one.additional,
                "text": one.text,
                "data_coding": one.data_coding,
                "pages": one.pages,
                "starts": one.starts.isoformat(),
                "ends": one.ends.isoformat(),
                "period_2g": one.period_2g,
                "broadcasts_2g": one.broadcasts_2g,
                "period_s": one.period_s,
                "broadcasts": one.broadcasts,
                "certainty": one.certainty,
                "source": one.source,
            }
            for one in found.broadcasts
        ],
        "findings": [finding_json(finding) for finding in found.findings],
    }
