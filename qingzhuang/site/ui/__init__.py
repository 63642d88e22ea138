"""The look: base page, parts, tokens, and the few behaviours that all pages share."""

COUNTS = "nothing"
