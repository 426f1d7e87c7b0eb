"""Files, folders and standard input become documents.

`read_sources` walks what the command line names and yields a `Document` or a `SourceError` per input, so that one bad
file never stops the rest. Kinds of files (text, HTML, JSON, JSON Lines, CSV, PDF, Word, e-mail, feeds, and ZIP archives
of these) are told apart by their names, and by their first bytes where the name says nothing. Every size is bounded by
`SourceOptions`.
"""

from elchi.sources.options import FetchOptions, SourceOptions
from elchi.sources.walk import read_file, read_sources

__all__ = ["FetchOptions", "SourceOptions", "read_file", "read_sources"]
