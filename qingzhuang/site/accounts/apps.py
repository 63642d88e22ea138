from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "qingzhuang.site.accounts"
    label = "accounts"

    def ready(self) -> None:
        from qingzhuang.site.accounts.wording import role_words
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ui import rooms

        rooms.register(app="accounts", url="accounts:people", right="manage_accounts", label=_("People"), place=60)
        deeds.register(
            {
                "person.signed_in": _("signed in"),
                "person.signed_out": _("signed out"),
                "site.set_up": _("set the site up"),
                "account.created": _("made the account of %(whom)s"),
                "account.closed": _("closed the account of %(whom)s"),
                "account.reopened": _("opened the account of %(whom)s again"),
                "account.linked": _("linked the account of %(whom)s to the sign-in service"),
                "account.unlinked": _("took the link of %(whom)s to the sign-in service away"),
                "account.shredded": _("took the name out of a closed account"),
                "post.given": _("gave %(whom)s the post “%(role)s” in %(area_name)s"),
                "post.ended": _("ended the post “%(role)s” of %(whom)s in %(area_name)s"),
                "password.changed": _("changed the own password"),
                "password.reset": _("gave %(whom)s a new first password"),
                "session.ended": _("signed one of the own devices out"),
                "sessions.ended": _("signed all other own devices out"),
                "sessions.ended_by_another": _("signed %(whom)s out everywhere"),
                "second_factor.added": _("set up a second factor"),
                "second_factor.removed": _("took the own second factor away"),
                "second_factor.removed_by_another": _("took the second factor of %(whom)s away"),
                "recovery_codes.made": _("made new recovery codes"),
                "area.added": _("added the area “%(name)s” below %(parent)s"),
                "area.renamed": _("renamed the area “%(before)s” to “%(name)s”"),
            },
            words={"role": role_words},
        )
