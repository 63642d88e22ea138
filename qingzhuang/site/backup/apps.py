from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackupConfig(AppConfig):
    name = "qingzhuang.site.backup"
    label = "backup"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.backup.sweeping import sweep_aside
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.ui import rooms

        rooms.register(app="backup", url="backup:backups", right="manage_site", label=_("Backups"), place=80)
        ledger.also_sweep("aside", sweep_aside)
        deeds.register(
            {
                "backup.made": _("made a backup of %(size)s MB without keys"),
                "backup.made_with_keys": _("made a backup of %(size)s MB with the keys, locked"),
                "backup.restored": _("restored the backup of %(made)s"),
            }
        )
