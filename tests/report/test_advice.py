# SPDX-License-Identifier: EUPL-1.2
"""Decisions under their headings, other initiatives, the register of NL-Alert."""

from __future__ import annotations

from datetime import date

from tests.report.rounds import HEADINGS, example, register, words
from weerbaar.base import Text
from weerbaar.dossier import AlertUse, Dossier
from weerbaar.report.advice import write_advice, write_initiatives
from weerbaar.report.draft import Draft
from weerbaar.report.model import BulletList, Section, Table, plain


def advice(dossier: Dossier) -> dict[str, Section]:
    draft = Draft("nl")
    write_advice(draft, dossier)
    return {s.heading: s for s in draft.sections()}


def initiatives(dossier: Dossier) -> dict[str, Section]:
    draft = Draft("nl")
    write_initiatives(draft, dossier)
    return {s.heading: s for s in draft.sections()}


def test_five_headings_with_every_decision_under_the_right_one() -> None:
    dossier, _ = example("nrb-2012")
    found = advice(dossier)
    assert tuple(h for h in found if found[h].level == 3) == HEADINGS
    told = []
    for heading in dossier.decision_headings:
        listed = next(b for b in found[heading.title.nl].blocks if isinstance(b, BulletList))
        texts = [plain(item.runs) for item in listed.items]
        assert texts == [d.text.nl for d in dossier.decisions if d.heading == heading.id]
        told += texts
    assert len(told) == len(dossier.decisions) >= 20


def test_numbers_of_the_headings_are_those_of_the_real_report() -> None:
    found = advice(example("nrb-2012")[0])
    assert [found[h].number for h in HEADINGS] == ["1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"]


def test_a_decision_names_its_scenario_and_says_when_the_link_is_a_reading() -> None:
    dossier, _ = example("nrb-2012")
    stated = words(advice(dossier)["Samenwerking bij crisisbeheersing"])
    assert "Er wordt een nieuwe versie van het Nationaal Crisisplan-ICT ontwikkeld." in stated
    assert "Scenario: Cyberhacktivisme (cyberprotest)" in stated
    inferred = words(advice(dossier)["Bewustwording en scholing"])
    assert "Scenario: Gewelddadige eenling (verband afgeleid); stand: in uitvoering" in inferred


def test_a_due_date_and_who_is_responsible_are_told() -> None:
    dossier, _ = example("nrb-2012")
    due = dossier.decisions[0].model_copy(update={"due": date(2014, 3, 1), "responsible": "Minister"})
    text = words(advice(dossier.model_copy(update={"decisions": (due,)}))["Samenwerking bij crisisbeheersing"])
    assert "verantwoordelijk: Minister; gereed: 1 maart 2014" in text


def test_a_heading_without_decisions_says_so() -> None:
    dossier, _ = example("nrb-2012")
    only = tuple(d for d in dossier.decisions if d.heading == "crisiscommunicatie")
    assert "geen besluiten vastgelegd" in words(
        advice(dossier.model_copy(update={"decisions": only}))["Informatiepositie"]
    )


def test_a_round_without_decisions_says_so() -> None:
    dossier, _ = example("rrp-brabant-zuidoost-2019")
    found = advice(dossier)
    assert "geen besluiten over te versterken capaciteiten" in words(found["Van scenario’s naar capaciteiten"])
    assert "Te versterken capaciteiten" not in found


def test_every_initiative_stands_under_its_heading() -> None:
    dossier, _ = example("nrb-2012")
    found = initiatives(dossier)
    for initiative in dossier.initiatives:
        assert initiative.title.nl in found
    order = list(found)
    assert (
        order.index("Rampenbestrijding en crisisbeheersing")
        < order.index("NL-Alert")
        < order.index("Vitale infrastructuur")
    )


def test_register_of_nl_alert_gives_totals_and_says_that_single_uses_are_unknown() -> None:
    text = words(initiatives(example("nrb-2012")[0])["Inzet van NL-Alert"])
    assert "NL-Alert twaalf maal ingezet (door zeven veiligheidsregio’s)" in text
    assert "Periode: 8 november 2012 tot en met 30 juni 2013" in text
    assert "Aantal inzetten: 12" in text
    assert "Datum, regio, plaats en aanleiding van de afzonderlijke inzetten zijn niet gepubliceerd." in text


def test_known_uses_are_listed_and_unknown_fields_are_not_filled_in() -> None:
    dossier, _ = example("nrb-2012")
    uses = (
        AlertUse(id="a", on=date(2013, 2, 1), region="Utrecht", cause=Text(nl="brand")),
        AlertUse(id="b", region="Haaglanden"),
    )
    part = initiatives(dossier.model_copy(update={"alerts": register(uses=uses)}))["Inzet van NL-Alert"]
    table = next(b for b in part.blocks if isinstance(b, Table))
    assert table.rows == (
        ("1 februari 2013", "Utrecht", "niet vermeld", "brand"),
        ("niet vermeld", "Haaglanden", "niet vermeld", "niet vermeld"),
    )
    assert table.note == "Van twaalf inzetten zijn er twee afzonderlijk bekend."


def test_a_round_without_initiatives_says_so() -> None:
    found = initiatives(example("rrp-brabant-zuidoost-2019")[0])
    assert "geen overige beleidsinitiatieven" in words(found["Overige beleidsinitiatieven"])
