from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "qingzhuang.site.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.publishing.sweeping import sweep_notices
        from qingzhuang.site.ui import rooms

        rooms.register(app="publishing", url="publishing:notices", right="fill_form", label=_("Publish"), place=36)
        ledger.also_sweep("notices", sweep_notices)
        deeds.register({
            "notice.checked": _("looked a file through before it is published: %(count)s findings, refused: %(refused)s"),
            "notice.fetched": _("took the covered copy of a file that is to be published"),
            "notice.taken_down": _("said that a notice was taken down"),
        })  # fmt: skip
