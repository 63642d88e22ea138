"""The fixtures of the site, for all its areas."""

from qingzhuang.site.testing.fixtures import cast, casting, facts, sign_in

__all__ = ["cast", "casting", "facts", "sign_in"]
