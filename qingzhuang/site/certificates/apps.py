from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "qingzhuang.site.certificates"
    label = "certificates"

    def ready(self) -> None:
        from django.core.exceptions import ImproperlyConfigured

        from qingzhuang.site.audit import deeds
        from qingzhuang.site.certificates import background, signing
        from qingzhuang.site.certificates.sweeping import sweep_batches, with_paper_under_way
        from qingzhuang.site.certificates.wording import body_words, outcome_words, paper_words, why_revoked
        from qingzhuang.site.kit import each_day
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.ledger.queries import register_matter
        from qingzhuang.site.ui import offers, rooms

        each_day.register("certificates.shred", background.shred_on)
        try:
            signing.seal_service()
        except ImportError as missing:
            raise ImproperlyConfigured(f"QINGZHUANG_SEAL_SERVICE: expected module.name of a function; {missing}") from missing
        rooms.register(app="certificates", url="certificates:home", right="see_facts", label=_("Certificates"), place=14)
        offers.register(
            entity="person",
            url="certificates:new_for",
            argument="paper",
            right="issue_certificate",
            label=_("Certificate"),
            place=0,
        )
        ledger.also_sweep("batches", sweep_batches)
        register_matter(_("a paper is under way"), with_paper_under_way)
        deeds.register(
            {
                "application.decided": _("decided on a paper (%(paper)s, for %(asker)s): %(decided)s"),
                "application.agreed": _("agreed to a paper as the second person (%(paper)s)"),
                "application.declined": _("declined a paper (%(paper)s, for %(asker)s)"),
                "application.claimed": _("a resident asked for a paper by telephone (%(paper)s, for %(asker)s)"),
                "application.known": _("said whom an application from the telephone is about (%(paper)s)"),
                "application.shredded": _("took out of an old application whom it was about (%(paper)s)"),
                "certificate.numbered": _("drew the number %(number)s (%(paper)s)"),
                "certificate.issued": _("issued %(number)s (%(paper)s, for %(asker)s)"),
                "certificate.handed_out": _("handed out %(number)s"),
                "certificate.disclosed": _("gave one fact of %(number)s out (%(fact)s)"),
                "certificate.fetched": _("%(number)s was fetched by its link"),
                "certificate.revoked": _("declared %(number)s void: %(void)s"),
                "certificate.shredded": _("the content of %(number)s was removed; it was kept until %(kept_until)s"),
                "certificates.listed": _("looked at %(count)s lines of the register of certificates"),
                "certificates.exported": _("took %(count)s lines of the register of certificates along, with names (%(day)s)"),
                "kind.drawn": _("drew a kind of certificate (%(title)s)"),
                "kind.checked": _("checked a drawn kind of certificate (%(title)s)"),
                "kind.retired": _("retired a drawn kind of certificate (%(title)s)"),
                "batch.begun": _("began %(count)s papers at once (%(paper)s, for %(asker)s)"),
                "key.brought": _("brought a key to sign certificates with"),
                "trust.brought": _("brought the list of keys that checkers believe: %(keys)s keys"),
            },
            words={"asker": body_words, "decided": outcome_words, "void": why_revoked, "paper": paper_words},
        )
