"""What comes back from communities: a round for each period of a request, a return for each place, its versions, and their roll-up.

`actions` can be done, `queries` may be seen, `background` does what takes longer than a page. A return is filled by the area
`reports`; here it is looked through, signed, frozen under a hash, rolled up along the tree of areas, and every number explained.
"""

COUNTS = "forms"
