"""The facts as columns: what the ledger holds of an area as a dataset for counting, never older than the question.

Each community is a set of Parquet parts under DATA/facts/ledger; a manifest says which parts at which versions make up the whole.
Pictures of other days are folded from the journal, frozen ones keep their files. Where the ledger knows nothing of an area, a
folder of facts answers: the setting QINGZHUANG_FACTS or, for an area and all below it, a row of `FactsFolder`.
"""

COUNTS = "nothing"
