from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "qingzhuang.site.audit"
    label = "audit"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ui import rooms

        deeds.register({"log.exported": _("took %(count)s lines of the log away as a file")})
        rooms.register(app="audit", url="audit:log", right="read_log", label=_("Log"), place=90)
