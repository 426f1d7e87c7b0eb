"""The life of a profile in a ledger, imports with an error per row, drafts from documents, anonymity, boosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from elchi import partnering
from elchi.errors import ConflictError, UsageError
from elchi.joining import open_ledger
from elchi.ledger import Ledger
from elchi.ledger import profiles as book
from elchi.pipeline import SourceOptions, add_inputs

PROFILES = Path(__file__).parents[2] / "examples" / "profiles.jsonl"
RATINGS = {"clarity": 4, "novelty": 3, "advantage": 3, "partner": 2}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "elchi.db", clock=lambda: "2026-02-01T09:00:00+00:00") as opened:
        yield opened


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.begin() as tx:
        results = partnering.import_profiles(
            tx, PROFILES.read_text("utf-8"), "profiles.jsonl", author="ege", status="published"
        )
    assert all(row.error is None for row in results)
    return ledger


def test_from_draft_to_renewal(ledger: Ledger) -> None:
    with ledger.begin() as tx:
        partnering.import_profiles(tx, PROFILES.read_text("utf-8"), "profiles.jsonl", author="ege")
        ident = "TRTO20260101001"
        with pytest.raises(ConflictError, match="is draft"):
            partnering.step(tx, ident, "publish", author="editor", ratings=RATINGS)
        assert partnering.step(tx, ident, "submit", author="ege") == "review"
        with pytest.raises(ConflictError, match="too few"):
            partnering.step(tx, ident, "publish", author="editor", ratings=dict.fromkeys(RATINGS, 1))
        with pytest.raises(UsageError, match="four criteria"):
            partnering.step(tx, ident, "publish", author="editor", ratings={"clarity": 5})
        assert partnering.step(tx, ident, "publish", author="editor", ratings=RATINGS) == "published"
        assert book.profile(tx.connection, ident)["expires"] == "2027-02-01"
        assert partnering.step(tx, ident, "expire", author="elchi") == "expired"
        assert partnering.step(tx, ident, "renew", author="ege") == "published"
        assert [act["kind"] for act in book.acts(tx.connection, ident)] == [
            "entered",
            "submit",
            "publish",
            "expire",
            "renew",
        ]


def test_the_owner_is_anonymous_until_it_accepts(filled: Ledger) -> None:
    with filled.begin() as tx:
        number = partnering.express_interest(tx, "TRTO20260101001", sender="orda", message="we filter water")
        assert partnering.owner_for(tx, "TRTO20260101001", "orda") is None
        partnering.answer(tx, number, accept=True, author="ege")
        assert partnering.owner_for(tx, "TRTO20260101001", "orda") == "ege"
        assert partnering.owner_for(tx, "TRTO20260101001", "somebody") is None
        with pytest.raises(ConflictError, match="was accepted"):
            partnering.answer(tx, number, accept=False, author="ege")


def test_what_is_over_expires(filled: Ledger) -> None:
    with filled.begin() as tx:
        book.set_profile(tx.connection, "AZCALL20260107001", {"deadline": "2026-01-31"})
        assert partnering.expire(tx) == ["AZCALL20260107001"]


def test_each_bad_row_is_told(ledger: Ledger) -> None:
    good = PROFILES.read_text("utf-8").splitlines()[0]
    text = "\n".join([good, "{", "[1]", good, good.replace('"TR"', '"Turkey"').replace("TRTO", "TRTX")])
    with ledger.begin() as tx:
        results = partnering.import_profiles(tx, text, "bulk.jsonl", author="ege")
    assert [row.error is None for row in results] == [True, False, False, False, False]
    assert "bulk.jsonl:2" in str(results[1].error)
    assert "was given at bulk.jsonl:1" in str(results[3].error)
    assert "country" in str(results[4].error)


def test_csv(ledger: Ledger) -> None:
    text = 'id,type,country,lang,title,text,topics,budget\nTRTO1,TO,TR,en,Walnut dryer,We offer a dryer for walnuts.,agriculture;industry,"50000 EUR"\nTRTO2,TO,TR,en,Walnut,,,\n'
    with ledger.begin() as tx:
        results = partnering.import_profiles(tx, text, "bulk.csv", author="ege")
        row = book.profile(tx.connection, "TRTO1")
    assert (row["topics"], row["amount"], row["currency"]) == (["agriculture", "industry"], 50000.0, "EUR")
    assert "bulk.csv:3" in str(results[1].error)


def test_ids_count_up(filled: Ledger) -> None:
    with filled.view() as view:
        assert partnering.new_id(view, "TO", "TR", "2026-01-01") == "TOTR20260101001"  # type: ignore[arg-type]


def test_documents_give_drafts_once(ledger: Ledger, tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text(
        "date: 2025-07-29\n\nPresident Tokayev invited Turkish textile companies to relocate their production to Kazakhstan.\n",
        "utf-8",
    )
    for again in (False, True):
        list(add_inputs(ledger, [str(text)], SourceOptions(), batch=10, again=again))
        with ledger.view() as view:
            (row,) = book.profiles(view.connection, status=["draft"])
    assert row["type"] == "REL"
    assert "relocate their production" in row["text"]
    with ledger.begin() as tx:
        partnering.step(tx, row["id"], "drop", author="editor")
    list(add_inputs(ledger, [str(text)], SourceOptions(), batch=10, again=True))
    with ledger.view() as view:
        assert book.profiles(view.connection, status=["draft"]) == []


def test_matches_in_the_ledger(filled: Ledger) -> None:
    with filled.view() as view:
        matches = partnering.match_in_ledger(view, "KZTR20260102001", as_of="2026-02-01")
    assert matches[0].match == "TRTO20260101001"


def test_priorities_from_csv_speak_for_a_match(filled: Ledger) -> None:
    text = (
        "region,topic,words,source,date\nKZ-61,environment,Clean water first.,plan,2025-01-01\nKZ,environment,x,plan,\n"
    )
    with filled.begin() as tx:
        good, bad = partnering.import_priorities(tx, text, "regions.csv")
        matches = partnering.match_in_ledger(tx, "KZTR20260102001", as_of="2026-02-01")
    assert good.error is None
    assert "regions.csv:3" in str(bad.error)
    assert any("priority of KZ-61" in reason for reason in matches[0].reasons)
