# SPDX-License-Identifier: EUPL-1.2
"""The verb of the room on the shipped dossiers; published numbers where there are any."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from weerbaar.assessment import Assessment, UnusableJudgementError, assess, results_json
from weerbaar.dossier import Dossier, Judgement, Published, WeightSet, load_dossier
from weerbaar.method import class_codes, load_method


@pytest.fixture(scope="module")
def brabant() -> Assessment:
    return assess(load_dossier("rrp-brabant-zuidoost-2019"), draws=5_000)


@pytest.fixture(scope="module")
def letter() -> Assessment:
    return assess(load_dossier("nrb-2012"), draws=5_000)


@pytest.fixture(scope="module")
def illustrative() -> Dossier:
    return load_dossier("voorbeeld-2012")


REGIONAL_CARDS = {
    # title part: (sum as printed, sum at the top of the half classes, published class); nrb-method.md, 9.2
    "energie": (0.1148, 0.1917, "D"),
    "Natuurbrand": (0.0901, 0.1483, "C"),
    "Pandemie": (0.4333, 0.5577, "E"),
    "Luchtvaart": (0.1790, 0.2937, "D"),
    "Dierziekte": (0.0333, 0.0577, "B"),
    "Zoönosen": (0.0667, 0.1347, "D"),
    "spoor": (0.2272, 0.3434, "D"),
}


@pytest.mark.parametrize("part", REGIONAL_CARDS)
def test_regional_cards_reproduce_the_printed_sums(brabant: Assessment, part: str) -> None:
    as_printed, at_the_top, published = REGIONAL_CARDS[part]
    result = next(s for s in brabant.scenarios if part in s.title.nl)
    assert result.impact is not None
    assert result.impact.value == pytest.approx(as_printed, abs=5e-5)
    assert result.impact.maximum == pytest.approx(at_the_top, abs=5e-5)
    assert result.impact.class_probability[published] > 0
    assert result.published is not None
    assert result.published.impact_classes == (published,)


def test_six_of_seven_regional_classes_and_the_seventh_in_range(brabant: Assessment) -> None:
    wrong = [
        s for s in brabant.scenarios if s.impact and s.published and (s.impact.klass,) != s.published.impact_classes
    ]
    assert [s.title.nl for s in wrong] == ["Zoönosen (Q-koorts)"]
    assert wrong[0].impact is not None
    assert (wrong[0].impact.klass, wrong[0].impact.class_probability["D"] > 0.05) == ("C", True)


def test_published_labels_stay_word_for_word_and_become_ranges(letter: Assessment) -> None:
    cyber = next(s for s in letter.scenarios if "Cyber" in s.title.nl)
    loner = next(s for s in letter.scenarios if "eenling" in s.title.nl)
    assert cyber.published is not None
    assert cyber.published.impact == "aanzienlijk tot ernstig"
    assert cyber.impact is not None
    assert cyber.impact.basis == "published"
    assert cyber.impact.class_probability == pytest.approx({"A": 0, "B": 0.5, "C": 0.5, "D": 0, "E": 0})
    assert (cyber.impact.minimum, cyber.impact.maximum) == pytest.approx((1 / 81, 1 / 9))
    assert loner.published is not None
    assert loner.published.likelihood == "hoog"
    assert loner.likelihood is not None
    assert loner.likelihood.class_probability == pytest.approx({"A": 0, "B": 0, "C": 0, "D": 0.5, "E": 0.5}, abs=1e-9)
    assert loner.contributions == ()


def test_two_scenarios_of_the_same_published_class_share_their_rank(letter: Assessment) -> None:
    places = sorted(s.rank.position for s in letter.scenarios if s.rank)
    assert places == [1.5, 1.5, 3.0, 4.0]


def test_what_was_never_published_stays_unknown() -> None:
    history = assess(load_dossier("nrb-history"), draws=1_000)
    unknown = [s for s in history.scenarios if s.impact is None]
    assert len(unknown) > 10
    assert all(s.rank is None and s.contributions == () for s in unknown)


def test_earlier_place_is_kept_beside_the_newest() -> None:
    history = assess(load_dossier("nrb-history"), draws=1_000)
    several = [s for s in history.scenarios if s.earlier]
    assert several
    for result in several:
        assert result.published is not None
        assert all(place.year < result.published.year for place in result.earlier)


def test_class_probabilities_sum_to_one_and_bracket_the_value(illustrative: Dossier) -> None:
    for result in assess(illustrative, draws=5_000).scenarios:
        for estimate in (result.impact, result.likelihood):
            assert estimate is not None
            assert sum(estimate.class_probability.values()) == pytest.approx(1)
            assert estimate.minimum <= estimate.low <= estimate.value <= estimate.high <= estimate.maximum
            assert list(estimate.quantiles) == sorted(estimate.quantiles)


def test_exact_class_probabilities_agree_with_the_draws(illustrative: Dossier) -> None:
    """Under fixed weights the enumeration is exact; a profile mixture of one profile must draw the same thing."""
    exact = assess(illustrative, draws=1_000)
    assert all(s.impact is not None and s.impact.exact for s in exact.scenarios)
    single = assess(illustrative, draws=200_000, weights="dirichlet")
    assert all(s.impact is not None and not s.impact.exact for s in single.scenarios)
    for a, b in zip(exact.scenarios, single.scenarios, strict=True):
        assert a.impact is not None
        assert b.impact is not None
        # E[w] of flat weights is the equal profile and scores are independent of weights: the means agree
        assert b.impact.mean == pytest.approx(a.impact.mean, abs=5 * b.impact.standard_error + 1e-12)


@pytest.mark.parametrize("weights", ["default", "profiles", "dirichlet"])
def test_same_seed_same_bytes_in_one_or_two_processes(illustrative: Dossier, weights: str) -> None:
    alone = results_json(assess(illustrative, draws=30_000, seed=7, weights=weights))
    with ProcessPoolExecutor(2) as pool:
        assert results_json(assess(illustrative, draws=30_000, seed=7, weights=weights, executor=pool)) == alone
    with ThreadPoolExecutor(2) as pool:
        assert results_json(assess(illustrative, draws=30_000, seed=7, weights=weights, executor=pool)) == alone
    assert results_json(assess(illustrative, draws=30_000, seed=8, weights=weights)) != alone


def test_rank_acceptability_is_doubly_stochastic(brabant: Assessment) -> None:
    rows = [s.rank.acceptability for s in brabant.scenarios if s.rank]
    assert len(rows) == 7
    assert all(sum(row) == pytest.approx(1) for row in rows)
    assert all(sum(column) == pytest.approx(1) for column in zip(*rows, strict=True))
    for result in brabant.scenarios:
        assert result.rank is not None
        mean = sum((i + 1) * p for i, p in enumerate(result.rank.acceptability))
        assert result.rank.expected == pytest.approx(mean)


def test_unknown_weight_profile_names_the_known_ones(illustrative: Dossier) -> None:
    with pytest.raises(UnusableJudgementError, match="equal"):
        assess(illustrative, draws=1_000, weights="publiek")


def test_other_method_that_does_not_fit_is_refused(illustrative: Dossier) -> None:
    with pytest.raises(UnusableJudgementError, match=r"there is no such criterion in method be-bnra"):
        assess(illustrative, method="be-bnra", draws=1_000)


def test_method_without_a_published_total_gives_no_total(illustrative: Dossier) -> None:
    kingdom = load_method("uk-nrr-2026")
    bare = illustrative.model_copy(update={"judgements": (), "published": ()})
    result = assess(bare, method=kingdom, draws=1_000)
    assert result.impact_axis is None
    assert all(s.impact is None for s in result.scenarios)
    assert len(result.likelihood_axis.codes) == len(kingdom.likelihood.classes)


def test_scenarios_that_were_retired_are_left_out(illustrative: Dossier) -> None:
    first = illustrative.scenarios[0].model_copy(update={"status": "retired"})
    rest = illustrative.model_copy(update={"scenarios": (first, *illustrative.scenarios[1:])})
    assert first.id not in [s.id for s in assess(rest, draws=1_000).scenarios]


def test_published_class_is_not_ranked_beside_judged_scenarios(illustrative: Dossier) -> None:
    first = illustrative.scenarios[0].id
    judged = tuple(
        s.model_copy(update={"judgements": tuple(j for j in s.judgements if j.scenario != first)})
        for s in illustrative.judgements
    )
    words = Published.model_validate(
        {"scenario": first, "round": "NRB 2012", "year": 2013, "impact": "ernstig", "impact_classes": ["C"]}
    )
    result = assess(illustrative.model_copy(update={"judgements": judged, "published": (words,)}), draws=1_000)
    only_published = result.scenario(first)
    assert only_published.impact is not None
    assert (only_published.impact.basis, only_published.rank) == ("published", None)
    assert all(s.rank is not None for s in result.scenarios if s.id != first)


def test_run_record_tells_inputs_apart(illustrative: Dossier) -> None:
    one = assess(illustrative, draws=1_000).run_record
    assert one.id == assess(illustrative, draws=1_000).run_record.id
    assert one.id != assess(illustrative, draws=2_000).run_record.id
    assert one.input_hash == illustrative.content_hash
    assert one.method_version == load_method(illustrative.round.method).version


def test_axis_bounds_are_those_of_the_method(letter: Assessment) -> None:
    assert letter.impact_axis is not None
    assert letter.impact_axis.bounds == pytest.approx((1 / 81, 1 / 27, 1 / 9, 1 / 3))
    assert (letter.impact_axis.low, letter.impact_axis.high) == pytest.approx((1 / 243, 1))
    assert letter.likelihood_axis.bounds == pytest.approx((0.0005, 0.005, 0.05, 0.5))
    assert letter.impact_axis.codes == class_codes(load_method("nl-nrb-2009"))


def test_retired_scenario_takes_no_rank_and_no_part(illustrative: Dossier) -> None:
    first = illustrative.scenarios[0].model_copy(update={"status": "retired"})
    result = assess(illustrative.model_copy(update={"scenarios": (first, *illustrative.scenarios[1:])}), draws=1_000)
    assert sorted(s.rank.position for s in result.scenarios if s.rank) == [1, 2, 3]
    assert all(s.rank is not None and len(s.rank.acceptability) == 3 for s in result.scenarios)


def test_labels_of_several_rounds_are_not_ranked() -> None:
    history = assess(load_dossier("nrb-history"), draws=1_000)
    assert any(s.impact is not None for s in history.scenarios)
    assert all(s.rank is None for s in history.scenarios)


def test_scenarios_known_by_the_same_class_have_exactly_the_same_ranks(letter: Assessment) -> None:
    riots, arms = letter.scenario("grootschalige-onlusten").rank, letter.scenario("wapenbeheersing-falende-staat").rank
    assert riots is not None
    assert arms is not None
    assert riots == arms
    assert riots.expected == pytest.approx(1.5)
    assert riots.acceptability[:2] == pytest.approx((0.5, 0.5))


def test_other_method_that_lacks_a_criterion_is_refused_and_never_drops_it(illustrative: Dossier) -> None:
    with pytest.raises(UnusableJudgementError, match=r"1\.2: there is no such criterion in method nl-rrp-2009"):
        assess(illustrative, method="nl-rrp-2009", draws=1_000)


def test_weights_on_an_unknown_criterion_are_refused(illustrative: Dossier) -> None:
    profile = illustrative.round.weight_profiles
    own = {"id": "vreemd", "name": {"nl": "vreemd"}, "weights": {"9.9": 1.0}, "mark": "illustrative"}
    round_ = illustrative.round.model_copy(
        update={"weight_profiles": (*profile, WeightSet.model_validate(own)), "weight_profile": "vreemd"}
    )
    with pytest.raises(UnusableJudgementError, match=r"vreemd names criteria that nl-nrb-2009 lacks: 9\.9"):
        assess(illustrative.model_copy(update={"round": round_}), draws=1_000)


def test_labels_stay_visible_for_a_method_without_a_total(illustrative: Dossier) -> None:
    kingdom = load_method("uk-nrr-2026")
    scenario = illustrative.scenarios[0].id
    answer = Judgement.model_validate({"scenario": scenario, "criterion": "fatalities", "quantities": {"deaths": 250}})
    said = illustrative.judgements[0].model_copy(update={"judgements": (answer,)})
    bare = illustrative.model_copy(update={"judgements": (said,), "published": ()})
    shown = {c.criterion: c for c in assess(bare, method=kingdom, draws=1_000).scenario(scenario).contributions}
    assert shown["fatalities"].label == "4"
    assert (shown["fatalities"].weight, shown["fatalities"].amount) == (0, 0)
