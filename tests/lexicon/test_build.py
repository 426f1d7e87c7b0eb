"""The compiled lexicon: it is what the YAML says, and faults are named with file, line and mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.errors import LexiconError, UnsupportedSourceError
from elchi.lexicon import load_language, supported_languages, trial_languages
from elchi.lexicon.build import DATA, compile_all, main, transliterate

LANGUAGE = "code: xx\nname: Testish\nscript: Latn\nfrequent: [ve]\n"


def write(folder: Path, **files: str) -> Path:
    (folder / "xx").mkdir(exist_ok=True)
    (folder / "xx" / "language.yaml").write_text(LANGUAGE, "utf-8")
    for name, text in files.items():
        (folder / "xx" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_the_package_holds_exactly_what_the_yaml_says() -> None:
    compiled = compile_all()
    present = {path.stem: path.read_text("utf-8") for path in DATA.glob("*.json")}
    assert sorted(present) == sorted(compiled)
    assert [name for name, text in compiled.items() if present[name] != text] == []


def test_every_language_loads() -> None:
    for code in (*supported_languages(), *trial_languages()):
        language = load_language(code)
        assert language.code == code
        assert language.frequent


def test_a_language_without_a_lexicon_is_refused() -> None:
    with pytest.raises(UnsupportedSourceError, match="tlh"):
        load_language("tlh")


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("topics", "trade: [ticaret~]\nmagic: [sihir]\n", 2, "unknown key 'magic'"),
        ("positions", "offices:\n  - {terms: [bakan~], class: wizard}\n", 2, "unknown position class 'wizard'"),
        ("topics", "trade: [ticaret~]\ntrade: [ticari]\n", 2, "given twice"),
        ("topics", "trade: [ticaret~\n", 2, "invalid YAML"),
        ("topics", 'trade: ["ticaret[li"]\n', 1, "stray bracket"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(tmp_path: Path, name: str, text: str, line: int, says: str) -> None:
    with pytest.raises(LexiconError) as caught:
        compile_all(write(tmp_path, **{name: text}))
    assert says in caught.value.message
    assert f"{name}.yaml:{line}" in str(caught.value)


def test_one_faulty_language_does_not_hold_up_the_others(tmp_path: Path) -> None:
    write(tmp_path, topics="magic: [sihir]\n")
    (tmp_path / "yy").mkdir()
    (tmp_path / "yy" / "language.yaml").write_text(LANGUAGE.replace("xx", "yy"), "utf-8")
    faults: list[LexiconError] = []
    compiled = compile_all(tmp_path, faults)
    assert len(faults) == 1
    assert "yy" in compiled
    assert "xx" not in compiled


def test_a_variant_converts_the_terms_of_its_base_and_adds_its_own(tmp_path: Path) -> None:
    write(tmp_path, topics="trade: [savdo~]\n")
    variant = tmp_path / "xx-Cyrl"
    variant.mkdir()
    table = "[[s, с], [a, а], [v, в], [d, д], [o, о], [sh, ш]]"
    (variant / "language.yaml").write_text(
        f"code: xx-Cyrl\nname: T\nscript: Cyrl\nbase: xx\ntransliterate: {table}\n", "utf-8"
    )
    (variant / "topics.yaml").write_text("trade: [тижорат~]\n", "utf-8")
    compiled = json.loads(compile_all(tmp_path)["xx-Cyrl"])
    assert compiled["topics"]["trade"] == ["савдо~", "тижорат~"]
    assert compiled["language"]["script"] == "Cyrl"


def test_transliteration_takes_the_longest_pair_and_leaves_paradigms_alone() -> None:
    table = [("s", "с"), ("sh", "ш"), (" e", " э"), ("e", "е")]
    assert transliterate("she{se}", table) == "ше{se}"
    assert transliterate("e e", table) == "э э"


def test_check_is_green_on_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert "up to date" in capsys.readouterr().out
