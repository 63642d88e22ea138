from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "qingzhuang.site.reports"
    label = "reports"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.definitions import queries as definitions
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.reports.memory import said_on_forms
        from qingzhuang.site.reports.sweeping import sweep_forms
        from qingzhuang.site.ui import rooms

        rooms.register(app="reports", url="reports:history", right="see_form", label=_("My forms"), place=20)
        ledger.also_sweep("forms", sweep_forms)
        definitions.also_said(said_on_forms)
        deeds.register(
            {
                "form.uploaded": _("brought the form “%(name)s”"),
                "form.refused": _("brought a file that could not be read (%(code)s)"),
                "form.shown": _("looked at a form filled from %(records)s records"),
                "form.scope_changed": _("had a form filled for %(area_name)s as of %(day)s"),
                "form.subjects_chosen": _("chose %(count)s people for a form"),
                "form.filled": _("filled “%(name)s” from %(records)s records"),
                "form.deleted": _("deleted the form “%(name)s”"),
                "filled.downloaded": _("downloaded “%(name)s”"),
                "blank.confirmed": _("confirmed the meaning of “%(label)s”"),
                "blank.corrected": _("said what “%(label)s” means"),
                "blank.set_aside": _("said that “%(label)s” is not ours to fill"),
                "blank.typed": _("typed the value of “%(label)s”"),
                "table.narrowed": _("said who “%(label)s” is about"),
                "blank.taken_back": _("took back the last decision on a form"),
                "lesson.forgotten": _("had the meaning of “%(label)s” forgotten"),
                "records.shown": _("looked at %(count)s records behind “%(label)s”"),
                "people.searched": _("searched for people and saw %(count)s"),
            }
        )
