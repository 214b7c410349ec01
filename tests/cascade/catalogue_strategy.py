# SPDX-License-Identifier: EUPL-1.2
"""Catalogues of every shape that is allowed, for round trips."""

from __future__ import annotations

import sys

from hypothesis import strategies as st

from weerbaar.base import Text
from weerbaar.cascade.catalogue import Catalogue, Catalyst, Factor, Link, Risk, Trend

IDS = ("R000", "stroom", "1", "007", "1e3", "2050-01-01", "1-2", "no", "null", "TRUE", "a+b", "x.y_z")
NAMES = ("considerable", "major", "1", "2.5", "true", "1-2")

# Text that file formats like to take for something else.
TREACHEROUS = (
    "no", "null", "1e6", "012", "2012-01-01", "'f", '"g', "'=h", "''+i", "=1+1", "+1", "-1", "@SUM(A1)", "a; b", "a,b",
    'a"b', "é", "€ 5 – 6", "🌊", "_x0041_", "1,5", "1.200", "ja", "\N{FULLWIDTH EQUALS SIGN}1", "a\xa0b", "\\n",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(TREACHEROUS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=10).filter(
        lambda s: "\ufeff" not in s
    ),
)
names = st.builds(Text, nl=words.map(lambda s: s.strip() or "naam"), en=words)
statements = st.builds(Text, nl=st.lists(words, max_size=3).map("\n".join), en=words)
probabilities = st.one_of(st.just(0.0), st.just(0.125), st.floats(0.0, 0.2, allow_subnormal=True), st.just(1e-6))
amounts = st.one_of(st.just(0.0), st.floats(0.0, 1e15), st.integers(0, 10**9).map(float))
factors = st.one_of(st.floats(0.001, 1e3), st.just(sys.float_info.min), st.just(2.0))


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """A catalogue that checks clean and cools: at most three risks in a row of links, which is no loop."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True))
    intensities = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)))
    indicators = tuple(draw(st.lists(st.sampled_from(("ha", "b", "3")), max_size=2, unique=True)))
    actors = {name for name in ids[:1] if draw(st.booleans())}

    def vector() -> dict[str, float]:
        return {i: draw(probabilities) for i in intensities}

    risks = tuple(
        Risk(
            name,
            draw(names),
            name in actors,
            draw(names) if draw(st.booleans()) else Text(nl=""),
            {i: {k: 0.0 if name in actors else draw(amounts) for k in indicators} for i in intensities},
        )
        for name in ids
    )
    pairs = [(a, i, b) for n, a in enumerate(ids) for b in ids[n + 1 :] for i in intensities]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pairs else []
    links = tuple(Link(a, i, b, vector()) for a, i, b in chosen)
    others = [name for name in ids if name not in actors]
    trends = tuple(
        Trend(name, draw(names), {r: vector() for r in others}) for name in draw(some_of("2050", "nu")) if others
    )
    catalysts = tuple(
        Catalyst(name, draw(names), tuple(_factors(draw, others, links)))
        for name in draw(some_of("hitte", "1"))
        if others
    )
    return Catalogue(
        id=draw(st.sampled_from(IDS)),
        title=draw(names),
        statement=draw(statements),
        intensities=intensities,
        indicators=indicators,
        risks=risks,
        root={name: dict.fromkeys(intensities, 1.0) if name in actors else vector() for name in ids},
        links=links,
        trends=trends,
        catalysts=catalysts,
    )


def some_of(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


def _factors(draw: st.DrawFn, risks: list[str], links: tuple[Link, ...]) -> list[Factor]:
    chosen = [Factor(draw(factors), risk=draw(st.sampled_from(risks)))]
    if links and draw(st.booleans()):
        link = draw(st.sampled_from(links))
        cause, effect = draw(st.sampled_from([(link.cause, None), (None, link.effect), (link.cause, link.effect)]))
        chosen.append(Factor(draw(factors), cause=cause, effect=effect))
    return chosen
