"""The API against its own description: made-up questions get no error of the server and no answer that is not described."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from elchi.settings import Settings
from elchi.web import create_app

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
openapi = pytest.importorskip("schemathesis.specs.openapi.checks")
pytestmark = pytest.mark.slow
# What the issue asks for: no error of the server, no answer that is not described. That a code fits no state is no matter
# of the description, and any text will do as the value of a query.
CHECKS = [
    schemathesis.checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
    openapi.response_headers_conformance,
]
KNOWN = {"a": "KZ", "b": "TR", "code": "KZ-61", "form": "md", "what": "outcomes"}
QUERIES = {"state": ["KZ", "TR"], "outcome": ["none"], "title": "minister", "represents": "KZ"}
EXAMPLES = 15  # made-up questions for each address, right and wrong ones
HERE = "http://127.0.0.1"  # the server answers to the name of this machine alone


def described(app: Any) -> Any:
    """The API by its own description."""
    with TestClient(app, base_url=HERE) as client:
        schema = client.get("/api/v1/openapi.json").json()
    api = schemathesis.openapi.from_dict(schema)
    api.app = app
    api.config.update(base_url=HERE)
    return api


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_every_answer_is_described(ledger_path: Path, tmp_path: Path, mode: str) -> None:
    copy = shutil.copy(ledger_path, tmp_path / "copy.db")  # for some of the questions decide something
    api = described(create_app(Settings(ledger=str(copy))))
    kind = schemathesis.GenerationMode(mode)
    faults: dict[str, str] = {}
    asked = 0
    for one in api.get_all_operations():
        operation = one.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=kind))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        try:
            ask()
        except* schemathesis.checks.Failure as found:
            faults[operation.label] = "\n".join(map(str, found.exceptions))
    assert asked > 5 * 50
    assert not faults, "\n\n".join(f"{label}\n{text}" for label, text in faults.items())


def test_every_address_answers_for_what_is_there(ledger_path: Path, tmp_path: Path) -> None:
    """Made-up ids are mostly of nothing; here each address that is asked gets one that the ledger has."""
    copy = shutil.copy(ledger_path, tmp_path / "copy.db")
    app = create_app(Settings(ledger=str(copy)))
    api = described(app)
    with TestClient(app, base_url="http://127.0.0.1") as client:

        def first(name: str) -> str:
            return str(client.get(f"/api/v1/{name}", params={"limit": 1}).json()["items"][0]["id"])

        known = {
            name: first(name) for name in ("documents", "engagements", "outcomes", "people", "initiatives", "profiles")
        }
    for operation in (one.ok() for one in api.get_all_operations()):
        if operation.method.upper() != "GET":
            continue
        given = KNOWN | {"ident": known.get(operation.path.split("/")[3], "OTS")}
        if "/states/" in operation.path:
            given["code"] = "KZ"
        path = {one.name: given[one.name] for one in operation.path_parameters}
        query = {one.name: QUERIES[one.name] for one in operation.query if one.is_required}
        case = operation.Case(path_parameters=path, query=query)
        answer = case.call_and_validate(checks=CHECKS)
        assert answer.status_code == 200, (operation.label, answer.text[:200])
        if "as_of" in {one.name for one in operation.query}:
            earlier = operation.Case(path_parameters=path, query=query | {"as_of": "2024-06"})
            assert earlier.call_and_validate(checks=CHECKS).status_code in (200, 404), operation.label
        if "etag" in answer.headers:
            again = operation.Case(
                path_parameters=path, query=query, headers={"If-None-Match": answer.headers["etag"][0]}
            )
            assert again.call_and_validate(checks=CHECKS).status_code == 304, operation.label
