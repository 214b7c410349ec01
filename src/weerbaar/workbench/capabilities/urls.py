# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.capabilities import (
    advice_pages,
    agenda_pages,
    assistance_pages,
    cooperation_pages,
    document_pages,
    gap_pages,
    guideline_pages,
    measure_pages,
    overview_pages,
    portfolio_pages,
    register_pages,
    training_pages,
)

_ROOT = "rondes/<slug:round_slug>/capaciteiten/"

urlpatterns = [
    path(_ROOT, overview_pages.overview, name="capabilities"),
    path(f"{_ROOT}begin", overview_pages.start, name="capability-start"),
    path(f"{_ROOT}inlezen", overview_pages.take_in, name="capability-import"),
    path(f"{_ROOT}ophalen", overview_pages.download, name="capability-download"),
    path(f"{_ROOT}documenten/<slug:kind>/", document_pages.document, name="capability-document"),
    path(f"{_ROOT}documenten/<slug:kind>/bewaren", document_pages.save, name="capability-document-save"),
    path(
        f"{_ROOT}documenten/<slug:kind>/versies/<int:version>",
        document_pages.earlier,
        name="capability-document-earlier",
    ),
    path(f"{_ROOT}tekorten/", gap_pages.gaps, name="capability-gaps"),
    path(f"{_ROOT}tekorten/<slug:capability>/", gap_pages.capability, name="capability-gap"),
    path(f"{_ROOT}maatregelen/", measure_pages.measures, name="capability-measures"),
    path(f"{_ROOT}maatregel/toevoegen", measure_pages.edit, name="capability-measure-new"),
    path(f"{_ROOT}maatregelen/<slug:measure>/", measure_pages.measure, name="capability-measure"),
    path(f"{_ROOT}maatregelen/<slug:measure>/wijzigen", measure_pages.edit, name="capability-measure-edit"),
    path(f"{_ROOT}maatregelen/<slug:measure>/verwijderen", measure_pages.remove, name="capability-measure-remove"),
    path(f"{_ROOT}keuze/", portfolio_pages.portfolio, name="capability-portfolio"),
    path(f"{_ROOT}keuze/uitwerken", portfolio_pages.work_out, name="capability-portfolio-work-out"),
    path(f"{_ROOT}advies/", advice_pages.advice, name="capability-advice"),
    path(f"{_ROOT}advies/<slug:measure>/besluit", advice_pages.decide, name="capability-decide"),
    path(f"{_ROOT}register/", register_pages.register, name="capability-register"),
    path(f"{_ROOT}register/sinds-2008", register_pages.since_2008, name="capability-register-since-2008"),
    path(f"{_ROOT}register/export/<slug:form>", register_pages.export, name="capability-register-export"),
    path(f"{_ROOT}register/<slug:subject>/", register_pages.subject, name="capability-subject"),
    path(f"{_ROOT}register/<slug:subject>/vastleggen", register_pages.record, name="capability-subject-record"),
    path(f"{_ROOT}agenda/", agenda_pages.agenda, name="capability-agenda"),
    path(f"{_ROOT}agenda/<int:year>.ics", agenda_pages.calendar_file, name="capability-agenda-calendar"),
    path(f"{_ROOT}agenda/<slug:scenario>/beoordeeld", agenda_pages.review, name="capability-agenda-review"),
    path(f"{_ROOT}samenwerking/", cooperation_pages.cooperation, name="capability-cooperation"),
    path(f"{_ROOT}samenwerking/overlap-en-gaten/", cooperation_pages.report, name="capability-cooperation-report"),
    path(f"{_ROOT}samenwerking/landen/", cooperation_pages.approaches, name="capability-approaches"),
    path(f"{_ROOT}bijstand/", assistance_pages.assistance, name="capability-assistance"),
    path(f"{_ROOT}bijstand/export/<slug:form>", assistance_pages.export, name="capability-assistance-export"),
    path(f"{_ROOT}richtlijn/", guideline_pages.guideline, name="capability-guideline"),
    path(f"{_ROOT}richtlijn/begin", guideline_pages.start, name="capability-guideline-start"),
    path(f"{_ROOT}richtlijn/inlezen", guideline_pages.take_in, name="capability-guideline-import"),
    path(f"{_ROOT}richtlijn/export/<slug:form>", guideline_pages.export, name="capability-guideline-export"),
    path(f"{_ROOT}richtlijn/eisen/<slug:requirement>/", guideline_pages.requirement, name="capability-requirement"),
    path(f"{_ROOT}scholing/", training_pages.training, name="capability-training"),
]
