"""Forms that came in: what each asks, what a person decided about it, what was filled.

`actions` can be done, `queries` may be seen, `work` runs the engine for one review, `paper` draws a form as it looks on paper,
`panel` says one blank in words. The engine is `qingzhuang.formfill`; nothing here decides what a blank means.
"""

COUNTS = "forms"
