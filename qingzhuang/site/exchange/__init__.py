"""What goes out to other systems and comes in from them: tokens for programs, the interface under /api/v1, exchange files.

A token belongs to a post: it reaches the post's area with the post's rights, narrowed to the scopes it was given. Everything that
is read or written through it has its line in the log.
"""

COUNTS = "facts"
