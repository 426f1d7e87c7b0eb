"""Identity: which names are one person, and which reports one engagement, across languages, alphabets and newsrooms.

`skeleton` hears a name, `names` compares two, `people` and `engagements` propose links with reasons, `contradictions` says where
reports of one engagement cannot all be right, `known` holds the reference list of office-holders. The ledger is given
to `Identifier.link` as what it needs of it (`Book`), so that the stage knows no database.
"""
