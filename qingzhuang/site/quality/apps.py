from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "qingzhuang.site.quality"
    label = "quality"

    def ready(self) -> None:
        from qingzhuang.site.ui import rooms

        rooms.register(app="quality", url="quality:fields", right="define_fields", label=_("Own fields"), place=45)
