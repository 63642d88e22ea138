"""The Django site: pages, people, what was done to which form.

Order of imports, from the top: config, demo, the front rooms (desk, portal), returns, requests, the areas side by side (reports,
certificates, imports, …), warehouse, ledger, accounts, audit, ui, kit; `.importlinter` has it whole. An area uses only what
stands after it, and of another area only its `actions`, `queries` and `errors`. The engines decide; the site remembers and shows.
"""
