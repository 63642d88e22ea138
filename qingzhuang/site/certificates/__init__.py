"""Certificates: decided before anything is written, filled from facts, numbered once, signed, kept in a register.

What may be issued and what must not is content (`content/certificates`); `logic` decides and words; `models` remember who asked, for whom,
for which body, and which facts were used. The signature is the engine `seal`'s.
"""

COUNTS = "certificates"
