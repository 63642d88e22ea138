"""The Django site: pages, people, what was done to which form.

Order of imports, from the top: config, demo, desk, reports, warehouse, accounts, audit, ui, kit. An area uses only what
stands after it, and of another area only its `actions`, `queries` and `errors`. The engines decide; the site remembers and shows.
"""
