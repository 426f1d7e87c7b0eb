"""Identity: which names are one person, and which reports one engagement, across languages, alphabets and newsrooms.

`people` and `engagements` know what two nodes have to share, `linking` finds who to compare and proposes links with their
reasons, `contradictions` says where reports of one engagement cannot all be right. How names sound and when two are one is in
`elchi.lexicon` (`sounds`, `namesakes`, `known`), because readers need it too. The ledger is given as a `Book`, so that the
stage knows no database.
"""
