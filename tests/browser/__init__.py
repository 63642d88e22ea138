"""The pages in a real browser: the system's Chromium, driven by Playwright; skipped with a line where there is none."""
