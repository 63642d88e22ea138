from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "qingzhuang.site.desk"
    label = "desk"

    def ready(self) -> None:
        from qingzhuang.site.ui import rooms

        rooms.register(app="desk", url="desk:home", right="fill_form", label=_("Fill a form"), place=10)
