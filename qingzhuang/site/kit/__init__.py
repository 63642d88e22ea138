"""Small tools that know nothing of communities: errors, uploads, languages, catalogues, masking."""

COUNTS = "nothing"
