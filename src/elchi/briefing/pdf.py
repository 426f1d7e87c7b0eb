"""A brief as a PDF, set by Typst from `page.typ`; Typst and its fonts come inside its package (``elchi[pdf]``)."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources

from elchi.briefing.page import Brief
from elchi.errors import UsageError


def to_pdf(brief: Brief) -> bytes:
    """The page as the bytes of a PDF.

    Raises
    ------
    UsageError
        Typst is not installed.

    """
    try:
        import typst
    except ImportError as error:
        raise UsageError("a PDF needs Typst", where="--format pdf", mend="pip install 'elchi[pdf]'") from error
    template = resources.files("elchi.briefing").joinpath("page.typ").read_bytes()
    # The words go in as data, never as markup: nothing in a document can become an instruction.
    return typst.compile(template, sys_inputs={"brief": json.dumps(asdict(brief))})
