"""Texts that are one text: copies under other headlines and page furniture, and texts made from one another.

`sketches` makes a small signature of a text by which look-alikes are found among millions, `likeness` holds two texts
against each other word by word and says whether they are one, `groups` keeps both in the ledger.
"""
