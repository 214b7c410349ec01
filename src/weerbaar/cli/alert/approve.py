# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert approve``: a draft is offered by one person and approved by another, who acts on every check."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given, network
from weerbaar.cli.alert.desk import add_register, area_in, store_of, use_of, uses_of
from weerbaar.cli.alert.table import counted, findings_lines
from weerbaar.cli.moment import moment
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import wrapped
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting import Finding
    from weerbaar.alerting.approval import Decision, Matter, Question
    from weerbaar.alerting.compose import Draft
    from weerbaar.alerting.register import FileStore, Use
    from weerbaar.base import Lang, Text
    from weerbaar.cli.alert.answers import Answers

_MOST_ASKED = 5
_NO_REASON = "alleen ter controle van de persoon"


@dataclass(frozen=True)
class _Desk:
    """The register, and the people at it."""

    store: FileStore
    author: str
    approver: str
    answers: Answers | None
    lang: Lang


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``approve`` to the parser of ``weerbaar alert``."""
    help_text = "concept aanbieden en goedkeuren, met vier ogen | offer and approve a draft, with four eyes"
    command = actions.add_parser("approve", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.approve", "run_approve"))
    command.add_argument("draft", metavar="CONCEPT", help="bestand (.yaml) van het concept | draft file")
    add_register(command)
    command.add_argument("--author", required=True, type=given.person, metavar="NAAM", help="opsteller | author")
    command.add_argument(
        "--by",
        type=given.person,
        metavar="NAAM",
        help="goedkeurder; zonder: alleen aanbieden | approver; else only offer",
    )
    command.add_argument(
        "--answers",
        type=options.place,
        metavar="BESTAND",
        help="antwoorden (YAML); anders wordt alles gevraagd | answers; else asked",
    )
    command.add_argument(
        "--return", dest="back", type=given.reason, metavar="REDEN", help="teruggeven aan de opsteller | give it back"
    )
    command.add_argument(
        "--reject", type=given.reason, metavar="REDEN", help="afwijzen: er komt geen inzet | there will be no alert"
    )
    command.add_argument(
        "--emergency",
        type=options.place,
        metavar="REDEN",
        help="vrijgeven zonder controles, door beide personen | release without checks, by both persons",
    )
    command.add_argument("--requested", type=moment, metavar="MOMENT", help="moment van het verzoek | request")
    command.add_argument("--incident", type=moment, metavar="MOMENT", help="moment van het incident | incident")
    network.add_network(command)


def run_approve(arguments: argparse.Namespace) -> int:
    """Write an offer and what was decided on it in the register; 1 when the draft has errors."""
    from weerbaar.alerting.compose import read_draft
    from weerbaar.cli.alert.answers import read_answers

    lang: Lang = arguments.lang
    draft = read_draft(Path(arguments.draft))
    answers = read_answers(arguments.answers) if arguments.answers else None
    _refuse_options(arguments)
    cells = network.network_of(arguments)
    found = _findings(draft)
    errors = [finding for finding in found if finding.level == "error"]
    if errors and not (arguments.emergency or arguments.back or arguments.reject):
        print(f"{draft.id}: {counted(found, lang)}. {_NOT_OFFERED[lang == 'en']}")
        print("\n".join(findings_lines(errors, lang)))
        return 1
    if errors:
        print("\n".join(findings_lines(errors, lang)), file=sys.stderr)
    desk = _Desk(store_of(arguments.register, may_be_new=True), arguments.author, arguments.by or "", answers, lang)
    use = _offer(desk, draft, arguments)
    if use.approvals and _is_approved(use):
        print(f"{use.id}: {_words(lang, 'was al goedgekeurd', 'was approved already')}.")
        return 0
    if not desk.approver:
        print(f"{use.id}: {_words(lang, 'aangeboden', 'offered')} ({use.draft_hash}).")
        return 0
    outside = None if cells is None else network.selection_of(cells, area_in(use), arguments.share)[1]
    from weerbaar.alerting.register import matter_of

    matter = matter_of(use, outside)
    if arguments.emergency:
        _release(desk, use, matter, arguments.emergency)
    elif arguments.back:
        _give_back(desk, use, matter, arguments.back)
    elif arguments.reject:
        _reject(desk, use, matter, arguments.reject)
    else:
        _approve(desk, use, matter, arguments)
    return 0


_NOT_OFFERED = ("Verbeter dit eerst; er is niets aangeboden.", "Put this right first; nothing was offered.")


def _words(lang: Lang, nl: str, en: str) -> str:
    return nl if lang == "nl" else en


def _refuse_options(arguments: argparse.Namespace) -> None:
    chosen = [name for name in ("emergency", "back", "reject") if getattr(arguments, name)]
    if len(chosen) > 1:
        raise refused("--emergency", "kies één van --emergency, --return en --reject.", "choose one of these options.")
    if chosen and not arguments.by:
        raise refused("--by", "geef wie dit doet.", "say who does this.")


def _findings(draft: Draft) -> list[Finding]:
    from weerbaar.alerting.area import gazetteer
    from weerbaar.alerting.compose import check_draft, official_contacts

    return check_draft(draft, contacts=official_contacts(), now=given.now(), gazetteer=gazetteer())


def _offer(desk: _Desk, draft: Draft, arguments: argparse.Namespace) -> Use:
    """Write the draft as offered, unless this very draft is waiting already; return the use."""
    from weerbaar.alerting.register import Kind, State, draft_hash, drafted

    said = drafted(draft, offered=True, requested_at=arguments.requested, incident_at=arguments.incident)
    before = uses_of(desk.store).get(draft.id)
    same = before is not None and before.draft_hash == draft_hash(said)
    if before is not None and before.state in (State.REJECTED, State.CANCELLED, State.ENDED):
        raise refused(
            draft.id,
            "over deze inzet is al besloten, of zij is voorbij; geef het concept een nieuw id.",
            "this use was decided on already, or is over; give the draft a new id.",
        )
    waiting = before is not None and same and (before.state is State.WAITING or _is_approved(before))
    if not waiting:
        desk.store.append(Kind.DRAFTED, draft.id, desk.author, said, given.now())
    return use_of(desk.store, draft.id)


def _is_approved(use: Use) -> bool:
    from weerbaar.alerting.register import Approved, State

    covers = any(isinstance(one.said, Approved) and one.said.draft == use.draft_hash for one in use.approvals)
    return covers and use.state not in (State.DRAFT, State.WAITING)


def _approve(desk: _Desk, use: Use, matter: Matter, arguments: argparse.Namespace) -> None:
    from weerbaar.alerting.approval import approve, give_back, shipped_checks
    from weerbaar.alerting.register import Kind, approved, review_of

    review = review_of(use, matter, shipped_checks())
    # Giving back is for the same people as approving, and writes nothing: who may not is told before anything is asked.
    give_back(review, desk.approver, _NO_REASON, given.now())
    if desk.answers is None:
        print("\n".join(_matter_lines(use, matter, desk.lang)), file=sys.stderr)
    if use.status == "actual":
        _decide(desk, use)
    for check in review.open_for(desk.approver):
        _act(desk, use.id, matter, check.id)
    done = review_of(use_of(desk.store, use.id), matter, shipped_checks())
    said = approved(approve(done, desk.approver, given.now()))
    desk.store.append(Kind.APPROVED, use.id, desk.approver, said, given.now())
    print(
        f"{use.id}: {_words(desk.lang, 'goedgekeurd door', 'approved by')} {desk.approver}, "
        f"{len(said.checks)} {_words(desk.lang, 'controles', 'checks')} ({matter.draft})."
    )


def _decide(desk: _Desk, use: Use) -> None:
    """Go through the criteria, and write them down whatever they come to.

    Raises:
        InputError: they do not come to sending.
    """
    from weerbaar.alerting.approval import OUTCOME_WORDS, Answered, criteria_tree, walk
    from weerbaar.alerting.register import Kind, decided

    tree = criteria_tree()
    answered: list[Answered] = []
    decision = walk(tree, answered)
    while decision.open_question is not None:
        question = decision.open_question
        answered.append(Answered(question.id, _choice(desk, question), desk.author, given.now()))
        decision = walk(tree, answered)
    desk.store.append(Kind.DECIDED, use.id, desk.author, decided(decision), given.now())
    said = OUTCOME_WORDS[decision.outcome].in_(desk.lang) if decision.outcome else ""
    print("\n".join(printable(line) for line in (f"{use.id}: {said}", *_why_lines(decision, desk.lang))))
    if decision.outcome != "send":
        raise refused(
            use.id,
            "de criteria komen niet uit op inzetten; er is niets goedgekeurd.",
            "the criteria do not come to sending; nothing was approved.",
        )


def _why_lines(decision: Decision, lang: Lang) -> list[str]:
    lines = wrapped(decision.why.in_(lang)) if decision.why else []
    return lines + [line for advice in decision.advice for line in wrapped(advice.in_(lang))]


def _choice(desk: _Desk, question: Question) -> str:
    """Return the id of the answer to a question, from the file or as it is typed."""
    ids = [choice.id for choice in question.answers]
    if desk.answers is not None:
        if question.id not in desk.answers.criteria:
            raise refused(
                f"criteria.{question.id}",
                f"geen antwoord op «{question.text.nl}» Kies uit: {', '.join(ids)}.",
                f"no answer to «{question.text.in_('en')}» Choose from: {', '.join(ids)}.",
            )
        return desk.answers.criteria[question.id]
    shown = [question.text.in_(desk.lang)]
    if question.help is not None:
        shown += wrapped(question.help.in_(desk.lang))
    shown += [f"  {i}  {c.id:14} {c.text.in_(desk.lang)}" for i, c in enumerate(question.answers, 1)]
    for _ in range(_MOST_ASKED):
        typed = _typed(shown, question.id)
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(ids):
            return ids[int(typed) - 1]
        if typed in ids:
            return typed
    raise refused(question.id, f"kies uit: {', '.join(ids)}.", f"choose from: {', '.join(ids)}.")


def _act(desk: _Desk, use: str, matter: Matter, check_id: str) -> None:
    """Do one check: what was typed is kept, right or wrong."""
    from weerbaar.alerting.approval import NotShownError, challenge, confirm, shipped_checks
    from weerbaar.alerting.register import Kind, checked, missed, review_of

    check = next(one for one in shipped_checks() if one.id == check_id)
    asked = challenge(check, matter).prompt
    while True:
        typed = _answer(desk, check_id, check.task, asked)
        review = review_of(use_of(desk.store, use), matter, shipped_checks())
        try:
            act = confirm(review, check_id, desk.approver, typed, given.now()).acts[-1]
        except NotShownError as error:
            desk.store.append(Kind.CHECKED, use, desk.approver, missed(check_id, typed, matter.draft), given.now())
            if desk.answers is not None:
                raise refused(
                    f"checks.{check_id}",
                    f"{asked.nl} {error.message.nl}",
                    f"{asked.in_('en')} {error.message.in_('en')}",
                ) from None
            print(error.render(desk.lang), file=sys.stderr)
            continue
        desk.store.append(Kind.CHECKED, use, desk.approver, checked(act, matter.draft), given.now())
        return


def _answer(desk: _Desk, check: str, task: Text, asked: Text) -> str:
    """Return what the approver types to show that a check was done, from the file or as it is typed."""
    if desk.answers is None:
        return _typed([*wrapped(task.in_(desk.lang)), *wrapped(asked.in_(desk.lang))], check)
    if check not in desk.answers.checks:
        raise refused(f"checks.{check}", f"geen antwoord. {asked.nl}", f"no answer. {asked.in_('en')}")
    return desk.answers.checks[check]


def _typed(shown: list[str], what: str) -> str:
    """Ask on standard error and return the line that is typed; the answer itself may come from a pipe."""
    print("\n".join(printable(line) for line in ("", *shown)), file=sys.stderr)
    print("> ", end="", file=sys.stderr, flush=True)
    line = next((line for line in iter(lambda: sys.stdin.readline(1_000), "") if line.strip()), "")
    if not line:
        raise refused(
            what,
            "geen antwoord: de invoer is op. Geef de antwoorden met --answers.",
            "no answer: there is no more input. Give the answers with --answers.",
        )
    return line.strip()


def _matter_lines(use: Use, matter: Matter, lang: Lang) -> list[str]:
    """Return what the approver must see: the texts, the area, the overshoot, the identifier and the end."""
    from weerbaar.base import number

    area = area_in(use)
    outside = "-" if matter.outside_km2 is None else f"{number(matter.outside_km2, lang, 1)} km²"
    facts = (
        (_words(lang, "gebied", "area"), area.description.in_(lang)),
        (_words(lang, "buiten het gebied", "outside the area"), outside),
        (_words(lang, "berichtnummer", "identifier"), str(matter.identifier)),
        (_words(lang, "einde", "end"), given.dutch(matter.expires)),
    )
    lines = [f"{use.id} ({matter.draft[:12]})", *wrapped(matter.dutch), "***", *wrapped(matter.english)]
    return [printable(line) for line in (*lines, *(f"{name}: {value}" for name, value in facts))]


def _release(desk: _Desk, use: Use, matter: Matter, reason: str) -> None:
    from weerbaar.alerting.approval import release_in_emergency
    from weerbaar.alerting.register import Kind, approved

    approval = release_in_emergency(matter, (desk.author, desk.approver), reason, given.now())
    desk.store.append(Kind.APPROVED, use.id, desk.approver, approved(approval), given.now())
    said = _words(desk.lang, "vrijgegeven zonder controles door", "released without checks by")
    print(f"{use.id}: {said} {' & '.join(approval.by)} ({matter.draft}).")


def _give_back(desk: _Desk, use: Use, matter: Matter, reason: str) -> None:
    from weerbaar.alerting.approval import give_back, shipped_checks
    from weerbaar.alerting.register import Kind, returned, review_of

    back = give_back(review_of(use, matter, shipped_checks()), desk.approver, reason, given.now()).returned
    if back is not None:
        desk.store.append(Kind.RETURNED, use.id, desk.approver, returned(back), given.now())
    print(f"{use.id}: {_words(desk.lang, 'teruggegeven aan', 'returned to')} {desk.author}.")


def _reject(desk: _Desk, use: Use, matter: Matter, reason: str) -> None:
    from weerbaar.alerting.approval import give_back, shipped_checks
    from weerbaar.alerting.register import Kind, Rejected, review_of

    # The same rules as for giving it back: another person, and a reason.
    give_back(review_of(use, matter, shipped_checks()), desk.approver, reason, given.now())
    said = Rejected(draft=matter.draft, reason=reason.strip()[:200])
    desk.store.append(Kind.REJECTED, use.id, desk.approver, said, given.now())
    print(f"{use.id}: {_words(desk.lang, 'afgewezen', 'rejected')}.")
