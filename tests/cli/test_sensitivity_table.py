# SPDX-License-Identifier: EUPL-1.2
"""The three tables as they are read: what stands in them, in which order, in which words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.figures.sensitivities import estimate, fixed, made_up, without_answers_that_matter
from weerbaar.assessment import Sensitivity
from weerbaar.assessment.value_of_information import Answer, InformationValue, QuestionValue, ValueOfInformation
from weerbaar.base import Lang, Text
from weerbaar.cli.sensitivity_table import sensitivity_table


def lines(found: Sensitivity, lang: Lang = "nl") -> list[str]:
    return sensitivity_table(found, lang).splitlines()


def after(found: Sensitivity, start: str, lang: Lang = "nl") -> list[str]:
    """Return the lines from the first that starts so, to the next empty one."""
    shown = lines(found, lang)
    rest = shown[next(i for i, line in enumerate(shown) if line.startswith(start)) :]
    return rest[: rest.index("") if "" in rest else len(rest)]


def test_three_tables_in_order_after_title_and_statement() -> None:
    shown = lines(made_up(4))
    assert shown[:2] == ["Proefronde", "Proefgegevens."]
    heads = [line[:2] for line in shown if line[:2] in ("1.", "2.", "3.")]
    assert heads == ["1.", "2.", "3."]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("count", [1, 4, 70])
def test_lines_fit_a_terminal(count: int, lang: Lang) -> None:
    assert max(len(line) for line in lines(made_up(count), lang)) <= 120


def test_english_is_english() -> None:
    text = sensitivity_table(made_up(4), "en")
    assert "Scenario 1" in text
    for dutch in ("Gem.", "gelijk", "Waarschijnlijkheid", "deskundige", "scenario’s"):
        assert dutch not in text


def test_ranks_say_how_sure_and_what_must_be_important() -> None:
    found = made_up(3)
    one = replace(
        found.ranks[0],
        scenario="s1",
        expected_rank=1.24,
        likely_rank=1,
        likely_share=0.8,
        share=0.8,
        confidence=0.9961,
        weights=tuple(0.28 if id_ == "2.1" else 0.08 for id_, _ in found.criteria),
        emphasised=("2.1",),
    )
    never = replace(found.ranks[2], scenario="s3", share=0.0, confidence=None, weights=None, emphasised=())
    plain = replace(one, scenario="s2", share=0.004, emphasised=())
    names = tuple((f"s{i}", Text(nl=name)) for i, name in enumerate(("IJzel", "Storm", "Hagel"), start=1))
    table = after(replace(found, scenarios=names, ranks=(one, plain, never), mean_weights=(0.1,) * 10), "1. ")
    assert [line.split() for line in table[3:5]] == [
        ["IJzel", "1,2", "1", "(80%)", "80%", ">99%", "2.1", "(28%;", "gem.", "10%)"],
        ["Storm", "1,2", "1", "(80%)", "<1%", ">99%", "niets", "in", "het", "bijzonder"],
    ]
    assert table[5].startswith("Hagel")
    assert table[5].endswith("-  komt nooit op 1")
    assert table[-1] == "2.1 Doden"


def test_standard_error_of_the_first_rank_is_said() -> None:
    found = made_up(3)
    ranks = tuple(replace(r, standard_error=0.0123) for r in found.ranks)
    said = " ".join(after(replace(found, ranks=ranks), "1. "))
    assert "Standaardfout van de kans op 1: ten hoogste 1,3 procentpunt." in said


def test_a_standard_error_is_rounded_up_for_it_is_the_most() -> None:
    found = made_up(3)
    for error, shown in ((0.0003, "0,1"), (0.012, "1,2"), (0.0, "0,0")):
        ranks = tuple(replace(r, standard_error=error) for r in found.ranks)
        said = " ".join(after(replace(found, ranks=ranks), "1. "))
        assert f"ten hoogste {shown} procentpunt." in said


def test_seventy_scenarios_are_cut_to_fifteen() -> None:
    table = after(made_up(70), "1. ")
    assert "… en nog 55 scenario’s" in table
    assert table.index("… en nog 55 scenario’s") == 3 + 15


def test_factors_stand_by_share_with_interval_scenario_and_who_says_what() -> None:
    found = made_up(2, weights=False, likelihood=False)
    axis = found.disagreement.impact
    assert axis is not None
    total = np.zeros_like(axis.total.value)
    total[0] = 0.9, 0.5
    total[1] = 0.2, 0.4
    index = {f.name: k for k, f in enumerate(found.disagreement.factors)}
    assert (index["1.1:between"], index["1.1:within"]) == (0, 1)
    own = replace(axis, total=estimate(total), mean_total=total.mean(axis=1), ranking=("1.1:between", "1.1:within"))
    table = after(replace(found, disagreement=replace(found.disagreement, impact=own)), "2. ")
    assert "wie heeft gelijk" in table[3]
    assert "70% (68-72%)" in table[3]
    assert table[3].endswith("Grieppandemie (ernstig) (90%)")
    assert table[4] == "     A: An; B: Bo, Cas"
    assert "ruimte in een oordeel" in table[5]
    assert "30% (28-32%)" in table[5]
    assert table[5].endswith("Overstroming westelijke kust (40%)")


def of_one_question(answers: tuple[str, ...], lang: Lang = "nl") -> list[str]:
    """Return the table of a single criterion with both its factors, of which the answers are these."""
    found = made_up(2, weights=False, likelihood=False)
    axis = found.disagreement.impact
    assert axis is not None
    total = np.zeros_like(axis.total.value)
    total[:2] = 0.6, 0.4
    own = replace(axis, total=estimate(total), mean_total=total.mean(axis=1), ranking=("1.1:between", "1.1:within"))
    asked = ValueOfInformation((question("1.1", 0.5, 0.0, answers),), ("s1",), "equal")
    scenario = replace(asked.questions[0], scenario=axis.scenarios[0])
    whole = replace(found, questions=replace(asked, questions=(scenario,)))
    return after(replace(whole, disagreement=replace(found.disagreement, impact=own)), "2. ", lang)


def test_experts_who_expect_the_same_may_differ_in_the_room_they_leave() -> None:
    assert of_one_question(("C", "C"))[4] == "     allen C, met verschillende ruimte"
    assert of_one_question(("C", "C"), "en")[4] == "     all C, leaving different room"
    assert of_one_question(("A", "C"))[4] == "     A: An; C: Bo"


def test_what_nobody_judged_is_no_room_within_a_judgement() -> None:
    table = of_one_question(())
    assert "niet beoordeeld" in table[5]
    assert not any("ruimte in een oordeel" in line for line in table[3:])
    shown = after(asking(question("1.1", 0.5)), "3. ")
    assert shown[4] == "     niemand heeft geantwoord"
    assert after(asking(question("1.1", 0.5)), "3. ", "en")[4] == "     nobody answered"


def test_experts_who_shrink_and_who_widen_the_spread() -> None:
    said = " ".join(after(made_up(3), "2. "))
    assert "krimpt de spreiding gemiddeld: met 40% (35-45%) bij An, met 10% (5-15%) bij Bo." in said
    assert "De spreiding groeit juist: met 20% (15-25%) bij Cas." in said


def test_shares_that_depend_on_each_other_are_explained() -> None:
    found = made_up(3)
    statement = Text(nl="De plaatsen hangen samen.", en="The places are correlated.")
    tied = replace(found.disagreement, correlation=np.eye(10), statement=statement)
    assert "De plaatsen hangen samen." in sensitivity_table(replace(found, disagreement=tied), "nl")
    assert "meer dan 100%" in sensitivity_table(found, "nl")


def question(criterion: str, klass: float, top: float = 0.0, answers: tuple[str, ...] = ()) -> QuestionValue:
    known = InformationValue(klass, klass, top, max(klass, top), 0.0)
    said = tuple(Answer(f"e{i + 1}", Text(nl="x"), label) for i, label in enumerate(answers))
    more = InformationValue(klass / 10, 0.0, 0.0, klass / 10, 0.0)
    return QuestionValue("s1", criterion, Text(nl="?"), said, known, more)


def asking(*questions: QuestionValue) -> Sensitivity:
    return replace(made_up(2), questions=ValueOfInformation(questions, ("s1",), "equal"))


def test_questions_with_both_probabilities_and_the_answers() -> None:
    table = after(asking(question("1.1", 0.5, 0.2, ("A", "B", "B")), question("likelihood", 0.3, 0, ("C", "C"))), "3. ")
    assert table[1].split("  ")[-1].strip() == "Eén stem meer"
    assert "Andere top vijf" in table[1]
    assert table[3].split()[-3:] == ["50%", "20%", "5%"]
    assert table[4] == "     A: An; B: Bo, Cas"
    assert table[5].split()[-4:] == ["waarschijnlijkheid", "30%", "-", "3%"]
    assert table[6] == "     allen C"


def test_a_top_five_that_cannot_change_has_no_column() -> None:
    assert "Andere top vijf" not in after(asking(question("1.1", 0.5)), "3. ")[1]


def test_the_best_question_on_the_top_is_named_where_others_crowd_it_out() -> None:
    crowd = [question("likelihood", 0.9) for _ in range(10)]
    said = after(asking(*crowd, question("2.1", 0.1, 0.3)), "3. ")
    assert "… en nog 1 vraag" in said
    assert any(line.startswith("De top vijf verandert het waarschijnlijkst (30%) door: ") for line in said)
    assert any(line.endswith("2.1 Doden.") for line in said)


def test_no_telling_question_is_said() -> None:
    found = replace(made_up(2), questions=without_answers_that_matter(2))
    assert after(found, "3. ")[1].startswith("Geen enkel antwoord verandert een klasse of de top vijf")


def test_what_there_is_not_is_left_out_and_noted() -> None:
    note = Text(nl="Niemand heeft de waarschijnlijkheid beoordeeld.", en="Nobody judged likelihood.")
    bare = made_up(3, ranks=False, likelihood=False, notes=(note,))
    assert bare.disagreement.impact is not None
    still = replace(bare.disagreement, impact=fixed(bare.disagreement.impact))
    shown = lines(replace(bare, disagreement=still))
    assert not any(line.startswith(("1. ", "2. ")) for line in shown)
    assert shown[-1] == note.nl


def test_titles_that_begin_alike_are_cut_in_the_middle() -> None:
    start = "Langdurige uitval van de elektriciteitsvoorziening"
    names = ((f"s{i}", Text(nl=f"{start}, variant {i}")) for i in (1, 2))
    table = after(replace(made_up(2), scenarios=tuple(names)), "1. ")
    assert {line[:31] for line in table[3:5]} == {f"Langdurige uitval v…, variant {i}" for i in (1, 2)}
    alone = replace(made_up(2), scenarios=(("s1", Text(nl=start)), ("s2", Text(nl="IJzel"))))
    assert any(line.startswith("Langdurige uitval van de elekt…") for line in after(alone, "1. "))


def test_experts_whose_short_names_are_equal_keep_their_ids() -> None:
    found = replace(made_up(2), experts=tuple((f"e{i}", Text(nl=f"Jansen, afdeling {i}")) for i in (1, 2, 3)))
    assert any("e2, e3" in line for line in lines(found))


def test_a_title_that_could_steer_the_terminal_is_made_harmless() -> None:
    assert "\x1b" not in sensitivity_table(replace(made_up(2), title=Text(nl="a\x1b[2Jb")), "nl")
