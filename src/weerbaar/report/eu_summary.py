# SPDX-License-Identifier: EUPL-1.2
"""Summary for the European Commission: risk assessment, capability to manage risk, priority measures.

Every answer is taken from the round, the capability analysis and the register. What none of them holds is said not to
be recorded; nothing is made up to fill a question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from weerbaar.assessment import Assessment
from weerbaar.base import Lang, Text
from weerbaar.report.branding import Branding
from weerbaar.report.capability_results import CapabilityResults, report_of_analysis
from weerbaar.report.draft import Draft
from weerbaar.report.eu_capability import CAPABILITY_ANSWERS
from weerbaar.report.eu_priority import PRIORITY_ANSWERS
from weerbaar.report.eu_questions import PARTS, QUESTIONS
from weerbaar.report.eu_risk import RISK_ANSWERS, EuCase, not_recorded
from weerbaar.report.model import Report, Run

_ANSWERS: Mapping[int, Callable[[Draft, EuCase], None]] = {
    **RISK_ANSWERS,
    **CAPABILITY_ANSWERS,
    **PRIORITY_ANSWERS,
}


def eu_summary(
    assessment: Assessment, results: CapabilityResults, lang: Lang = "nl", branding: Branding | None = None
) -> Report:
    """Write the summary of a round and its capability analysis for the Union Civil Protection Mechanism.

    Args:
        assessment: of the round that the analysis builds on.
        results: of the analysis; it names the round.
        lang: Dutch or English.
        branding: the organisation's own name, logo and colour.
    """
    draft = Draft(lang)
    case = EuCase(results.analysis.dossier, assessment, results)
    _about(draft, case)
    for part, title in PARTS.items():
        heading = f"{draft.say('Deel', 'Part')} {part}. {title.in_(lang)}"
        draft.plain_heading(1, "", Run(heading), new_page=True)
        for question in QUESTIONS:
            if question.part == part:
                draft.plain_heading(2, f"{question.number}.", Run(question.topic.in_(lang)))
                _ANSWERS.get(question.number, not_recorded)(draft, case)
    return report_of_analysis(
        results,
        draft,
        "eu-summary",
        Text(nl="Samenvatting voor de Europese Commissie", en="Summary for the European Commission"),
        run_id=assessment.run_record.id,
        branding=branding,
    )


def _about(draft: Draft, case: EuCase) -> None:
    draft.front("Over deze samenvatting", "About this summary")
    if case.results.illustrative or case.assessment.illustrative:
        draft.warning(
            draft.say("Verzonnen gegevens, alleen als voorbeeld", "Invented data, as an example only"),
            (draft.of(case.results.analysis.header.statement),),
        )
    draft.text(
        "Lidstaten stellen de Commissie elke drie jaar een samenvatting ter beschikking van hun risicobeoordelingen, "
        "van hun vermogen om risico’s te beheersen en van hun prioritaire maatregelen (Besluit nr. 1313/2013/EU, "
        "artikel 6, zoals gewijzigd bij Besluit (EU) 2019/420). De indeling volgt de richtsnoeren voor verslaglegging "
        "(2019/C 428/07): deel I met de vragen 1 tot en met 8, deel II met de vragen 9 tot en met 20 en deel III met "
        "de vragen 21 tot en met 24.",
        "Every three years Member States make available to the Commission a summary of their risk assessments, of "
        "their risk management capability and of their priority measures (Decision No 1313/2013/EU, article 6, as "
        "amended by Decision (EU) 2019/420). The layout follows the reporting guidelines (2019/C 428/07): part I with "
        "questions 1 to 8, part II with questions 9 to 20 and part III with questions 21 to 24.",
    )
    draft.note(
        "De koppen geven het onderwerp van elke vraag in eigen woorden. De woorden van de vragen, en hun volgorde "
        "binnen een deel, zijn niet met de tekst van de richtsnoeren vergeleken. Doe dat voor verzending.",
        "The headings give the topic of each question in own words. The wording of the questions, and their order "
        "within a part, were not compared with the text of the guidelines. Do so before sending.",
    )
    draft.text(
        "De antwoorden komen uit de risicobeoordeling, de capaciteitenanalyse en het register. Wat daarin niet staat, "
        "heet ‘niet vastgelegd in dit dossier’. Dat betekent niet dat het er niet is.",
        "The answers come from the risk assessment, the capability analysis and the register. What these do not hold "
        "is called “not recorded in this dossier”. That does not mean that it does not exist.",
    )
