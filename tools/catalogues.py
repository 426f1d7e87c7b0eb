"""Bring the catalogues of messages up to date: ``python tools/catalogues.py``.

Gathers every message of the package from templates (``_`` and ``n_``) and modules (``N_``), and merges them into
``src/elchi/words/locales/<language>.po``. New messages come in empty, gone ones go out; a test asks that none is empty.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from elchi.words import LANGUAGES, SOURCE

PACKAGE = Path(__file__).parent.parent / "src" / "elchi"
LOCALES = PACKAGE / "words" / "locales"
Message = str | tuple[str, str]


def gather() -> Catalog:
    """Return a catalogue of all messages, each with the file it stands in."""
    catalogue = Catalog(charset="utf-8")
    environment = Environment(autoescape=True)
    for path in sorted((PACKAGE / "web" / "templates").glob("*.html")):
        for _, function, told in extract_from_ast(environment.parse(path.read_text("utf-8")), ("_", "n_")):
            _note(catalogue, function, told, path)
    for path in sorted(PACKAGE.rglob("*.py")):
        for _, function, told, _ in extract_python(BytesIO(path.read_bytes()), ("N_",), (), {}):
            _note(catalogue, function or "", told, path)
    return catalogue


def _note(catalogue: Catalog, function: str, told: object, path: Path) -> None:
    """Note one message: its first argument, or the first two of one that has a plural."""
    arguments = [one for one in (told if isinstance(told, tuple) else (told,)) if one]
    message: Message = (arguments[0], arguments[1]) if function == "n_" else arguments[0]
    catalogue.add(message, locations=[(str(path.relative_to(PACKAGE)), 0)])


def bring_up_to_date(language: str, template: Catalog) -> bytes:
    """Return the catalogue of a language with exactly the messages of the template."""
    path = LOCALES / f"{language}.po"
    if path.exists():
        catalogue = read_po(path.open("rb"), locale=language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
    else:
        catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False)
        for message in template:
            if message.id:
                catalogue.add(message.id, locations=message.locations)
    written = BytesIO()
    # No lines and no dates: a catalogue changes when a message does.
    write_po(written, catalogue, omit_header=False, sort_output=True, include_lineno=False, width=118, no_location=True)
    return _with_head(written.getvalue(), catalogue, language)


def _with_head(text: bytes, catalogue: Catalog, language: str) -> bytes:
    """Return a catalogue under a head that changes only when the language's rules do."""
    head = {
        "Project-Id-Version": "Elchi",
        "Language": language,
        "Plural-Forms": catalogue.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in head.items())]
    return ("\n".join(lines) + "\n\n").encode() + text.partition(b"\n\n")[2]


def main() -> None:
    """Write all catalogues, and say what is still to be translated."""
    LOCALES.mkdir(exist_ok=True)
    template = gather()
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        (LOCALES / f"{language}.po").write_bytes(bring_up_to_date(language, template))
        catalogue = read_po((LOCALES / f"{language}.po").open("rb"), locale=language)
        empty = [m.id for m in catalogue if m.id and not all([m.string] if isinstance(m.string, str) else m.string)]
        print(f"{language}: {len(catalogue)} messages, {len(empty)} to translate")


if __name__ == "__main__":
    main()
