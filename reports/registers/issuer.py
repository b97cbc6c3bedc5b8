"""Who issues a report of the province on a day: the lead unit below its People's Committee, as both were called then."""

import re
from dataclasses import dataclass
from datetime import date

from qms.agencies.models import AgencyKind, Tier
from qms.language import gettext
from qms.rendering.official import Issuer, Signature
from qms.text import fold_name
from reports.publication.engine import Registry
from reports.publication.standing import Standing

LEAD_UNIT = "Sở Khoa học và Công nghệ"  # the lead unit (đơn vị chủ trì) of QĐ 19/2014/QĐ-TTg in a province
_COMMITTEE_OF = re.compile(r"^Ủy ban nhân dân\s+(?:(?:tỉnh|thành phố)\s+)?", re.IGNORECASE)
OPEN = "……………"  # a place left for the pen


@dataclass(frozen=True)
class LeadUnit:
    issuer: Issuer
    symbol: str
    place: str
    signature: Signature


def lead_unit(registry: Registry, day: date) -> LeadUnit:
    """The letterhead of the lead unit; places stay open where the registry does not know it on ``day``."""
    unit = _find(registry, day)
    committee = _committee(registry, day)
    superior = committee.name if committee else OPEN
    name = (unit.slice.short_name or unit.name) if unit else OPEN
    place = _COMMITTEE_OF.sub("", committee.name) if committee else OPEN
    return LeadUnit(Issuer(superior, name), "BC-SKHCN", place, Signature((gettext("GIÁM ĐỐC"),)))


def _find(registry: Registry, day: date) -> Standing | None:
    wanted = fold_name(LEAD_UNIT)
    candidates = [standing for standing in registry.board(day) if standing.slice.kind is AgencyKind.SPECIALISED_AGENCY]
    return next((one for one in candidates if fold_name(one.slice.short_name or one.name).startswith(wanted)), None)


def _committee(registry: Registry, day: date) -> Standing | None:
    """The People's Committee of the province."""
    for standing in registry.board(day):
        if standing.slice.kind is AgencyKind.PEOPLES_COMMITTEE and standing.slice.tier is Tier.PROVINCE:
            return standing
    return None
