"""Settings are built once from an environment and options, and every one of them is documented."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from elchi.errors import SettingsError
from elchi.settings import Settings, variable_of

OPERATIONS = Path(__file__).parent.parent / "docs" / "operations.md"


def test_defaults_hold_in_an_empty_environment() -> None:
    assert Settings.load({}) == Settings()
    assert Settings().ledger == "elchi.db"
    assert Settings().host == "127.0.0.1"


def test_an_option_wins_over_the_environment_and_that_over_the_default() -> None:
    environment = {"ELCHI_LEDGER": "team.db", "ELCHI_PORT": "9000", "DEMO_SERVE": "0"}
    settings = Settings.load(environment, ledger="mine.db", port=None)
    assert (settings.ledger, settings.port, settings.demo_serve) == ("mine.db", 9000, False)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("ELCHI_PORT", "many", "not a whole number"),
        ("ELCHI_MAX_BYTES", "0", "below 1"),
        ("ELCHI_PORT", "-1", "below 0"),
        ("DEMO_SERVE", "perhaps", "neither true nor false"),
    ],
)
def test_a_value_that_cannot_work_names_its_setting(variable: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        Settings.load({variable: value})
    assert caught.value.where == variable


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


@pytest.mark.parametrize("field", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_documented_with_its_default(field: dataclasses.Field[object]) -> None:
    row = next(line for line in OPERATIONS.read_text("utf-8").splitlines() if f"`{variable_of(field.name)}`" in line)
    default = (
        {True: "1", False: "0"}.get(field.default, field.default) if isinstance(field.default, bool) else field.default
    )
    assert (f"`{default}`" if default != "" else "| none |") in row
    assert field.metadata["help"]
