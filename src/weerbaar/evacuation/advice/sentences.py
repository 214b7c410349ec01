# SPDX-License-Identifier: EUPL-1.2
"""The advice in plain Dutch and English (level B1): short sentences, one thing to do in each, no jargon."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime

from weerbaar.base import Text, number, percentage
from weerbaar.evacuation.advice.advice import Action, Leaving, Line, Shelter, WhyUp
from weerbaar.evacuation.advice.clock import in_words
from weerbaar.evacuation.advice.guidance import Guidance
from weerbaar.evacuation.advice.water_here import WaterHere

_ROAD_NUMBER = re.compile(r"^[AENS]\d+[a-z]?$")
_EVERYWHERE = 0.9
"""Share of the homes from which water comes "everywhere"."""


def joined(texts: Sequence[Text], separator: str = " ") -> Text:
    """Return texts joined per language."""
    return Text(nl=separator.join(t.nl for t in texts), en=separator.join(t.in_("en") for t in texts))


def listed(names: Sequence[str], last_nl: str = "en", last_en: str = "and") -> Text:
    """Return names as a list: "a, b en c"."""
    if len(names) < 2:
        return Text(nl="".join(names), en="".join(names))
    head = ", ".join(names[:-1])
    return Text(nl=f"{head} {last_nl} {names[-1]}", en=f"{head} {last_en} {names[-1]}")


def lines_of(
    name: str,
    action: Action,
    why_up: WhyUp | None,
    leaving: Leaving | None,
    water: WaterHere | None,
    shelter: Shelter | None,
    phone: str,
    told: Guidance,
) -> tuple[Line, ...]:
    """Return the whole text of an advice.

    Args:
        name: of the place.
        action, why_up, leaving, water, shelter, phone: see :class:`Advice`.
        told: what people are told in every flood.
    """
    lines = [Line("threat", threat(name, action, water)), Line("do", to_do(action, why_up, leaving, shelter, water))]
    if leaving is not None:
        lines.append(Line("road", road(leaving)))
        lines.append(Line("otherwise", otherwise(leaving, shelter, water)))
    if action != "stay":
        lines.append(Line("take", take(action, told)))
    if action == "leave" and told.at_home:
        lines.append(Line("home", joined([item.text for item in told.at_home])))
    if action != "stay":
        lines.append(Line("help", joined([help_line(phone), told.danger.text])))
    lines.append(Line("news", told.news.text))
    unknown = unknowns(action, water, shelter)
    if unknown:
        lines.append(Line("unknown", joined(unknown)))
    return tuple(lines)


def threat(name: str, action: Action, water: WaterHere | None) -> Text:
    """Say what threatens a place."""
    if water is not None and water.wet_share > 0:
        where = (
            Text(nl=f"In {name} kan water komen.", en=f"Water may come to {name}.")
            if water.wet_share >= _EVERYWHERE
            else Text(
                nl=f"In een deel van {name} kan water komen: bij ongeveer {percentage(water.wet_share, 'nl', 1)} "
                "van de inwoners.",
                en=f"Water may come to a part of {name}: to about {percentage(water.wet_share, 'en', 1)} "
                "of the people.",
            )
        )
        return joined([where, deep(water)])
    if action == "stay":
        return Text(nl=f"In {name} verwachten wij geen water.", en=f"We expect no water in {name}.")
    if action == "leave":
        return Text(nl=f"U moet weg uit {name}.", en=f"You have to leave {name}.")
    return Text(
        nl=f"Wij weten niet of er water komt in {name}.", en=f"We do not know whether water will come to {name}."
    )


def deep(water: WaterHere) -> Text:
    """Say how high the water may come, rounded up to half a metre."""
    metres = math.ceil(water.depth_m * 2 - 1e-9) / 2
    decimals = 0 if metres.is_integer() else 1
    return Text(
        nl=f"Het kan bij de huizen tot ongeveer {number(metres, 'nl', decimals)} meter hoog komen.",
        en=f"At the houses it may rise to about {number(metres, 'en', decimals)} "
        f"{'metre' if metres == 1 else 'metres'}.",
    )


_STAY_NEAR: dict[WhyUp, Text] = {
    "decided": Text(nl="Blijf in de buurt. Ga niet de weg op.", en="Stay near your home. Do not go on the road."),
    "too_late": Text(
        nl="Er is niet genoeg tijd om veilig weg te komen. Ga niet meer de weg op.",
        en="There is not enough time to get away safely. Do not go on the road any more.",
    ),
    "no_road": Text(
        nl="Er is geen weg open die u het gebied uit brengt. Blijf in de buurt.",
        en="No road is open that takes you out of the area. Stay near your home.",
    ),
}


def to_do(
    action: Action, why_up: WhyUp | None, leaving: Leaving | None, shelter: Shelter | None, water: WaterHere | None
) -> Text:
    """Say what to do first."""
    if action == "stay":
        return Text(
            nl="U hoeft niet weg. Blijf thuis. Zo blijven de wegen vrij voor wie wel weg moet.",
            en="You need not leave. Stay at home. That keeps the roads free for those who do have to leave.",
        )
    if action == "unknown":
        return Text(
            nl="Maak u klaar om te vertrekken. Wacht op bericht van uw gemeente.",
            en="Get ready to leave. Wait for word from your municipality.",
        )
    if action == "up":
        return joined([_STAY_NEAR[why_up or "decided"], go_up(shelter, water)])
    if leaving is None:
        raise AssertionError("leaving without a way")
    return when(leaving)


def when(leaving: Leaving) -> Text:
    """Say when to leave."""
    end = earliest_end(leaving)
    if leaving.from_at is not None and end is not None and leaving.from_s:
        begin, until = in_words(leaving.from_at), in_words(end)
        return Text(
            nl=f"Vertrek tussen {begin.nl} en {until.nl}. Wacht thuis tot het zover is.",
            en=f"Leave between {begin.en} and {until.en}. Wait at home until then.",
        )
    if end is not None:
        until = in_words(end)
        return Text(nl=f"Vertrek vóór {until.nl}.", en=f"Leave before {until.en}.")
    return Text(nl="Vertrek zo snel mogelijk.", en="Leave as soon as you can.")


def earliest_end(leaving: Leaving) -> datetime | None:
    """Return the end of the turn or the last safe moment, whichever comes first."""
    ends = [end for end in (leaving.until_at, leaving.before_at) if end is not None]
    return min(ends, default=None)


def road(leaving: Leaving) -> Text:
    """Say which roads to take."""
    names_nl = [_the(name, "de ") for name in leaving.roads]
    names_en = [_the(name, "the ") for name in leaving.roads]
    sentences = []
    if len(leaving.roads) == 1:
        sentences.append(Text(nl=f"Neem {names_nl[0]}.", en=f"Take {names_en[0]}."))
    elif leaving.roads:
        sentences.append(
            Text(
                nl=f"Neem eerst {names_nl[0]} en daarna {listed(names_nl[1:]).nl}.",
                en=f"First take {names_en[0]} and then {listed(names_en[1:]).in_('en')}.",
            )
        )
    sentences.append(drive_to(leaving.towards))
    sentences.append(
        Text(
            nl="Volg de borden en de verkeersregelaars, ook als zij u een andere weg wijzen.",
            en="Follow the signs and the traffic wardens, even if they send you another way.",
        )
    )
    return joined(sentences)


def drive_to(place: str) -> Text:
    """Say where to drive."""
    if not place:
        return Text(nl="Rijd het gebied uit.", en="Drive out of the area.")
    towards = place_words(place)
    return Text(nl=f"Rijd naar {towards.nl}.", en=f"Drive to {towards.in_('en')}.")


def place_words(name: str) -> Text:
    """Return what people call a place of the network: a crossing, a border or a town."""
    kind, _, rest = name.partition(" ")
    if kind == "Knp." and rest:
        return Text(nl=f"knooppunt {rest}", en=f"the {rest} interchange")
    if kind == "Grens" and rest:
        return Text(nl=f"de grens bij {rest}", en=f"the border at {rest}")
    if kind == "gemeente" and rest:
        return Text(nl=rest, en=rest)
    return Text(nl=name, en=name)


def _the(name: str, article: str) -> str:
    return f"{article}{name}" if _ROAD_NUMBER.match(name) else name


def otherwise(leaving: Leaving, shelter: Shelter | None, water: WaterHere | None) -> Text:
    """Say what to do if leaving does not work."""
    if leaving.before_at is None:
        first = Text(nl="Kunt u niet weg?", en="Can you not leave?")
    else:
        last = in_words(leaving.before_at)
        first = Text(
            nl=f"Kunt u niet weg? Of is het later dan {last.nl}? Ga dan niet meer de weg op.",
            en=f"Can you not leave? Or is it later than {last.en}? Then do not go on the road any more.",
        )
    return joined([first, go_up(shelter, water)])


def go_up(shelter: Shelter | None, water: WaterHere | None) -> Text:
    """Say how high is high enough."""
    if shelter == "high_building":
        said = [
            Text(
                nl="Ga naar een hoog gebouw. De bovenste verdieping van een laag huis is hier niet hoog genoeg.",
                en="Go to a high building. The upper floor of a low house is not high enough here.",
            )
        ]
        if water is not None and water.collapse_share:
            said.append(
                Text(
                    nl="Dicht bij een doorbraak kunnen huizen instorten.",
                    en="Close to a breach houses may collapse.",
                )
            )
        return joined(said)
    if shelter == "doubtful":
        return Text(
            nl="Ga naar een hoog gebouw. Kan dat niet? Ga zo hoog mogelijk in uw huis. Het water kan tot de eerste "
            "verdieping komen.",
            en="Go to a high building. Is that not possible? Go as high as you can in your house. The water may reach "
            "the first floor.",
        )
    return Text(
        nl="Ga naar de bovenste verdieping van uw huis of naar een hoog gebouw. Woont u op de begane grond? Ga "
        "naar buren die hoger wonen.",
        en="Go to the upper floor of your house or to a high building. Do you live on the ground floor? Go to "
        "neighbours who live higher.",
    )


def take(action: Action, told: Guidance) -> Text:
    """Say what to take."""
    things_nl, things_en = ([item.text.in_(lang) for item in told.take] for lang in ("nl", "en"))
    first_nl, first_en = ("Leg klaar:", "Get ready:") if action == "unknown" else ("Neem mee:", "Take with you:")
    return Text(nl=f"{first_nl} {'; '.join(things_nl)}.", en=f"{first_en} {'; '.join(things_en)}.")


def help_line(phone: str) -> Text:
    """Say whom to call for help."""
    if phone:
        return Text(
            nl=f"Hebt u hulp nodig om weg te komen? Bel de gemeente: {phone}.",
            en=f"Do you need help to get away? Call the municipality: {phone}.",
        )
    return Text(
        nl="Hebt u hulp nodig om weg te komen? Bel uw gemeente.",
        en="Do you need help to get away? Call your municipality.",
    )


def unknowns(action: Action, water: WaterHere | None, shelter: Shelter | None) -> list[Text]:
    """Say what is not known and matters for what people do."""
    said: list[Text] = []
    if action == "stay":
        if water is not None and water.unknown_share > 0:
            said.append(_outside(water))
        return said
    if water is None:
        if action == "leave":
            said.append(
                Text(nl="Wij weten niet hoe hoog het water komt.", en="We do not know how high the water comes.")
            )
        return said
    if shelter in {"upper_floor", "doubtful"}:
        said.append(
            Text(
                nl="Wij weten niet hoe hoog de vloeren in uw huis liggen. Ligt uw huis lager dan de straat? Ga dan "
                "nog een verdieping hoger.",
                en="We do not know how high the floors in your house are. Is your house lower than the street? Then go "
                "one floor higher.",
            )
        )
    if water.first_s is None:
        said.append(Text(nl="Wij weten niet hoe snel het water komt.", en="We do not know how fast the water comes."))
    if water.collapse_share is None:
        said.append(
            Text(
                nl="Wij weten niet hoe hard het water stroomt. Dicht bij een doorbraak kunnen huizen instorten.",
                en="We do not know how hard the water runs. Close to a breach houses may collapse.",
            )
        )
    if water.unknown_share > 0:
        said.append(_outside(water))
    return said


def _outside(water: WaterHere) -> Text:
    return Text(
        nl=f"Voor {percentage(water.unknown_share, 'nl', 1)} van de inwoners weten wij niet of er water komt.",
        en=f"For {percentage(water.unknown_share, 'en', 1)} of the people we do not know whether water will come.",
    )
