"""The clause around a word of promising: as much of the sentence as says what is promised, and no more.

Where the verb comes last (Turkic languages) the clause ends with the word and begins behind the comma, the finite verb
or the setting ("görüşmede", "… toplantısında") before it; elsewhere it begins behind the words that report it and
behind the "and" that joins it to another predicate. What stays long is cut at the commas and dashes next to the word.
"""

from __future__ import annotations

import re
from itertools import pairwise

from elchi.lexicon import Hit
from elchi.reading.page import Token
from elchi.reading.scene import Scene
from elchi.reading.statements import quotations

CUT = re.compile(r"[;:]\s|,\s|\s[–—-]\s")
"""Where one clause of a sentence may end and the next begin."""
_COMMA_CLAUSE = 30
"""Shortest clause, in characters, that a comma may begin where the verb comes last; what is shorter is one of a list."""
_JOINED_CLAUSE = 18
"""The same behind a finite verb and "and"."""
_REPORT = 24
"""Characters within which a verb of saying behind a comma begins a report."""
_OPENER = 9  # characters between "agreed" and "that"
_FAR_OPENER = 200
"""The same where the word opens nothing else: "megállapodott X és Y abban, hogy"."""
_OPENING = 2
"""Words behind a comma among which another clause shows that it begins."""
_JOIN = 3
_PARTED = 2  # characters between two places of a list
_NEAR_CUT = 60  # characters between a comma and the predicate of its clause
_MANY_WORDS = 22
_FEW_WORDS = 7
_PREDICATES = ("say", "perform", "engagement.verb", "outcome.verb", "outcome.phrase")
_LOOSE = frozenset({"participle", "nominal", "infinitive", "future_participle"})


def clause_of(text: str, scene: Scene, hit: Hit, *, whole: bool) -> tuple[int, int]:
    """Place of the clause around `hit`; `whole` where its subject belongs to it (who signs stands far from the verb)."""
    start, end = scene.sentence.start, scene.sentence.end
    quoted = next((q for q in quotations(text, start, end) if q[0] <= hit.start and hit.end <= q[1]), None)
    if quoted is not None:
        start, end = max(start, quoted[0]), min(end, quoted[1])
    verb_final = scene.sentence.language.verb_final
    if verb_final and hit.kind == "outcome.verb" and (quoted is None or _joined_on(text, scene, hit)):
        end = hit.end  # what follows the verb belongs to another clause: who said so, and where
    elif verb_final and quoted is None:
        end = _before_saying(scene, hit, end)
    if verb_final:
        start = _behind_finite(text, scene, start, hit, end)
        if not whole:
            start = _behind_comma(text, scene, start, hit, end)
    else:
        start, end = _without_saying(text, scene, hit, start, end)
        end = _before_break(text, scene, max(start, hit.end), end, start)
        start, end = _behind_and(text, scene, start, hit), _before_and(text, scene, hit, end)
        start = _coordinate(text, scene, start, end, hit)
    if _words(scene, start, end) > _MANY_WORDS:
        start, end = _shorten(text, scene, start, end, hit)
        start = start if verb_final else _behind_opener(text, scene, start)
    return trim(text, start, end)


def _behind_opener(text: str, scene: Scene, start: int) -> int:
    """Behind the "that" with which what was cut begins."""
    openers = scene.sentence.language.raw["language"].get("that") or []
    first = next((t for t in scene.sentence.tokens if t.start >= start), None)
    return first.end if first is not None and text[first.start : first.end].lower() in openers else start


def _joined_on(text: str, scene: Scene, hit: Hit) -> bool:
    """Whether "and" joins another predicate behind a verb."""
    following = next((t for t in scene.sentence.tokens if t.start >= hit.end), None)
    return following is not None and text[following.start : following.end].lower() in scene.sentence.language.and_words


def qualifies(text: str, scene: Scene, hit: Hit) -> bool:
    """Whether a verb stands before a noun that it qualifies ("imzalanan anlaşma"), where verbs else come last."""
    if not scene.sentence.language.verb_final or hit.kind != "outcome.verb":
        return False
    following = next((t for t in scene.sentence.tokens if t.start >= hit.end), None)
    if following is None or text[hit.end : following.start] != " ":
        return False
    if text[following.start : following.end].lower() in scene.sentence.language.and_words:
        return False
    return not any(h.start <= following.start < h.end for h in scene.of(*_PREDICATES))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text without the blanks, marks and bullets around it."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in '.,;:–—"»”'):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in '–—-•*"«“„'):
        start += 1
    return start, end


def _words(scene: Scene, start: int, end: int) -> int:
    return sum(1 for t in scene.sentence.tokens if start <= t.start and t.end <= end)


def _names(scene: Scene) -> list[tuple[int, int]]:
    """Places that are never cut in two."""
    return [
        *((p.start, p.end) for p in scene.positions),
        *((o.start, o.end) for o in scene.organisations),
        *((s.start, s.end) for s in scene.sessions),
        *((d.start, d.end) for d in scene.dates),  # "May 1, 2024"
        *_beside(scene),
    ]


def _beside(scene: Scene) -> list[tuple[int, int]]:
    """States and cities that only a comma parts: "Paris, France", "Azerbaijan, Kazakhstan and Uzbekistan"."""
    places = sorted((h.start, h.end) for h in [*scene.states, *scene.cities])
    return [(a, d) for (a, b), (c, d) in pairwise(places) if 0 < c - b <= _PARTED]


def _uncut(scene: Scene, cuts: list[int]) -> list[int]:
    names = _names(scene)
    return [c for c in cuts if not any(a < c < b for a, b in names)]


def _behind_comma(text: str, scene: Scene, start: int, hit: Hit, end: int) -> int:
    cuts = _uncut(scene, [m.end() for m in CUT.finditer(text, start, hit.start) if end - m.end() >= _COMMA_CLAUSE])
    return max(cuts, default=start)


def _behind_finite(text: str, scene: Scene, start: int, hit: Hit, end: int) -> int:
    """Behind a finite verb and "and": "… teşekkür etti ve bakanı Türkiye'ye davet etti"."""
    language = scene.sentence.language
    ends = [h.end for h in scene.of(*_PREDICATES) if h.end < hit.start and not (set(h.labels) & _LOOSE)]
    for token in reversed(scene.sentence.tokens):
        inside = start < token.start and token.end < hit.start and end - token.end >= _JOINED_CLAUSE
        if (
            inside
            and text[token.start : token.end].lower() in language.and_words
            and any(0 <= token.start - e <= 2 for e in ends)
        ):
            return token.end
    return start


def _behind_and(text: str, scene: Scene, start: int, hit: Hit) -> int:
    """Behind the "and" right before a verb: "discussed plans and agreed to …"."""
    if hit.kind != "outcome.verb":
        return start
    before: list[Token] = [t for t in scene.sentence.tokens if start <= t.start and t.end <= hit.start]
    if (
        before
        and len(before) > _FEW_WORDS
        and text[before[-1].start : before[-1].end].lower() in scene.sentence.language.and_words
    ):
        return before[-1].end
    return start


def _before_and(text: str, scene: Scene, hit: Hit, end: int) -> int:
    """Before the "and" that joins another finite verb of promising: "signed the treaty and adopted a declaration"."""
    if hit.kind != "outcome.verb":
        return end
    joining = {word for phrase in scene.sentence.language.and_words for word in phrase.split()}
    for verb in scene.of("outcome.verb"):
        if verb.value == hit.value or not hit.end < verb.start < end:
            continue
        before = [t for t in scene.sentence.tokens if hit.end <= t.start and t.end <= verb.start]
        joint = len(before)
        while joint and text[before[joint - 1].start : before[joint - 1].end].lower() in joining:
            joint -= 1
        if len(before) - joint and joint > _FEW_WORDS - 1:
            return before[joint].start
    return end


def _coordinate(text: str, scene: Scene, start: int, end: int, hit: Hit) -> int:
    """The second of two clauses that a comma joins, where each has a predicate of its own: "A и B проведут переговоры, а делегации подпишут …"."""
    verbs = [
        h
        for h in scene.of("say", "perform", "engagement.verb", "outcome.verb")
        if h.end <= hit.start or h.start >= hit.end
    ]
    cuts = _uncut(scene, [m.end() for m in CUT.finditer(text, start, end) if m[0].startswith((",", ";"))])
    for cut in cuts:
        enough = _words(scene, start, cut) >= _FEW_WORDS <= _words(scene, cut, end)
        if (
            enough
            and cut <= hit.start
            and hit.start - cut < _NEAR_CUT
            and any(start <= h.start < cut for h in verbs)
            and not any(cut <= h.start < hit.start for h in verbs)
        ):
            start = cut
    return start


def _without_saying(text: str, scene: Scene, hit: Hit, start: int, end: int) -> tuple[int, int]:
    """The clause without the words that report it: "He announced that …", "…, he said", "Közölte: …"."""
    openers = scene.sentence.language.raw["language"].get("that") or []
    if hit.value == "agreed":  # "they agreed that …": what follows is agreed
        reach = _FAR_OPENER if scene.sentence.language.raw["language"].get("that_only") else _OPENER
        following = (
            t
            for t in scene.sentence.tokens
            if hit.end <= t.start <= hit.end + reach and text[t.start : t.end].lower() in openers
        )
        if (opener := next(following, None)) is not None:
            start = max(start, opener.end)
    says = scene.of("say", "outcome.verb")
    for token in scene.sentence.tokens:
        if (
            start <= token.start
            and token.end <= hit.start
            and text[token.start : token.end].lower() in openers
            and any(start <= h.start < token.start for h in says)
        ):
            start = token.end
    says = scene.of("say")
    for cut in CUT.finditer(text, start, end):
        if (
            cut.end() <= hit.start
            and cut[0].startswith(":")
            and any(start <= s.start and s.end <= cut.start() for s in says)
        ):
            start = cut.end()
        if cut.start() >= hit.end and cut[0] != ": " and any(cut.end() <= s.start <= cut.end() + _REPORT for s in says):
            return start, cut.start()
    return start, end


def _before_break(text: str, scene: Scene, behind: int, end: int, start: int) -> int:
    """Before the comma behind which another clause begins: "…, ezzel segítenék a járat elindítását", "…, Magyarország pedig …"."""
    breaks = scene.sentence.language.raw["language"].get("breaks") or ()
    if not breaks:
        return end
    for cut in CUT.finditer(text, behind, end):
        after = [t for t in scene.sentence.tokens if cut.end() <= t.start < end][:_OPENING]
        opens = any(text[t.start : t.end].lower() in breaks for t in after)
        if opens and _words(scene, start, cut.start()) >= _FEW_WORDS - 3:
            return cut.start()
    return end


def alone(text: str, scene: Scene, start: int, end: int) -> tuple[int, int]:
    """What is told without the "that" before it and who reports it behind."""
    return trim(text, _behind_opener(text, scene, start), without_report(text, scene, start, end)[1])


def without_report(text: str, scene: Scene, start: int, end: int) -> tuple[int, int]:
    """A stretch without the words behind a dash or comma that only report it: "… – közölte a tárca"."""
    if scene.sentence.language.verb_final:
        return start, end
    says = {s.start for s in scene.of("say")}
    for cut in CUT.finditer(text, start, end):
        told = _words(scene, start, cut.start()) >= _FEW_WORDS
        if told and cut[0] != ": " and cut.end() in says:
            return start, cut.start()
    return start, end


def _before_saying(scene: Scene, hit: Hit, end: int) -> int:
    """Where a verb of saying closes the sentence, the clause ends before it: "… belirlediklerini bildirdi"."""
    closing = [h for h in scene.of("say") if h.start > hit.end and end - h.end <= _JOIN]
    return min((h.start for h in closing), default=end)


def _shorten(text: str, scene: Scene, start: int, end: int, hit: Hit) -> tuple[int, int]:
    """A long clause cut at the marks nearest to the word, or behind its setting, with some words left."""
    marks = _uncut(scene, [m.end() for m in CUT.finditer(text, start, end)])
    lefts = [c for c in marks if c <= hit.start and _words(scene, c, end) >= _FEW_WORDS]
    if not lefts and scene.sentence.language.verb_final:
        lefts = [c for c in sorted(_settings(scene, start, hit)) if _words(scene, c, end) >= _FEW_WORDS]
    left = next((c for c in lefts if _words(scene, c, end) <= _MANY_WORDS), lefts[-1] if lefts else start)
    if _words(scene, left, end) <= _MANY_WORDS:
        return left, end
    rights = [c for c in marks if c >= hit.end and _words(scene, left, c) >= _FEW_WORDS]
    return left, next(
        (c for c in reversed(rights) if _words(scene, left, c) <= _MANY_WORDS), rights[0] if rights else end
    )


def _settings(scene: Scene, start: int, hit: Hit) -> list[int]:
    """Ends of what says where something was agreed: a session, a talk, a visit."""
    ends = [s.end for s in scene.sessions] + [n.end for n in scene.of("engagement.noun") if "locative" in n.labels]
    return [e for e in ends if start < e <= hit.start]
