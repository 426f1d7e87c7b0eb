"""What a page or an address of the API shows that is gathered from several questions, once for both.

Each module has one kind of whole: a pair, a state, a network …, as a frozen record made from a view of the ledger. What
is costly is kept until the ledger changes, see `remembering`.
"""
