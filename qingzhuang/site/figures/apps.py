from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "qingzhuang.site.figures"
    label = "figures"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds

        deeds.register({"figure.shown": _("looked at a figure and saw %(count)s records behind it, covered")})
