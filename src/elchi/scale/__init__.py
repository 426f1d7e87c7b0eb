"""Reading on all cores or on many machines: large inputs become Parquet files of readings, these a ledger.

`plan` cuts the inputs into pieces and keeps the plan beside the output; `run` reads the pieces that have no finished
file yet, in this process or over Ray Data; `readings` gives back what stands in the files, in the order of the inputs.
A killed run is taken up where it ended by calling it again: a piece's file is put in its place whole or not at all.
"""

from elchi.scale.plans import Plan, Wish, plan
from elchi.scale.running import Tally, run
from elchi.scale.shards import failures, readings

__all__ = ["Plan", "Tally", "Wish", "failures", "plan", "readings", "run"]
