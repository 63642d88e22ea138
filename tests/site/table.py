"""Every address of the site × everybody of the cast → the status that is expected. A new address needs a line here.

A line is `METHOD name` and then what each of the PEOPLE gets: `in` is sent to sign in, `to` is sent on after it was done or shown
another page. What a line needs as arguments or sends stands in `test_every_page.py`. Alice, bob, hana and gus work in one community (gus
in its grid), charlie next door, tina, dan, ada and otto in the town above; the thing asked for is alice's. A list of decisions says
beside each why it was not taken, so bob gets 200 there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FOR_PROGRAMS = "api"  # these addresses have a table of their own: test_every_call.py
PEOPLE = "stranger alice bob charlie hana tina gus dan ada otto".split()
# worker of the community, reader, worker next door, head, town, grid worker, department, auditor, operator

TABLE = """
#                                       stranger alice bob charlie hana tina gus  dan  ada  otto
GET  desk:home                             in     200  200  200    200  200  200  200  200  200
POST ui:language                           to     to   to   to     to   to   to   to   to   to
POST demo:use                              in     to   403  to     to   to   to   403  403  403

GET  accounts:sign_in                      200    to   to   to     to   to   to   to   to   to
GET  accounts:second_factor                to     to   to   to     to   to   to   to   to   to
GET  accounts:outside                      404    404  404  404    404  404  404  404  404  404
GET  accounts:outside_back                 404    404  404  404    404  404  404  404  404  404
GET  accounts:first                        404    404  404  404    404  404  404  404  404  404
POST accounts:first                        404    404  404  404    404  404  404  404  404  404
POST accounts:sign_out                     in     to   to   to     to   to   to   to   to   to
POST accounts:choose_post                  in     404  404  404    to   404  404  404  404  404
GET  accounts:me                           in     200  200  200    200  200  200  200  200  200
GET  accounts:password                     in     200  200  200    200  200  200  200  200  200
GET  accounts:add_second_factor            in     200  200  200    200  200  200  200  200  200
POST accounts:change_second_factor         in     403  403  403    403  403  403  403  403  403
POST accounts:end_my_sessions              in     to   to   to     to   to   to   to   to   to

GET  accounts:people                       in     404  404  404    200  200  404  404  404  200
GET  accounts:new_person                   in     404  404  404    200  200  404  404  404  200
POST accounts:new_person                   in     404  404  404    200  200  404  404  404  200
GET  accounts:person                       in     404  404  404    200  200  404  404  404  200
POST accounts:person                       in     404  404  404    to   to   404  404  404  to
POST accounts:end_post                     in     404  404  404    to   to   404  404  404  to
POST accounts:reset_password               in     404  404  404    200  200  404  404  404  200
POST accounts:close_account                in     404  404  404    to   to   404  404  404  to
POST accounts:reopen_account               in     404  404  404    to   to   404  404  404  to
POST accounts:end_sessions                 in     404  404  404    to   to   404  404  404  to
POST accounts:remove_second_factor         in     404  404  404    to   to   404  404  404  to
POST accounts:link_subject                 in     404  404  404    to   to   404  404  404  to
POST accounts:shred_name                   in     404  404  404    403  403  404  404  404  409

GET  accounts:areas                        in     404  404  404    200  200  404  404  404  200
GET  accounts:area                         in     404  404  404    200  200  404  404  404  200
POST accounts:area                         in     404  404  404    to   to   404  404  404  to
POST accounts:rename_area                  in     404  404  404    to   to   404  404  404  to

GET  audit:log                             in     404  404  404    200  200  404  404  200  404
POST audit:export                          in     404  404  404    200  200  404  404  200  404

GET  backup:backups                        in     404  404  404    404  404  404  404  404  200
POST backup:backups                        in     404  404  404    404  404  404  404  404  400

GET  publishing:notices                    in     200  200  200    200  200  200  404  404  404
POST publishing:notices                    in     to   403  to     to   to   to   404  404  404
GET  publishing:notice                     in     200  200  404    200  200  404  404  404  404
POST publishing:copy                       in     200  403  404    200  200  404  404  404  404
POST publishing:take_down                  in     to   403  404    to   to   404  404  404  404

GET  asking:page                           in     200  200  200    200  200  200  200  404  404
POST asking:keep                           in     to   403  404    to   to   404  403  404  404

GET  figures:figure                        in     200  200  404    200  200  404  200  404  404
GET  figures:records                       in     200  200  404    200  200  404  403  404  404

GET  definitions:index                     in     200  200  200    200  200  200  200  404  404
GET  definitions:compare                   in     200  200  200    200  200  200  200  404  404
POST definitions:choose                    in     403  403  404    to   to   404  403  404  404

GET  events:due                            in     200  200  200    200  200  200  404  404  404
POST events:answer                         in     to   403  404    to   403  404  404  404  404
GET  events:event                          in     200  403  404    200  403  404  404  404  404
POST events:event                          in     to   403  404    to   403  404  404  404  404
GET  quality:troubles                      in     200  200  200    200  200  200  404  404  404
GET  quality:questions                     in     200  200  200    200  200  200  404  404  404
POST quality:answer                         in     to   403  404    to   403  404  404  404  404
GET  quality:kind                          in     200  200  200    200  200  200  404  404  404
POST quality:mend                          in     to   403  404    to   403  404  404  404  404
GET  quality:fields                        in     200  200  200    200  200  200  404  404  404
GET  quality:new_field                     in     404  404  404    200  200  404  404  404  404
POST quality:new_field                     in     404  404  404    to   to   404  404  404  404
GET  quality:field                         in     200  200  404    200  200  200  404  404  404
POST quality:field                         in     403  403  404    to   to   404  404  404  404
POST quality:retire_field                  in     403  403  404    to   to   404  404  404  404

GET  exchange:tokens                       in     404  404  404    200  200  404  200  404  404
POST exchange:tokens                       in     404  404  404    200  200  404  200  404  404
POST exchange:end_token                    in     404  404  404    to   to   404  404  404  404
GET  exchange:files                        in     200  200  200    200  200  200  404  404  404
POST exchange:give                         in     200  200  404    200  200  404  404  404  404
POST exchange:take                         in     400  400  400    400  400  400  404  404  404
GET  exchange:description                  in     404  404  404    200  200  404  200  404  404

GET  ledger:find                           in     200  200  200    200  200  200  404  404  404
GET  ledger:add                            in     200  404  200    200  404  200  404  404  404
POST ledger:add                            in     200  404  200    200  404  200  404  404  404
GET  ledger:facilities                     in     200  200  200    200  200  200  404  404  404
GET  ledger:add_facility                   in     200  404  200    200  404  200  404  404  404
POST ledger:add_facility                   in     200  404  200    200  404  200  404  404  404
GET  ledger:conflicts                      in     200  200  200    200  200  200  404  404  404
POST ledger:conflicts                      in     404  404  404    404  404  404  404  404  404
GET  ledger:show                           in     200  200  404    200  200  404  404  404  404
POST ledger:reveal                         in     200  403  404    200  200  404  404  404  404
GET  ledger:history                        in     200  200  404    200  200  404  404  404  404
GET  ledger:take_out                       in     403  403  404    200  403  404  404  404  404
POST ledger:take_out                       in     403  403  404    409  403  404  404  404  404
GET  ledger:time_over                      in     404  404  404    200  404  404  404  404  404
POST ledger:time_over                      in     404  404  404    200  404  404  404  404  404
GET  ledger:looks                          in     404  404  404    200  200  404  404  404  404
POST ledger:add_fact                       in     to   to   404    to   to   404  404  404  404
GET  ledger:fact                           in     200  200  404    200  200  404  404  404  404
POST ledger:fact                           in     to   403  404    to   403  404  404  404  404
POST ledger:confirm                        in     to   403  404    to   403  404  404  404  404
POST ledger:undo                           in     to   403  404    to   403  404  404  404  404

GET  imports:history                       in     200  200  200    200  200  200  404  404  404
POST imports:bring                         in     to   403  to     to   403  403  403  403  403
GET  imports:run                           in     200  200  404    200  200  404  404  404  404
GET  imports:progress                      in     to   to   404    to   to   404  404  404  404
GET  imports:column                        in     200  200  404    200  200  404  404  404  404
GET  imports:rows                          in     200  200  404    200  200  404  404  404  404
GET  imports:who                           in     200  200  404    200  200  404  404  404  404
GET  imports:original                      in     200  403  404    200  403  404  404  404  404
GET  imports:report                        in     200  403  404    200  403  404  404  404  404
GET  imports:delete                        in     200  403  404    200  403  404  404  404  404
GET  imports:take_back                     in     200  403  404    200  403  404  404  404  404
POST imports:decide                        in     to   403  404    to   403  404  404  404  404
POST imports:day                           in     to   403  404    to   403  404  404  404  404
POST imports:take_over                     in     to   403  404    to   403  404  404  404  404
POST imports:take_back                     in     409  403  404    409  403  404  404  404  404
POST imports:again                         in     409  403  404    409  403  404  404  404  404
POST imports:delete                        in     to   403  404    to   403  404  404  404  404

GET  certificates:home                     in     200  200  200    200  200  200  404  404  404
GET  certificates:new                      in     200  200  200    200  200  200  404  404  404
POST certificates:new                      in     to   403  to     to   403  403  404  404  404
GET  certificates:new_for                  in     to   to   404    to   to   404  404  404  404
GET  certificates:show                     in     200  200  404    200  200  404  404  404  404
POST certificates:act                      in     to   403  404    to   403  404  404  404  404
GET  certificates:paper                    in     200  403  404    200  403  404  404  404  404
GET  certificates:slip                     in     200  200  404    200  200  404  404  404  404
POST certificates:only                     in     200  403  404    200  403  404  404  404  404
POST certificates:void                     in     403  403  404    to   403  404  404  404  404
GET  certificates:register                 in     200  200  200    200  200  200  404  404  404
GET  certificates:askers                   in     200  200  200    200  200  200  404  404  404
GET  certificates:export                   in     403  403  403    200  200  403  404  404  404
GET  certificates:export_askers            in     200  200  200    200  200  200  404  404  404
GET  certificates:papers                   in     200  200  404    200  200  404  404  404  404
GET  certificates:many                     in     200  200  200    200  200  200  404  404  404
POST certificates:many                     in     to   403  to     to   403  403  404  404  404
GET  certificates:empty_list               in     200  200  200    200  200  200  404  404  404
GET  certificates:batch                    in     200  200  404    200  200  404  404  404  404
GET  certificates:batch_file               in     200  403  404    200  403  404  404  404  404
GET  certificates:kinds                    in     200  200  200    200  200  200  404  404  404
GET  certificates:draw                     in     403  403  403    200  403  403  404  404  404
POST certificates:draw                     in     403  403  403    to   403  403  404  404  404
GET  certificates:kind                     in     200  200  404    200  200  404  404  404  404
POST certificates:kind                     in     to   403  404    403  403  404  404  404  404

GET  portal:check                          200    200  200  200    200  200  200  200  200  200
POST portal:check                          200    200  200  200    200  200  200  200  200  200
GET  portal:scanned                        200    200  200  200    200  200  200  200  200  200
GET  portal:trust                          200    200  200  200    200  200  200  200  200  200
GET  portal:offline                        200    200  200  200    200  200  200  200  200  200
POST portal:only                           409    409  409  409    409  409  409  409  409  409
GET  portal:communities                    200    200  200  200    200  200  200  200  200  200
GET  portal:apply                          200    200  200  200    200  200  200  200  200  200
POST portal:apply                          to     to   to   to     to   to   to   to   to   to
GET  portal:follow                         200    200  200  200    200  200  200  200  200  200
GET  portal:fetch                          409    409  409  409    409  409  409  409  409  409
GET  requests:index                        in     200  200  200    200  200  200  200  404  404
POST requests:register                     in     to   403  to     to   to   403  to   403  403
GET  requests:request                      in     200  200  404    200  200  404  200  404  404
GET  requests:papers                       in     200  200  200    200  200  200  404  404  404
POST requests:papers                       in     404  404  404    404  404  404  404  404  404
GET  requests:amend                        in     200  403  404    403  200  404  403  404  404
POST requests:amend                        in     to   403  404    403  to   404  403  404  404
GET  requests:form                         in     200  200  404    200  200  404  200  404  404
GET  requests:forms                        in     200  200  404    200  200  404  200  404  404
POST requests:forms                        in     to   403  404    403  to   404  403  404  404
GET  requests:form_version                 in     200  200  404    200  200  404  200  404  404
POST requests:object                       in     403  403  404    403  403  404  403  404  404
POST requests:close                        in     to   403  404    403  to   404  403  404  404
GET  requests:decide                       in     403  403  404    403  200  404  403  404  404
POST requests:decide                       in     403  403  404    403  to   404  403  404  404
GET  requests:readings                     in     403  403  404    403  200  404  403  404  404
POST requests:readings                     in     403  403  404    403  to   404  403  404  404
GET  requests:letter                       in     200  200  404    200  200  404  200  404  404
GET  requests:answer                       in     200  200  404    200  200  404  403  404  404
GET  requests:given                        in     200  200  404    200  200  404  403  404  404
GET  requests:view                         in     200  200  404    200  200  404  200  404  404
GET  requests:kinds                        in     200  200  200    200  200  200  200  404  404
GET  requests:overlap                      in     200  200  200    200  200  200  200  404  404
GET  requests:export                       in     200  200  200    200  200  200  200  404  404
GET  requests:kind                         in     200  200  200    200  200  200  200  404  404
GET  requests:kind_form                    in     200  200  200    200  200  200  200  404  404
GET  requests:calendar                     in     200  200  200    200  200  200  200  404  404
POST requests:calendar                     in     200  200  200    200  200  200  200  404  404
GET  requests:feed                         404    404  404  404    404  404  404  404  404  404
POST requests:retire                       in     403  403  403    403  to   403  403  404  404

GET  reports:history                       in     200  200  200    200  200  200  404  404  404
POST reports:bring                         in     to   403  to     to   to   to   403  403  403
GET  reports:review                        in     200  200  404    200  200  404  404  404  404
GET  reports:blank                         in     to   to   404    to   to   404  404  404  404
GET  reports:list                          in     200  200  404    200  200  404  404  404  404
GET  reports:meanings                      in     200  200  404    200  200  404  404  404  404
GET  reports:populations                   in     200  200  404    200  200  404  404  404  404
GET  reports:records                       in     200  200  404    200  200  404  404  404  404
GET  reports:versions                      in     200  200  404    200  200  404  404  404  404
GET  reports:original                      in     200  200  404    200  200  404  404  404  404
GET  reports:explain                       in     200  200  404    200  200  404  404  404  404
GET  reports:about                         in     200  200  404    200  200  404  404  404  404
GET  reports:download                      in     200  200  404    200  200  404  404  404  404
GET  reports:delete                        in     200  403  404    200  403  404  404  404  404
POST reports:decide                        in     to   403  404    to   to   404  404  404  404
POST reports:take_back                     in     to   403  404    to   to   404  404  404  404
POST reports:who                           in     to   403  404    to   to   404  404  404  404
POST reports:scope                         in     to   403  404    to   to   404  404  404  404
POST reports:subjects                      in     to   403  404    to   to   404  404  404  404
POST reports:fill                          in     200  403  404    200  200  404  404  404  404
POST reports:list                          in     to   200  404    to   to   404  404  404  404
POST reports:forget                        in     to   403  404    to   to   404  404  404  404
POST reports:delete                        in     to   403  404    to   403  404  404  404  404

GET  returns:owed                          in     200  200  200    200  200  404  404  404  404
POST returns:newer                         in     to   to   to     to   to   404  to   404  404
GET  returns:verify                        in     200  200  200    200  200  404  200  404  404
POST returns:verify                        in     400  400  400    400  400  404  400  404  404
GET  returns:rounds                        in     200  200  200    200  200  404  200  404  404
GET  returns:of_request                    in     to   to   to     to   to   404  to   404  404
GET  returns:view                          in     404  404  404    404  404  404  404  404  404
POST returns:begin                         in     403  403  403    403  409  404  403  404  404
POST returns:use_form                      in     to   403  404    403  to   404  403  404  404
GET  returns:round                         in     200  200  200    200  200  404  200  404  404
GET  returns:files                         in     409  409  409    409  409  404  403  404  404
GET  returns:progress                      in     to   to   to     to   to   404  to   404  404
POST returns:go_on                         in     403  403  403    403  to   404  403  404  404
POST returns:lock                          in     403  403  403    403  to   404  403  404  404
POST returns:reopen                        in     403  403  403    403  409  404  403  404  404
POST returns:regroup                       in     403  403  403    403  to   404  403  404  404
GET  returns:show                          in     200  200  404    200  200  404  404  404  404
POST returns:sign                          in     409  403  404    409  403  404  404  404  404
POST returns:confirm                       in     to   403  404    to   403  404  404  404  404
POST returns:answer                        in     400  403  404    400  403  404  404  404  404
POST returns:explain                       in     409  403  404    409  403  404  404  404  404
POST returns:hand_back                     in     403  403  404    403  to   404  404  404  404
POST returns:correct                       in     to   403  404    to   to   404  404  404  404
GET  returns:version                       in     200  200  404    200  200  404  200  404  404
GET  returns:file                          in     200  200  404    200  200  404  403  404  404
GET  returns:manifest                      in     200  200  404    200  200  404  200  404  404
GET  returns:cell                          in     200  200  404    200  200  404  200  404  404
GET  returns:records                       in     200  200  404    200  200  404  403  404  404
"""


@dataclass(frozen=True, slots=True)
class Line:
    method: str
    name: str
    expected: dict[str, str]  # person → status, `in` or `to`


def lines() -> list[Line]:
    found = [line.split() for line in TABLE.split("\n") if line.strip() and not line.startswith("#")]
    assert all(len(words) == 2 + len(PEOPLE) for words in found), [words for words in found if len(words) != 2 + len(PEOPLE)]
    return [Line(method, name, dict(zip(PEOPLE, told, strict=True))) for method, name, *told in found]


def addresses(resolver: Any = None, spaces: tuple[str, ...] = ()) -> set[str]:
    """The name of every address that people open, with its namespace; one without a name stands as its pattern."""
    from django.urls import get_resolver

    found: set[str] = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if getattr(pattern, "namespace", "") == FOR_PROGRAMS:
            continue
        if hasattr(pattern, "url_patterns"):
            space = (pattern.namespace or pattern.app_name,) if pattern.namespace or pattern.app_name else ()
            found |= addresses(pattern, (*spaces, *space))
        else:
            found.add(":".join((*spaces, pattern.name or str(pattern.pattern))))
    return found
