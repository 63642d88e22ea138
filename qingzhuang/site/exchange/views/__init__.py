"""Pages for people about tokens and files, and the addresses for programs."""
