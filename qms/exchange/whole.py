"""What a check of a whole sheet looks at: the facts as they would be, of which only those that it names are read."""

from sqlalchemy import ColumnElement

from qms.exchange.checking import FinalState
from qms.exchange.registry import load_rows
from qms.exchange.sheet import Fact, FactKey, Sheet


def final_facts(state: FinalState, sheet: Sheet, condition: ColumnElement[bool]) -> dict[FactKey, Fact]:
    """The stored facts that fulfil ``condition`` (on columns of the sheet's query) and all of the file, as it leaves them."""
    comparison = state.comparisons.get(sheet.noun)
    stored = load_rows(state.registry.session, sheet, sheet.query.where(condition))
    facts = {key: one.fact for key, one in stored.items() if comparison is None or key not in comparison.leaving}
    if comparison is not None:
        facts.update({key: fact for key, (_row, fact) in comparison.wanted.items()})
    return facts
