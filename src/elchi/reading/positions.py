"""Offices in a sentence, with the state or organisation they belong to: "Azerbaycan Ekonomi Bakanı".

A position phrase grows from the word for the office: to the left over states, organisations, portfolios and joining
words, and to the right where the language allows ("министр экономики Казахстана"). Two offices that are joined belong
to one person and make one phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from elchi.lexicon import Hit, World, fold, load_world
from elchi.model import PositionClass
from elchi.reading.fields import (
    acting_right,
    committee_left,
    field_left,
    in_charge,
    over_left,
    small_left,
    unknown_left,
    unknown_right,
)
from elchi.reading.growing import Growing, Part, grow_left, grow_right, last_named, of_that_state, parts_of
from elchi.reading.mentions import OrganisationMention
from elchi.reading.names import given_cut
from elchi.reading.offices import PositionPhrase, deputy_of, join_offices
from elchi.reading.page import Page, Sentence, Token

_TOUCHING = 1
_DEPUTY = ("Deputy", "Vice", "First Deputy")
_MOST_PARTS = 12  # a position has few parts; a text that never ends must not either
_HOLDS = frozenset({(), ("genitive",), ("possessive",), ("relative",), ("nominative",), ("plural",)})
# what heads an organisation of each kind is
_CLASS_BY_KIND = {
    "company": PositionClass.EXECUTIVE, "bank": PositionClass.EXECUTIVE, "chamber": PositionClass.EXECUTIVE,
    "association": PositionClass.EXECUTIVE, "university": PositionClass.ACADEMIC, "institute": PositionClass.ACADEMIC,
    "academy": PositionClass.ACADEMIC, "agency": PositionClass.AGENCY_HEAD, "fund": PositionClass.AGENCY_HEAD, "foundation": PositionClass.AGENCY_HEAD,
    "igo": PositionClass.AGENCY_HEAD, "committee": PositionClass.AGENCY_HEAD, "programme": PositionClass.AGENCY_HEAD, "parliament": PositionClass.SPEAKER,
    "group": PositionClass.MP, "government": PositionClass.GOVERNOR, "court": PositionClass.OFFICIAL,
    "ministry": PositionClass.MINISTER,
}  # fmt: skip
_OWN_ID = frozenset(
    [
        *("company", "bank", "chamber", "association", "university", "institute", "academy"),
        *("fund", "foundation", "igo", "park", "zone"),
    ]
)
_STAFF = {
    **dict.fromkeys(("company", "bank", "chamber", "association"), PositionClass.EXECUTIVE),
    **dict.fromkeys(("university", "institute", "academy"), PositionClass.ACADEMIC),
}
"""What those are who head a part of a body."""
_FUNDS = frozenset({"fund", "foundation", "igo"})
_HEADED = frozenset({PositionClass.EXECUTIVE, PositionClass.ACADEMIC})
_BUSINESS = frozenset({"company", "bank", "chamber"})
_MOVABLE = frozenset({PositionClass.AGENCY_HEAD, PositionClass.EXECUTIVE, PositionClass.HEAD_OF_STATE})


def find_positions(
    page: Page, sentence: Sentence, organisations: Sequence[OrganisationMention]
) -> list[PositionPhrase]:
    """All position phrases of a sentence, in order."""
    if not sentence.of("office", "alias", "counterpart"):
        return []
    world = load_world()
    covered = [(o.start, o.end) for o in organisations]
    offices = [
        hit
        for hit in sentence.of("office", "alias")
        if not any(a <= hit.start and hit.end <= b and (a, b) != (hit.start, hit.end) for a, b in covered)
    ]
    places = [(h.start, h.end) for h in sentence.of("city", "region")]
    offices = [hit for hit in offices if not any(a <= hit.start and hit.end <= b for a, b in places)]  # «Нур-Султан»
    offices = [
        hit
        for hit in offices
        if not any(
            o is not hit and o.start <= hit.start and hit.end <= o.end and (o.end - o.start) > (hit.end - hit.start)
            for o in offices
        )
    ]
    offices = sorted(
        [hit for hit in offices if not _part_of_name(page, sentence, hit) and hit.labels != ("relative",)]
        + sentence.of("counterpart"),
        key=lambda hit: hit.start,
    )
    phrases: list[PositionPhrase] = []
    for hit in offices:
        if phrases and hit.start < phrases[-1].end:
            if hit.end > phrases[-1].end and str(hit.entry.data.get("en", "")).startswith(_DEPUTY):
                phrases[-1] = deputy_of(phrases[-1], hit.end, hit.labels)
            continue
        floor = phrases[-1].end if phrases else sentence.start
        phrase = _phrase(page, sentence, hit, organisations, world, floor)
        if not _attached(page, sentence, phrase):
            phrases.append(phrase)
        elif phrases and fold(page.text[phrases[-1].end : phrase.start]).split()[:1] == [
            _last_small(page, sentence, phrase)
        ]:
            phrases[-1] = replace(phrases[-1], end=phrase.end, state=phrases[-1].state or phrase.state, bare=False)
    return join_offices(page, sentence, phrases)


def _last_small(page: Page, sentence: Sentence, phrase: PositionPhrase) -> str | None:
    """The word before an office, articles aside."""
    before = [t for t in sentence.tokens if t.end <= phrase.start]
    words = [page.view[t.start : t.end] for t in before[-2:]]
    return next(
        (word for word in reversed(words) if word not in (sentence.language.raw["language"].get("articles") or ())),
        None,
    )


def _attached(page: Page, sentence: Sentence, phrase: PositionPhrase) -> bool:
    """Whether an office only says to whom a body belongs: "the Academy under the President", «Академия при Президенте»."""
    return _last_small(page, sentence, phrase) in (sentence.language.raw["language"].get("attached") or ())


def _part_of_name(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """Whether an office is a surname, behind a known given name: "İbrahim Reisi"."""
    if not page.text[hit.start].isupper():
        return False
    before = next((t for t in reversed(sentence.tokens) if t.end <= hit.start), None)
    after = next((t for t in sentence.tokens if t.start >= hit.end), None)
    if after is not None and after.capital and after.word in sentence.language.names.given:
        return False  # "Şahbaz Şərif Prezident İlham Əliyevə zəng edib"
    if _given_beside(page, sentence, hit, after):
        return True
    return (
        before is not None and page.text[before.end : hit.start] == " " and before.word in sentence.language.names.given
    )


def _given_beside(page: Page, sentence: Sentence, hit: Hit, after: Token | None) -> bool:
    """Whether a word for an office is a given name, between another office or body and a surname: «генсек ТЮРКСОЙ Султан Раев»."""
    language, word = sentence.language, page.view[hit.start : hit.end]
    if after is None or not after.capital or page.text[hit.end : after.start] != " ":
        return False
    if word not in language.names.given and given_cut(language, word) is None:
        return False
    if any(h.start == after.start for h in sentence.of("state", "city", "office")):
        return False
    return (
        any(0 <= hit.start - h.end <= _TOUCHING for h in sentence.of("office", "organisation", "state") if h is not hit)
        or page.text[hit.start - 2 : hit.start] == ") "
    )


def _phrase(
    page: Page, sentence: Sentence, hit: Hit, organisations: Sequence[OrganisationMention], world: World, floor: int
) -> PositionPhrase:
    grown = Growing(
        hit.start,
        hit.end,
        [],
        [],
        [],
        posted=hit.value in {PositionClass.AMBASSADOR, PositionClass.CONSUL},
        plural="plural" in hit.labels,
    )
    parts = parts_of(page, sentence, hit, organisations)
    _take_within(sentence, hit, grown, organisations)
    _grow(page, sentence, hit, grown, parts, floor)
    if not grown.states and not grown.places:  # "head of Guba District Executive Authority"
        grown.places += [
            h.value.partition(", ")[2]
            for h in sentence.of("city")
            for o in grown.organisations
            if o.kind == "government" and o.start <= h.start < o.end
        ]
    of_bodies = all(state in [o.state for o in organisations] for state in grown.states)
    if (
        of_bodies
        and "otherwise" not in hit.entry.data
        and not grown.places
        and of_that_state(page, sentence, grown)
        and (said := last_named(page, sentence, grown.start))
    ):
        grown.states.append(said)
    return _describe(hit, grown, world)


def _take_within(sentence: Sentence, hit: Hit, grown: Growing, organisations: Sequence[OrganisationMention]) -> None:
    """Take the bodies and states that share words with the office."""
    for mention in organisations:
        if (
            mention.start < hit.end and hit.start < mention.end
        ):  # "Şura Meclisi Başkanı" shares its body with the office
            grown.start, grown.own = min(grown.start, mention.start), True
            grown.states += [mention.state] if mention.state else []
            shares = hit.value in _HEADED or (hit.value == PositionClass.AGENCY_HEAD and _of_many(mention))
            fund = mention.kind in _FUNDS and "represents" not in hit.entry.data
            if not grown.organisations and (fund or (shares and mention.kind in _OWN_ID)):
                grown.organisations.append(mention)  # "Chairman of the Chamber of Commerce" shares its body too
            if sentence.language.modifiers == "both":
                grown.end = max(grown.end, mention.end)  # "глава МИД Казахстана"
    for city in sentence.of("city"):
        if city.start < hit.end and hit.start < city.end:  # "Бишкектин мэри" shares a word with its city
            grown.start = min(grown.start, city.start)
            grown.places.append(city.value.partition(", ")[2])
    for state in sentence.of("state"):
        if hit.start <= state.start < hit.end:  # «президент Республики Узбекистан» shares a word with its state
            grown.states.append(state.value)
            grown.end = max(grown.end, state.end)


def _of_many(mention: OrganisationMention) -> bool:
    """Whether a body is one of several states, so that who heads it represents none of them."""
    known = load_world().organisations.get(mention.id)
    return known is not None and known.state is None


def _grow(page: Page, sentence: Sentence, hit: Hit, grown: Growing, parts: Sequence[Part], floor: int) -> None:
    """Grow to the left, over what no list knows too, and to the right where the language allows."""
    language = sentence.language
    for _ in range(_MOST_PARTS):
        if not grow_left(page, language, grown, parts, floor):
            break
    unknown_left(page, sentence, hit, grown, floor)
    if grown.unknown:
        for _ in range(4):
            if not grow_left(page, language, grown, parts, floor):
                break
    small_left(page, sentence, hit, grown, floor)
    for _ in range(4 if sentence.language.raw["language"].get("that_body") else 0):
        if not grow_left(page, language, grown, parts, floor):
            break
    in_charge(page, sentence, hit, grown, floor)
    if language.modifiers == "before":
        committee_left(page, sentence, hit, grown, parts, floor)
        over_left(page, sentence, hit, grown, parts, floor)
        field_left(page, sentence, hit, grown, floor)
        acting_right(page, sentence, grown)
    else:
        _grow_behind(page, sentence, grown, parts)


def _grow_behind(page: Page, sentence: Sentence, grown: Growing, parts: Sequence[Part]) -> None:
    """Grow to the right, where states and portfolios stand behind an office too."""
    for _ in range(_MOST_PARTS if sentence.language.modifiers == "both" else 0):
        grew = grow_right(page, sentence.language, grown, parts, sentence.end)
        if not grew and not unknown_right(page, sentence, grown):
            break


def _state_of(hit: Hit, grown: Growing) -> str | None:
    """The state that the words of a phrase name, or whose the office is where they name none ("köztársasági elnök")."""
    if grown.states:
        return grown.states[-1]
    if grown.places and not grown.posted:
        return grown.places[-1] or None
    return None if grown.organisations else hit.entry.data.get("otherwise")


def _own_name(mention: OrganisationMention, state: str | None) -> bool:
    """Whether a body that no state has stands for itself: "the Arab Parliament"."""
    return mention.kind == "parliament" and state is None and " " in mention.name


def _headed(grown: Growing) -> OrganisationMention | None:
    """The body that an office heads: of a ministry's committee not the ministry, which tells only the state."""
    mention = grown.organisations[0] if grown.organisations else None
    return None if mention is not None and grown.own and mention.kind == "ministry" else mention


def _describe(hit: Hit, grown: Growing, world: World) -> PositionPhrase:
    data = hit.entry.data
    position_class = PositionClass(hit.value or "other")
    state = _state_of(hit, grown)
    if grown.portfolios and "with_portfolio" in data:
        data = {**data, "en": data["portfolio_en"]}
        position_class = PositionClass(data["with_portfolio"])  # "глава внешнеполитического ведомства"
    elif grown.states and not grown.organisations and "with_state" in data:
        position_class = PositionClass(data["with_state"])  # "глава Руанды", but "глава компании"
    if grown.committee and position_class in {PositionClass.AGENCY_HEAD, PositionClass.OFFICIAL}:
        position_class = PositionClass.MP  # of a committee of a parliament
    if grown.department and position_class in {PositionClass.AGENCY_HEAD, PositionClass.EXECUTIVE}:
        position_class = _STAFF.get(grown.organisations[0].kind, PositionClass.OFFICIAL)
    organisation: str | None = None
    mention = _headed(grown)
    if mention is not None:
        state = state or mention.state
        vice = position_class is PositionClass.DEPUTY_HEAD_OF_GOVERNMENT and mention.kind in {
            *_OWN_ID,
            "parliament",
        }  # "vice-president of the World Bank"
        if (position_class in _MOVABLE or vice or data.get("leads")) and mention.kind in _CLASS_BY_KIND:
            position_class = _CLASS_BY_KIND[mention.kind]
        elif position_class is PositionClass.OFFICIAL and mention.kind in _BUSINESS:
            position_class = PositionClass.EXECUTIVE  # "a kamara titkára"
        envoy = position_class is PositionClass.AMBASSADOR and bool(grown.states)  # a state's envoy to a body
        known = world.organisations.get(mention.id)
        if (
            (mention.kind in _OWN_ID or (known is not None and known.state is None) or _own_name(mention, state))
            and not envoy
            and not (mention.kind in {"fund", "institute", "academy"} and mention.id in world.states)
        ):
            organisation = mention.id
    organisation = organisation or data.get("represents")
    portfolio = " and ".join(filter(None, [", ".join(grown.portfolios[:-1]), *grown.portfolios[-1:]]))
    template = str(data.get("en", ""))
    filler = portfolio or (mention.name_en or mention.name if mention else "")
    office = (
        template.replace("{}", filler)
        if "{}" in template and filler
        else str(data.get("bare") or template.replace("of {}", "").replace("{}", "").strip())
    )
    if mention and "{}" not in template:
        office = f"{office} of {mention.name_en or mention.name}"
    return PositionPhrase(
        start=grown.start,
        end=grown.end,
        office=office,
        position_class=PositionClass.OTHER if grown.former else position_class,
        state=state,
        organisation=organisation,
        former=grown.former,
        plural="plural" in hit.labels,
        bare=((grown.start, grown.end) == (hit.start, hit.end) and not organisation and state is None)
        or hit.kind == "alias",
        labels=hit.labels,
        counterpart=hit.kind == "counterpart",
        alone=PositionClass(data["alone"]) if "alone" in data else None,
        under=data.get("under"),
        vice=PositionClass(data["vice"]) if "vice" in data else None,
        listed=tuple(grown.states) if grown.plural and len(grown.states) > 1 else (),
    )


def covers(spans: Sequence[tuple[int, int]], token: Token) -> bool:
    """Whether a token lies in one of the spans."""
    return any(start <= token.start < end for start, end in spans)
