# SPDX-License-Identifier: EUPL-1.2
"""Every page has its operation, and every change that a page makes the API makes through the same function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from inspect import isfunction, signature, unwrap
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import weerbaar.workbench
from weerbaar.workbench.api.calls import api

LOGIN = "a session of the browser, which means nothing here"
OF_THE_SCREEN = "how a screen looks or helps while somebody types; it shows and stores nothing of its own"
OF_THE_SERVER = "of the installation, read by machines already"
OPEN_TO_ALL = "open to everybody without a token, with feeds in CAP, Atom, RSS, GeoJSON and JSON of its own"
OPERATIONS: dict[str, str] = {
    "account": "getMe changeMe",
    "language": "changeMe",
    "people": "listUsers",
    "person": "getUser changeUser listGrants",
    "person-new": "createUser",
    "person-password": "givePassword",
    "person-grant": "createGrant",
    "person-grant-remove": "removeGrant",
    "person-state": "changeUser removeSecondFactor",
    "round-people": "listRoundGrants createRoundGrant",
    "round-person-remove": "removeRoundGrant",
    "audit": "listAuditEntries",
    "audit-export": "listAuditEntries",
    "audit-check": "verifyAudit",
    "round-audit": "listRoundAuditEntries",
    "round-audit-export": "listRoundAuditEntries",
    "round-audit-check": "verifyAuditFromRound",
    "start": "listRounds getMyWork getNews",
    "my-work": "getMyWork",
    "task-done": "changeTask",
    "task-withdraw": "withdrawTask",
    "rounds": "listRounds",
    "round-new": "createRound",
    "method": "getMethod listMethods",
    "round": "getRound getNews",
    "round-seen": "noteVisit",
    "round-quality": "listChecks",
    "round-phase": "changePhase",
    "round-settings": "changeRound",
    "round-history": "listRoundChanges",
    "round-compare": "compareRounds",
    "round-tasks": "createTask",
    "search": "search",
    "palette": "search",
    "scenarios": "listScenarios",
    "scenario-new": "createScenario",
    "sources": "listSources",
    "source-new": "saveSource",
    "source-edit": "getSource saveSource",
    "scenario": "getScenario listReviews listComments listAttachments",
    "scenario-edit": "changeScenario",
    "scenario-withdraw": "listWithdrawalWarnings withdrawScenario",
    "scenario-reinstate": "reinstateScenario",
    "scenario-submit": "submitScenario",
    "scenario-review": "reviewScenario",
    "scenario-history": "listScenarioVersions",
    "scenario-compare": "getScenarioVersion",
    "scenario-version": "getScenarioVersion",
    "scenario-restore": "restoreScenarioVersion",
    "comment": "createComment",
    "comment-resolve": "resolveComment",
    "attach": "createAttachment",
    "attachment": "getAttachment",
    "attachment-remove": "removeAttachment",
    "scoring": "listOwnAnswers listQuestions",
    "scoring-scenario": "listOwnAnswers saveAnswer confirmAnswer withdrawAnswer getDistribution",
    "scoring-field": "saveAnswer confirmAnswer withdrawAnswer",
    "scoring-label": "readJudgement",
    "plenary": "getProgress",
    "scoring-disagreement": "listDisagreements getAgreement",
    "scoring-checks": "listAnswerFindings",
    "scoring-remind": "remindExperts",
    "scoring-panel": "listPanel",
    "scoring-panel-invite": "addPanelist seatExperts",
    "scoring-panel-weigh": "weighPanelist",
    "plenary-scenario": "getDistribution",
    "plenary-record": "saveGroupAnswer",
    "jobs": "listJobs",
    "job-progress": "getJob",
    "job-cancel": "cancelJob",
    "results": "getResults",
    "results-compute": "askJob",
    "results-analyse": "askJob",
    "results-file": "getAssessment",
    "result-scenario": "getScenarioResult getDistribution",
    "results-weights": "reweigh",
    "results-ranks": "getScenarioResult getAssessment",
    "results-sensitivity": "getSensitivity",
    "sensitivity-file": "getSensitivity",
    "results-cascades": "getCascades",
    "cascade-file": "getCascades",
    "cascade-example": "getCascades",
    "results-comparison": "askJob getJobResult",
    "capabilities": "listCapabilityDocuments",
    "capability-start": "startAnalysis",
    "capability-import": "importCapabilityDocuments",
    "capability-download": "exportCapabilityDocuments",
    "capability-document": "getCapabilityDocument listCapabilityDocumentVersions",
    "capability-document-save": "saveCapabilityDocument",
    "capability-document-earlier": "getCapabilityDocumentVersion",
    "capability-gaps": "getGaps",
    "capability-gap": "getGaps",
    "capability-measures": "listMeasures getWeighing",
    "capability-measure-new": "createMeasure",
    "capability-measure": "getMeasure",
    "capability-measure-edit": "changeMeasure",
    "capability-measure-remove": "removeMeasure",
    "capability-portfolio": "getChoice getPortfolio",
    "capability-portfolio-work-out": "askJob",
    "capability-advice": "getAdvice",
    "capability-decide": "decideMeasure",
    "capability-register": "getRegister",
    "capability-register-since-2008": "startRegister",
    "capability-register-export": "getRegister exportRegister",
    "capability-subject": "getRegister getCapabilityDocument",
    "capability-subject-record": "createRegisterEntry",
    "capability-agenda": "getAgenda",
    "capability-agenda-calendar": "getAgendaCalendar",
    "capability-agenda-review": "noteAgendaReview",
    "capability-cooperation": "getPowers",
    "capability-cooperation-report": "getCooperationFindings",
    "capability-approaches": "getApproaches",
    "capability-assistance": "getAssistance",
    "capability-assistance-export": "exportAssistance",
    "capability-guideline": "getGuideline",
    "capability-guideline-start": "startGuideline",
    "capability-guideline-import": "importAnswers",
    "capability-guideline-export": "exportGuideline",
    "capability-requirement": "getRequirement answerRequirement",
    "capability-training": "getTraining",
    "evacuation": "listEvacuationPlans listEvacuationNetworks",
    "evacuation-network-new": "createEvacuationNetwork createEvacuationNetworkFromExample listEvacuationExamples",
    "evacuation-reading": "getEvacuationReading",
    "evacuation-reading-stop": "stopEvacuationReading",
    "evacuation-network": "getEvacuationNetwork",
    "evacuation-network-simplify": "simplifyEvacuationNetwork",
    "evacuation-network-remove": "removeEvacuationNetwork",
    "evacuation-plan-new": "createEvacuationPlan",
    "evacuation-plan": "getEvacuationPlan getEvacuationStudy",
    "evacuation-plan-edit": "changeEvacuationPlan",
    "evacuation-plan-remove": "removeEvacuationPlan",
    "evacuation-compute": "askEvacuationStudy",
    "evacuation-roads": "listEvacuationRoads",
    "evacuation-what-if": "createEvacuationVariant",
    "evacuation-export": "getEvacuationStudy exportEvacuationRoads",
    "evacuation-map": "getEvacuationCourse",
    "evacuation-map-data": "getEvacuationCourse",
    "evacuation-ensemble": "getEvacuationEnsemble",
    "evacuation-ensemble-ask": "askEvacuationEnsemble",
    "evacuation-ensemble-file": "getEvacuationEnsemble exportEvacuationEnsemble",
    "evacuation-stop": "stopEvacuationComputation",
    "evacuation-threat": "getEvacuationThreat saveEvacuationThreat",
    "evacuation-order": "getEvacuationOrder",
    "evacuation-order-ask": "askEvacuationOrder",
    "evacuation-order-file": "getEvacuationOrder",
    "evacuation-means": "getEvacuationMeans",
    "evacuation-means-edit": "getEvacuationFleet saveEvacuationFleet",
    "evacuation-means-ask": "askEvacuationMeans",
    "evacuation-means-file": "getEvacuationMeans exportEvacuationTrips",
    "evacuation-advice": "getEvacuationAdvice",
    "evacuation-evidence": "getEvacuationEvidence",
    "evacuation-evidence-draft": "draftEvacuationEvidence",
    "evacuation-mapping": "createEvacuationMapping",
    "evacuation-places": "createEvacuationPlaces",
    "evacuation-cards": "getEvacuationAdvice",
    "evacuation-water": "getEvacuationWater",
    "evacuation-alert": "draftEvacuationAlert",
    "evacuation-compare": "getEvacuationStudy",
    "evacuation-decision": "getEvacuationDecision saveEvacuationQuestion",
    "evacuation-decision-form": "saveEvacuationQuestion",
    "evacuation-decision-file": "exportEvacuationDecision",
    "evacuation-sheet": "getEvacuationSheet",
    "evacuation-floods": (
        "listFloodAreas listEvacuationInputs createFlood createFloodFromExample createEvacuationPeople"
    ),
    "evacuation-flood": "getFlood",
    "evacuation-input-remove": "removeEvacuationInput",
    "reports": "listPublications listJobs",
    "report-make": "askDocument",
    "report-show": "getDocument",
    "report-download": "getDocument",
    "sign-off": "getSigning",
    "sign-off-prepare": "prepareSigning",
    "sign-off-set": "getSigningDocuments",
    "sign-off-sign": "signRound",
    "publication": "getPublication",
    "publication-verify": "verifyPublication",
    "publication-file": "getPublishedFile",
    "publication-withdraw": "withdrawPublication",
    "exchange": "listImports",
    "exchange-export": "exportRound",
    "exchange-upload": "checkImport",
    "exchange-import": "getImport",
    "exchange-merge": "confirmImport",
    "exchange-discard": "discardImport",
    "exchange-problems": "getImportProblems",
    "webhooks": "listWebhooks createWebhook",
    "webhook": "getWebhook changeWebhook listDeliveries",
    "webhook-secret": "renewWebhookSecret",
    "webhook-test": "testWebhook",
    "webhook-remove": "removeWebhook",
    "webhook-retry": "retryDelivery",
    "round-import": "checkNewRound listNewRounds",
    "round-import-overview": "getNewRound",
    "round-import-make": "importRound",
    "round-import-discard": "discardNewRound",
    "round-import-problems": "getNewRoundProblems",
    "alerts": "listAlerts",
    "alert-new": "listAlertTemplates getAlertTemplate createAlert",
    "alert-setup": "listAlertSupplies",
    "alert-setup-add": "createAlertSupply",
    "alert-setup-make": "createExerciseNetwork",
    "alert-setup-switch": "changeAlertSupply",
    "alert-compose": "getAlert changeAlertDraft offerAlert fillAlertTemplate listAlertTexts",
    "alert-check": "checkAlertDraft",
    "alert-cells": "checkAlertDraft",
    "alert-versions": "listAlertEvents",
    "alert-follow": "followAlert",
    "alert-drop": "dropAlert",
    "alert-approve": "getAlertDecision answerAlertCriterion confirmAlertCheck returnAlert rejectAlert approveAlert "
    "releaseAlert getAlertCap",
    "alert-use": "getAlert sendAlert cancelAlert askAlertStatus giveAllClear evaluateAlert",
    "alert-progress": "getAlert listAlertDeliveries listAlertCells listAlertEvents",
    "alert-export": "exportAlert",
    "alert-register": "listRegisterUses getRegisterSentence",
    "alert-register-export": "exportAlertRegister",
    "alert-quality": "getRegisterQuality",
    "alert-chain": "getRegisterChain",
    "alert-take-over": "importRegisterUses",
    "alert-tests": "listAlertTests listAlertSurveys",
    "alert-survey": "createAlertSurvey",
    "alert-channels": "listAlertChannels createAlertChannel",
    "alert-channel-test": "testAlertChannel",
    "alert-channel-switch": "changeAlertChannel",
}
"""Name of a page to the operations with the same data, or that do the same."""
NONE: dict[str, str] = {
    "draft": OF_THE_SCREEN,
    "draft-text": OF_THE_SCREEN,
    "draft-discard": OF_THE_SCREEN,
    "accessibility": OF_THE_SCREEN,
    "scenario-preview": OF_THE_SCREEN,
    "plenary-stream": "says that something changed, never what; a program has webhooks for that",
    "tokens": "a program makes no tokens: it could outlive its own",
    "token-revoke": "a program ends no tokens of its owner",
    "health": OF_THE_SERVER,
    "metrics": OF_THE_SERVER,
    "alert-map": OF_THE_SCREEN,
    "alert-served": OF_THE_SCREEN,
    "evacuation-map-picture": OF_THE_SCREEN,
    "evacuation-map-country": OF_THE_SCREEN,
    "alert-public": OPEN_TO_ALL,
    "alert-feed": OPEN_TO_ALL,
    "alert-public-one": OPEN_TO_ALL,
    "alert-public-area": OPEN_TO_ALL,
}
"""Name of a page to why no operation does the same."""
_PREFIXES_OF_LOGIN = ("account_", "mfa_", "usersessions_", "openid_connect_", "socialaccount_")
READ_ONLY = {
    "accounts": {"end_sessions": "part of block and new_password", "writes_and_decides": "asked before a warning"},
    "exchange": {"importing_regions": "choices of a form"},
    "jobs": {"standing": "asked by pages to show a result", "latest": "as standing", "key_of": "as standing"},
    "results": {
        "acceptability": "read from the job",
        "cuts": "read from the job",
        "comparison": "read from the job",
        "find": "behind the others",
    },
    "rounds": {"free_slug": "proposes an address in the wizard"},
}
"""Functions beside the verbs that change nothing: app to name to what they are for."""


def test_every_page_has_its_operation_or_a_reason() -> None:
    known = {operation["operationId"] for ms in api.get_openapi_schema()["paths"].values() for operation in ms.values()}
    pages = {name for name in _pages() if not name.startswith(_PREFIXES_OF_LOGIN)}
    assert pages - OPERATIONS.keys() - NONE.keys() == set()
    assert (OPERATIONS.keys() | NONE.keys()) - pages == set()
    assert OPERATIONS.keys() & NONE.keys() == set()
    named = {operation for given in OPERATIONS.values() for operation in given.split()}
    assert named - known == set()
    assert all(NONE.values())


def test_every_operation_is_that_of_a_page() -> None:
    known = {operation["operationId"] for ms in api.get_openapi_schema()["paths"].values() for operation in ms.values()}
    assert known - {one for given in OPERATIONS.values() for one in given.split()} == {"getDossier"}


ALERT_VERBS = ("approval_verbs", "channels", "delivery_verbs", "draft_verbs", "register_verbs", "supply_verbs")
"""Where the changes of alerts stand, by what they are about."""
EVACUATION_VERBS = ("aid_verbs",)
"""Those of evacuation besides ``verbs``."""


@pytest.mark.parametrize(
    ("app", "called", "modules"), [("alerts", "alert", ALERT_VERBS), ("evacuation", "evacuation", EVACUATION_VERBS)]
)
def test_what_a_page_calls_in_verbs_apart_to_change_something_the_api_calls_too(
    app: str, called: str, modules: tuple[str, ...]
) -> None:
    root = Path(weerbaar.workbench.__file__).parent
    for module in modules:
        verbs = import_module(f"weerbaar.workbench.{app}.{module}")
        changes = {n for n, f in vars(verbs).items() if callable(f) and _takes_request(f) and not n.startswith("_")}
        pages, calls = (
            {
                name
                for place in (root / folder).glob(pattern)
                for of, name in _attributes_in(place)
                if of == module and name in changes
            }
            for folder, pattern in ((app, "*_views.py"), ("api", f"{called}_*.py"))
        )
        assert pages, module
        assert pages - calls == set(), module


def test_what_a_page_calls_to_change_something_the_api_calls_too() -> None:
    assert {"answer", "take_seat"} <= _used("scoring", in_api=False)
    left = {}
    for app in (
        "accounts",
        "capabilities",
        "evacuation",
        "exchange",
        "jobs",
        "library",
        "reports",
        "results",
        "rounds",
        "scoring",
    ):
        verbs = import_module(f"weerbaar.workbench.{app}.verbs")
        functions = {n for n, f in vars(verbs).items() if callable(f) and not n.startswith("_") and n.islower()}
        pages, calls = _used(app, in_api=False) & functions, _used(app, in_api=True) & functions
        found = pages - calls - READ_ONLY.get(app, {}).keys()
        if found:
            left[app] = sorted(found)
        assert READ_ONLY.get(app, {}).keys() <= functions, app
    assert left == {}


def _pages() -> Iterator[str]:
    def walk(resolver: Any) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if str(entry.pattern).startswith("api/"):
                continue
            if isinstance(entry, URLResolver):
                yield from walk(entry)
            elif isinstance(entry, URLPattern):
                yield entry.name or str(entry.pattern)

    return walk(get_resolver())


def _used(app: str, *, in_api: bool) -> set[str]:
    """Return which names of the verbs of an app are used by pages, or by the API."""
    return {
        name
        for place, used in _verbs_used().items()
        if (place.parent.name == "api") is in_api
        for named_app, name in used
        if named_app == app
    }


@lru_cache(maxsize=1)
def _verbs_used() -> dict[Path, set[tuple[str, str]]]:
    """Return module to the verbs that it names, each with its app."""
    root = Path(weerbaar.workbench.__file__).parent
    return {place: set(_verbs_in(place)) for place in root.glob("*/*.py") if place.name != "verbs.py"}


def _takes_request(function: Any) -> bool:
    return next(iter(signature(function).parameters), "") == "request" if isfunction(unwrap(function)) else False


def _attributes_in(place: Path) -> Iterator[tuple[str, str]]:
    """Return the names that a module uses of other modules, each with the module's own name."""
    nodes = list(ast.walk(ast.parse(place.read_text(encoding="utf-8"))))
    own = {a.asname or a.name: a.name for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in own:
            yield own[node.value.id], node.attr


def _verbs_in(place: Path) -> Iterator[tuple[str, str]]:
    nodes = list(ast.walk(ast.parse(place.read_text(encoding="utf-8"))))
    aliases: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (parts := (node.module or "").split("."))[:2] == [
            "weerbaar",
            "workbench",
        ]:
            if len(parts) == 3:
                aliases |= {a.asname or a.name: parts[2] for a in node.names if a.name == "verbs"}
            elif parts[3:] == ["verbs"]:
                yield from ((parts[2], a.name) for a in node.names)
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            yield aliases[node.value.id], node.attr
