# SPDX-License-Identifier: EUPL-1.2
"""The documents there are, the formats they come in, and what somebody may choose about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from weerbaar.base import Lang, Text

DRAWS = (10_000, 100_000, 1_000_000)
"""Numbers of draws to choose from; the second is that of the command line."""
DEFAULT_DRAWS = DRAWS[1]
SEED = 2012
"""The seed of every document, so that the same round gives the same document (C9)."""


@dataclass(frozen=True)
class Document:
    """A kind of document.

    Attributes:
        stem: beginning of the name of its file.
        needs_analysis: whether the round must have a capability analysis.
        tells_analysis: whether it tells of the capability analysis where the round has one.
    """

    name: str
    title: Text
    about: Text
    stem: Text
    needs_analysis: bool = False
    tells_analysis: bool = True


@dataclass(frozen=True)
class Format:
    """A format; ``ending`` of the file."""

    name: str
    title: Text
    ending: str
    media_type: str


DOCUMENTS = {
    document.name: document
    for document in (
        Document(
            "findings",
            Text(nl="Bevindingenrapportage", en="Findings report"),
            Text(
                nl="Het hele verhaal van de ronde: uitkomsten, robuustheid, advies en bijlagen.",
                en="The whole story of the round: outcomes, robustness, advice and annexes.",
            ),
            Text(nl="bevindingenrapportage", en="findings-report"),
        ),
        Document(
            "letter",
            Text(nl="Kern van de brief", en="Core of the letter"),
            Text(
                nl="De kern van de brief aan de Tweede Kamer, zonder aanhef en ondertekening.",
                en="The core of the letter to parliament, without salutation and signature.",
            ),
            Text(nl="brief", en="letter"),
        ),
        Document(
            "fact-sheets",
            Text(nl="Factsheets per scenario", en="Fact sheets per scenario"),
            Text(nl="Eén bladzijde per scenario.", en="One page per scenario."),
            Text(nl="factsheets", en="fact-sheets"),
            tells_analysis=False,
        ),
        Document(
            "advice",
            Text(nl="Agenderingsadvies", en="Agenda advice"),
            Text(nl="Tekorten, weging van maatregelen en het advies.", en="Gaps, weighing of measures and the advice."),
            Text(nl="agenderingsadvies", en="agenda-advice"),
            needs_analysis=True,
        ),
        Document(
            "capability-sheets",
            Text(nl="Factsheets per capaciteit", en="Fact sheets per capability"),
            Text(nl="Eén bladzijde per capaciteit.", en="One page per capability."),
            Text(nl="factsheets-capaciteiten", en="capability-fact-sheets"),
            needs_analysis=True,
        ),
        Document(
            "eu-summary",
            Text(nl="EU-samenvatting", en="EU summary"),
            Text(
                nl="Samenvatting voor de Europese Commissie (Besluit nr. 1313/2013/EU, artikel 6).",
                en="Summary for the European Commission (Decision No 1313/2013/EU, article 6).",
            ),
            Text(nl="eu-samenvatting", en="eu-summary"),
            needs_analysis=True,
        ),
    )
}
FORMATS = {
    found.name: found
    for found in (
        Format("html", Text(nl="Webpagina (HTML)", en="Web page (HTML)"), "html", "text/html; charset=utf-8"),
        Format("pdf", Text(nl="PDF (toegankelijk)", en="PDF (accessible)"), "pdf", "application/pdf"),
        Format(
            "docx",
            Text(nl="Word", en="Word"),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        Format("csv", Text(nl="Tabellen (CSV in zip)", en="Tables (CSV in zip)"), "zip", "application/zip"),
        Format("json", Text(nl="Uitkomsten (JSON)", en="Outcomes (JSON)"), "json", "application/json"),
    )
}
OUTCOMES = "json"
"""The format that holds no document but what the document tells, as open data."""


@dataclass(frozen=True)
class Question:
    """What was asked for.

    Attributes:
        annexes: whether the annexes stand in it.
        weights: id of a weight profile, or ``default``, ``profiles``, ``dirichlet`` as the library knows them.

    Raises:
        ValueError: a value that cannot be chosen.
    """

    document: str = "findings"
    lang: Lang = "nl"
    format: str = "html"
    annexes: bool = True
    weights: str = "default"
    draws: int = DEFAULT_DRAWS

    def __post_init__(self) -> None:
        for value, allowed in (
            (self.document, DOCUMENTS),
            (self.lang, ("nl", "en")),
            (self.format, FORMATS),
            (self.draws, DRAWS),
        ):
            if value not in allowed:
                raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")

    @classmethod
    def of(cls, parameters: dict[str, Any]) -> Question:
        """Return the question that the parameters of a job stand for."""
        return cls(
            str(parameters["document"]),
            cast(Lang, parameters["lang"]),
            str(parameters["format"]),
            bool(parameters["annexes"]),
            str(parameters["weights"]),
            int(parameters["draws"]),
        )

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of a job."""
        return {
            "document": self.document,
            "lang": self.lang,
            "format": self.format,
            "annexes": self.annexes,
            "weights": self.weights,
            "draws": self.draws,
        }

    def file_name(self, round_slug: str) -> str:
        """Return what the file is called that somebody downloads."""
        if self.format == OUTCOMES:
            return f"{round_slug}-results.json"
        stem = DOCUMENTS[self.document].stem.in_(self.lang)
        return f"{round_slug}-{stem}.{FORMATS[self.format].ending}"
