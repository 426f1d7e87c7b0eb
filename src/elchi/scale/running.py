"""Pieces are read by workers: in this process, or over Ray Data on all cores of one machine or of many.

A worker takes a piece, reads it and puts its file in its place; nothing but counts travels between processes. With
``RAY_ADDRESS`` set the run joins that cluster (the output must then be a folder that all machines share), without it
Ray is started here with as many workers as were asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from elchi.errors import BrokenSourceError, ElchiError, SettingsError
from elchi.pipeline import SourceOptions, sift_piece
from elchi.scale.files import open_file, window
from elchi.scale.plans import Piece, Plan, Wish
from elchi.scale.shards import counts_of, shard_path, write_shard

_OBJECTS = 128 * 1024 * 1024  # what Ray keeps between processes: only names and counts travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of one piece; `kept` where an earlier run had finished it."""

    index: int
    source: str
    read: int = 0
    irrelevant: int = 0
    failed: int = 0
    kept: bool = False


def run(plan: Plan, output: Path, *, workers: int = 1) -> Iterator[Tally]:
    """Read all pieces that have no file yet; yields what became of each piece, finished ones first.

    Raises `SettingsError` where more than one worker is asked for and Ray is not installed, `SourceError` where an
    input cannot be reached; what is finished by then stays.
    """
    if workers != 1:
        _need_ray()
    for left in output.glob(".part-*"):  # of a run that was killed
        left.unlink(missing_ok=True)
    todo: list[Piece] = []
    for piece in plan.pieces:
        if (path := shard_path(output, piece.index)).exists():
            yield _tally(piece, counts_of(path), kept=True)
        else:
            todo.append(piece)
    if not todo:
        return
    if workers == 1:
        worker = Worker(plan.wish, str(output))
        yield from (worker.read(piece) for piece in todo)
    else:
        yield from _over_ray(plan.wish, output, todo, workers)


class Worker:
    """Reads pieces into files of one folder; Ray makes one in each of its processes."""

    def __init__(self, wish: Wish, output: str) -> None:
        self._wish, self._output = wish, Path(output)
        self._options = SourceOptions(
            published=wish.published, language=wish.language, max_bytes=wish.max_bytes, max_unpacked=1 << 40
        )

    def read(self, piece: Piece) -> Tally:
        """Read one piece and write its file."""
        wish = self._wish
        try:
            with open_file(piece.source) as stream:
                part = stream if piece.kind in ("parquet", "wacz") else window(stream, piece.start, piece.stop)
                results = sift_piece(
                    part, piece, self._options, known_people=wish.known_people, everything=wish.everything
                )
                counts = write_shard(shard_path(self._output, piece.index), results)
        except OSError as error:
            raise BrokenSourceError(f"cannot be read or written: {error}", where=piece.source) from error
        return _tally(piece, counts)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Read one piece that came as a row of Ray Data; an error goes back as a value, with its words."""
        try:
            return asdict(self.read(Piece(**row))) | {"error": ""}
        except ElchiError as error:
            return asdict(Tally(index=row["index"], source=row["source"])) | {"error": str(error)}


def _tally(piece: Piece, counts: Mapping[str, int], *, kept: bool = False) -> Tally:
    read, irrelevant, failed = (counts.get(key, 0) for key in ("read", "irrelevant", "failed"))
    return Tally(index=piece.index, source=piece.source, read=read, irrelevant=irrelevant, failed=failed, kept=kept)


def _need_ray() -> None:
    try:
        import ray.data  # noqa: F401 - is it there?
    except ImportError as error:
        raise SettingsError(
            "more than one worker needs Ray", mend="pip install 'elchi[scale]', or --workers 1"
        ) from error


def _over_ray(wish: Wish, output: Path, pieces: Sequence[Piece], workers: int) -> Iterator[Tally]:
    import ray
    import ray.data

    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    if not ray.is_initialized():
        _start(workers)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    rows = ray.data.from_items([asdict(piece) for piece in pieces], override_num_blocks=len(pieces))
    size = workers or int(ray.cluster_resources().get("CPU", 1))
    pool = ray.data.ActorPoolStrategy(size=min(size, len(pieces)), max_tasks_in_flight_per_actor=2)
    done = rows.map(Worker, fn_constructor_args=(wish, str(output.absolute())), compute=pool, num_cpus=1)
    failed = ""
    for row in done.iter_rows():
        error = row.pop("error")
        if error:
            failed = failed or error
        else:
            yield Tally(**row)
    if failed:
        raise BrokenSourceError(failed)


def _start(workers: int) -> None:
    import logging

    import ray

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR, "configure_logging": True}
    if os.environ.get("RAY_ADDRESS"):
        ray.init(**quiet)
    else:
        # Without a thread of numerics beside each worker; the dashboard needs more than a run does.
        ray.init(num_cpus=workers or None, include_dashboard=False, object_store_memory=_OBJECTS, **quiet)
