from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "qingzhuang.site.accounts"
    label = "accounts"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds

        deeds.register(
            {
                "person.signed_in": _("signed in"),
                "person.signed_out": _("signed out"),
                "account.created": _("made the account %(username)s"),
                "post.given": _("gave %(username)s the post “%(role)s” in %(area_name)s"),
            }
        )
