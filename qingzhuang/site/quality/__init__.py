"""Facts kept true: fields of one's own, what does not fit together, what is out of date, and what nobody knows yet.

Everything is worked out from the ledger when it is looked at; only what people said of it is kept (a problem set aside, a question closed).
"""

COUNTS = "facts"
