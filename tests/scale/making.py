"""Large inputs in small: the example documents as JSON Lines, Parquet and WARC (loaded by conftest)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
Row = dict[str, str | None]


def examples(count: int) -> list[Row]:
    """So many documents: the examples in turn, from the second round on told apart by a line."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "examples" / "documents").glob("*.json"))]
    found = [row for row in found if "language" not in row]  # archives name no language, which one on trial must be
    rows: list[Row] = []
    for number in range(count):
        row = found[number % len(found)]
        turn = number // len(found)
        rows.append({"text": row["text"] + (f"\n{turn}" if turn else ""), "published": row["published"]})
    return rows


def write_rows(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def write_parquet(path: Path, rows: Sequence[Row], group: int = 10) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=group)
    return path


def page(row: Row) -> str:
    title, _, rest = (row["text"] or "").partition("\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in rest.splitlines() if line)
    day = f'<meta property="article:published_time" content="{row["published"]}">' if row["published"] else ""
    head = f'<html><head><meta charset="utf-8"><title>{title}</title>{day}</head>'
    return f"{head}<body><nav>Menu</nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"


def write_warc(path: Path, pages: Iterable[str], *, packed: bool = True) -> Path:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for number, content in enumerate(pages):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            address = f"https://news.example/{number}"
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(content.encode()), http_headers=headers
            )
            writer.write_record(record)
    return path
