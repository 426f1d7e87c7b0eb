"""The ways out: readings as ``elchi.reading/1`` objects, and rows as JSON Lines or CSV.

Nothing here knows where rows come from; callers hand over mappings and a stream.
"""

from elchi.exporting.readings import reading_to_dict
from elchi.exporting.rows import FORMATS, dump_json, write_csv, write_jsonl, write_rows

__all__ = ["FORMATS", "dump_json", "reading_to_dict", "write_csv", "write_jsonl", "write_rows"]
