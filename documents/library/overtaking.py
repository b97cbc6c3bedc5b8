"""A workbook may not end what was approved in the system by a revision that nobody has approved."""

from collections import defaultdict
from datetime import date

from qms.exchange.checking import FinalState
from qms.exchange.comparing import Comparison
from qms.exchange.sheet import FactKey
from qms.language import Phrase, mark

OVERTAKES = mark("Tài liệu này có bản phê duyệt trong hệ thống, hiệu lực từ {day}; bản tiếp theo phải soạn và phê duyệt ở đó.")


def check_overtaking(state: FinalState, comparison: Comparison) -> None:
    """Refuse rows that would take effect within the life of a revision that was approved here, and so cut it short."""
    approved: dict[FactKey, list[tuple[date, date]]] = defaultdict(list)
    for key, stored in comparison.stored.items():
        if stored.sealed and stored.fact.effective_on is not None:
            approved[key[:2]].append((stored.fact.effective_on, stored.fact.ended_on or date.max))
    for key, (row, fact) in comparison.wanted.items() if approved else ():
        known, day = comparison.stored.get(key), fact.effective_on
        if not isinstance(day, date) or (known is not None and (known.sealed or known.fact.effective_on == day)):
            continue
        begun = [begin for begin, end in approved.get(key[:2], ()) if begin <= day < end]
        if begun:
            comparison.parsed.refuse(row, "effective_on", Phrase(OVERTAKES, day=max(begun)))
