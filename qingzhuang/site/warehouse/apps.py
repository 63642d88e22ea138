from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WarehouseConfig(AppConfig):
    name = "qingzhuang.site.warehouse"
    label = "warehouse"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.warehouse.actions import write_anew_after

        ledger.also_shred(write_anew_after)
        deeds.register(
            {
                "picture.frozen": _("kept the facts of %(area_name)s as of %(day)s"),
                "picture.released": _("let the kept facts of %(area_name)s as of %(day)s go"),
            }
        )
