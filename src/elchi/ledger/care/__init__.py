"""Care of a whole ledger: checking that it keeps the design's laws, copying it, forgetting a document.

Nothing here repairs silently: `checking` says what is wrong and where, and leaves it.
"""

from elchi.ledger.care import checking, forgetting
from elchi.ledger.care.checking import Fault, check
from elchi.ledger.care.copying import Copied, backup, restore
from elchi.ledger.care.forgetting import Forgotten, forget

__all__ = ["Copied", "Fault", "Forgotten", "backup", "check", "checking", "forget", "forgetting", "restore"]
