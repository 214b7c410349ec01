# SPDX-License-Identifier: EUPL-1.2
"""What happened, in words: ``scenario.changed`` is "scenario gewijzigd" on the page."""

from __future__ import annotations

from weerbaar.base import Text

NOUNS = {
    "agenda": Text(nl="rollende agenda", en="rolling agenda"),
    "alert": Text(nl="NL-Alert", en="NL-Alert"),
    "alert-channel": Text(nl="kanaal van NL-Alert", en="channel of NL-Alert"),
    "alert-register": Text(nl="register van NL-Alert", en="register of NL-Alert"),
    "answer": Text(nl="oordeel", en="answer"),
    "answers": Text(nl="oordelen", en="answers"),
    "assistance": Text(nl="bijstandsplan", en="assistance plan"),
    "attachment": Text(nl="bijlage", en="attachment"),
    "audit": Text(nl="logboek", en="audit log"),
    "backup": Text(nl="reservekopie", en="backup"),
    "capabilities": Text(nl="capaciteiten", en="capabilities"),
    "comment": Text(nl="opmerking", en="remark"),
    "document": Text(nl="document", en="document"),
    "evacuation-input": Text(nl="invoerbestand bij evacuatie", en="input file of evacuation"),
    "evacuation-fleet": Text(nl="middelen van een evacuatieplan", en="means of an evacuation plan"),
    "evacuation-network": Text(nl="wegennet", en="road network"),
    "evacuation-plan": Text(nl="evacuatieplan", en="evacuation plan"),
    "evacuation-question": Text(nl="beslisvraag bij evacuatie", en="question on when to evacuate"),
    "evacuation-threat": Text(nl="dreiging bij een evacuatieplan", en="threat of an evacuation plan"),
    "guideline": Text(nl="richtlijn", en="guideline"),
    "job": Text(nl="berekening", en="computation"),
    "measure": Text(nl="maatregel", en="measure"),
    "panel": Text(nl="panel", en="panel"),
    "panelist": Text(nl="deskundige", en="expert"),
    "publication": Text(nl="publicatie", en="publication"),
    "register": Text(nl="register", en="register"),
    "report": Text(nl="rapport", en="report"),
    "results": Text(nl="resultaten", en="results"),
    "role": Text(nl="rol", en="role"),
    "round": Text(nl="ronde", en="round"),
    "scenario": Text(nl="scenario", en="scenario"),
    "search": Text(nl="zoekvraag", en="search"),
    "source": Text(nl="bron", en="source"),
    "supply": Text(nl="bestand voor NL-Alert", en="file for NL-Alert"),
    "task": Text(nl="taak", en="task"),
    "token": Text(nl="sleutel", en="token"),
    "upload": Text(nl="ingestuurd bestand", en="uploaded file"),
    "user": Text(nl="gebruiker", en="user"),
    "webhook": Text(nl="webhook", en="webhook"),
}
"""What the first half of an action is called."""

VERBS = {
    "added": Text(nl="toegevoegd", en="added"),
    "alert-drafted": Text(nl="concept van een NL-Alert gemaakt", en="alert drafted"),
    "evidence-drafted": Text(nl="onderbouwing klaargezet", en="evidence drafted"),
    "all-clear": Text(nl="einde van het gevaar vastgelegd", en="all-clear recorded"),
    "answered": Text(nl="beantwoord", en="answered"),
    "approved": Text(nl="goedgekeurd", en="approved"),
    "asked": Text(nl="gevraagd", en="asked"),
    "blocked": Text(nl="geblokkeerd", en="blocked"),
    "cancel-asked": Text(nl="intrekken gevraagd", en="withdrawal asked"),
    "cancelled": Text(nl="afgebroken", en="cancelled"),
    "changed": Text(nl="gewijzigd", en="changed"),
    "check-missed": Text(nl="controle niet aangetoond", en="check not shown"),
    "checked": Text(nl="gecontroleerd", en="checked"),
    "closed": Text(nl="gesloten", en="closed"),
    "code-failed": Text(nl="code mislukt", en="code failed"),
    "connected": Text(nl="gekoppeld", en="connected"),
    "copied": Text(nl="overgenomen", en="copied"),
    "created": Text(nl="gemaakt", en="created"),
    "decided": Text(nl="besloten", en="decided"),
    "deleted": Text(nl="verwijderd", en="deleted"),
    "disabled": Text(nl="uitgezet", en="switched off"),
    "done": Text(nl="gereed", en="done"),
    "downloaded": Text(nl="opgehaald", en="downloaded"),
    "dropped": Text(nl="vervallen", en="dropped"),
    "emergency-asked": Text(nl="noodvrijgave gevraagd", en="emergency release asked"),
    "enabled": Text(nl="aangezet", en="switched on"),
    "evaluated": Text(nl="geëvalueerd", en="evaluated"),
    "exported": Text(nl="uitgevoerd", en="exported"),
    "failed": Text(nl="mislukt", en="failed"),
    "granted": Text(nl="gegeven", en="granted"),
    "imported": Text(nl="ingelezen", en="imported"),
    "listed": Text(nl="opgevraagd", en="listed"),
    "locked-out": Text(nl="buitengesloten", en="locked out"),
    "logged-in": Text(nl="ingelogd", en="logged in"),
    "logged-out": Text(nl="uitgelogd", en="logged out"),
    "login-failed": Text(nl="inloggen mislukt", en="login failed"),
    "login-refused": Text(nl="inloggen geweigerd", en="login refused"),
    "made": Text(nl="gemaakt", en="made"),
    "merged": Text(nl="samengevoegd", en="merged"),
    "offered": Text(nl="ter goedkeuring aangeboden", en="offered for approval"),
    "opened": Text(nl="geopend", en="opened"),
    "password-changed": Text(nl="wachtwoord gewijzigd", en="password changed"),
    "password-given": Text(nl="wachtwoord gegeven", en="password given"),
    "password-reset": Text(nl="wachtwoord hersteld", en="password reset"),
    "read": Text(nl="gelezen", en="read"),
    "recorded": Text(nl="vastgelegd", en="recorded"),
    "rejected": Text(nl="afgewezen", en="rejected"),
    "released": Text(nl="in nood vrijgegeven", en="released in an emergency"),
    "reminded": Text(nl="herinnerd", en="reminded"),
    "removed": Text(nl="verwijderd", en="removed"),
    "renewed": Text(nl="vernieuwd", en="renewed"),
    "reopened": Text(nl="heropend", en="reopened"),
    "resolved": Text(nl="afgehandeld", en="resolved"),
    "restored": Text(nl="teruggezet", en="restored"),
    "returned": Text(nl="teruggegeven", en="returned"),
    "reviewed": Text(nl="herzien", en="reviewed"),
    "revoked": Text(nl="ingetrokken", en="revoked"),
    "saved": Text(nl="bewaard", en="saved"),
    "seated": Text(nl="plaats genomen", en="seated"),
    "second-factor-added": Text(nl="tweede factor toegevoegd", en="second factor added"),
    "second-factor-removed": Text(nl="tweede factor verwijderd", en="second factor removed"),
    "second-factor-renewed": Text(nl="tweede factor vernieuwd", en="second factor renewed"),
    "secret-renewed": Text(nl="geheim vernieuwd", en="secret renewed"),
    "send-asked": Text(nl="verzending gevraagd", en="sending asked"),
    "session-ended": Text(nl="sessie beëindigd", en="session ended"),
    "signed": Text(nl="vastgesteld", en="signed off"),
    "submitted": Text(nl="ter toetsing aangeboden", en="submitted for review"),
    "switched": Text(nl="aan- of uitgezet", en="switched on or off"),
    "test": Text(nl="op proef verstuurd", en="sent as a test"),
    "tested": Text(nl="geprobeerd", en="tried"),
    "unblocked": Text(nl="niet langer geblokkeerd", en="unblocked"),
    "undone": Text(nl="weer open", en="open again"),
    "verified": Text(nl="gecontroleerd", en="verified"),
    "weighed": Text(nl="gewogen", en="weighed"),
    "withdrawn": Text(nl="ingetrokken", en="withdrawn"),
}
"""What the second half of an action is called."""

OBJECTS = NOUNS | {
    "delivery": Text(nl="aflevering", en="delivery"),
    "edition": Text(nl="conceptrapport", en="draft report"),
    "fleet": Text(nl="middelen", en="means"),
    "grant": Text(nl="rol", en="role"),
    "inputfile": Text(nl="bestand voor evacuatie", en="file for evacuation"),
    "network": Text(nl="wegennet", en="road network"),
    "plan": Text(nl="evacuatieplan", en="evacuation plan"),
    "question": Text(nl="besluitvraag", en="decision"),
    "region": Text(nl="veiligheidsregio", en="safety region"),
    "threat": Text(nl="dreiging", en="threat"),
}
"""What the kinds of rows are called."""


def action_words(action: str) -> Text:
    """Return an action in words; the code itself where there are none for it."""
    noun, _, verb = action.partition(".")
    if noun not in NOUNS or verb not in VERBS:
        return Text(nl=action, en=action)
    what, how = NOUNS[noun], VERBS[verb]
    # "gebruiker: wachtwoord gewijzigd", but "scenario gewijzigd".
    between = ": " if " " in how.nl else " "
    return Text(nl=f"{what.nl}{between}{how.nl}", en=f"{what.en}{between}{how.en}")


def object_words(kind: str) -> Text:
    """Return a kind of row in words; the code itself where there are none for it."""
    return OBJECTS.get(kind, Text(nl=kind, en=kind))
