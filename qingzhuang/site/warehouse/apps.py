from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WarehouseConfig(AppConfig):
    name = "qingzhuang.site.warehouse"
    label = "warehouse"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.warehouse.actions import sweep_columns, sweep_pictures

        ledger.also_sweep("columns", sweep_columns)
        ledger.also_sweep("pictures", sweep_pictures)
        deeds.register(
            {
                "picture.frozen": _("kept the facts of %(area_name)s as of %(day)s"),
                "picture.released": _("let the kept facts of %(area_name)s as of %(day)s go"),
            }
        )
