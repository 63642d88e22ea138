"""What is asked of communities: each demand for data with its passport, what the desk decided of it, and the catalogue of kinds.

`actions` can be done, `queries` may be seen. Two demands are alike when their questions are (`qingzhuang.tally.overlap`), whatever
they are called. What comes back from communities is kept by the area `returns`, which stands above.
"""

COUNTS = "demands"
