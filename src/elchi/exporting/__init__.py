"""The ways out: readings as ``elchi.reading/1`` objects, and the ledger's rows in every format of `WAYS`.

Nothing here knows where rows come from; callers hand over mappings and a stream.
"""

from elchi.exporting.readings import reading_to_dict
from elchi.exporting.rows import FORMATS, cell, dump_json, write_csv, write_jsonl, write_rows
from elchi.exporting.ways import WAYS, WHAT, write

__all__ = [
    "FORMATS",
    "WAYS",
    "WHAT",
    "cell",
    "dump_json",
    "reading_to_dict",
    "write",
    "write_csv",
    "write_jsonl",
    "write_rows",
]
