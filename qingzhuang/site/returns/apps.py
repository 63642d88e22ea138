from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    name = "qingzhuang.site.returns"
    label = "returns"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.exchange import queries as exchange
        from qingzhuang.site.kit import each_day, handed_in, outgoing
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.returns.background import begin_recurring, begin_when_sent, fill_again_when_settled
        from qingzhuang.site.returns.queries import signed_of
        from qingzhuang.site.returns.sweeping import sweep_returns
        from qingzhuang.site.ui import offers, rooms

        offers.register(
            entity="request", url="returns:of_request", argument="", right="see_return", label=_("The round"), place=1
        )
        offers.register(
            entity="merged_request", url="returns:view", argument="", right="see_requests",
            label=_("The asker's columns, as signed"), place=1,
        )  # fmt: skip
        offers.register(
            entity="form_version", url="returns:use_form", argument="", right="register_request",
            label=_("Ask this version from now on"), place=1,
        )  # fmt: skip
        each_day.register("returns.begin", begin_recurring)
        outgoing.register(begin_when_sent)
        handed_in.register(signed_of)
        outgoing.register(fill_again_when_settled, when=outgoing.SETTLED)
        rooms.register(app="returns", url="returns:owed", right="see_return", label=_("What we owe"), place=15)
        rooms.register(
            app="rounds", url="returns:rounds", right="collect_return", label=_("Rounds"), place=16, pages=("returns/rounds/",)
        )
        exchange.offer_calls("qingzhuang.site.returns.views.api.router")
        ledger.also_sweep("returns", sweep_returns)
        deeds.register(
            {
                "round.begun": _("began a round of “%(title)s” with %(count)s returns"),
                "round.downloaded": _("downloaded %(count)s signed files of a round of “%(title)s”"),
                "round.locked": _("locked a round of “%(title)s”"),
                "round.reopened": _("reopened a round of “%(title)s”"),
                "round.regrouped": _("said what became of %(area_name)s in a round of “%(title)s”"),
                "return.shown": _("looked at the return “%(title)s” of %(area_name)s"),
                "return.explained": _("explained a finding in the return “%(title)s” of %(area_name)s"),
                "return.signed": _("signed version %(number)s of “%(title)s” for %(area_name)s, seal %(seal)s"),
                "return.handed_back": _("handed the cell %(cell)s of “%(title)s” back to %(area_name)s"),
                "return.corrected": _("opened “%(title)s” of %(area_name)s for a correction"),
                "return.downloaded": _("downloaded version %(number)s of “%(title)s” of %(area_name)s"),
                "return.records_shown": _("looked at %(count)s records behind the cell %(cell)s of “%(title)s” of %(area_name)s"),
            }
        )
