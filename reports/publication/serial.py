"""Standings, timelines and moves as JSON-ready values: the shape that machines are promised."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from reports.publication.engine import Interval
from reports.publication.facts import OverrideFact
from reports.publication.moves import Move
from reports.publication.standing import Standing
from reports.publication.vocabulary import Status


def board_json(day: date, standings: Sequence[Standing], explain: bool) -> dict[str, Any]:
    counted = Counter(standing.status for standing in standings)
    return {
        "as_of": day,
        "agencies": [standing_json(standing, explain) for standing in standings],
        "totals": {status.value: counted[status] for status in Status},
    }


def standing_json(standing: Standing, explain: bool) -> dict[str, Any]:
    measures = standing.measures
    answer: dict[str, Any] = {
        "key": standing.key,
        "name": standing.name,
        "tier": standing.slice.tier,
        "kind": standing.slice.kind,
        "obligation": standing.slice.obligation,
        "status": standing.status,
        "edition": standing.edition,
        "measures": {
            "built": measures.built,
            "applied": measures.applied,
            "declared": measures.declared,
            "maintained": measures.maintained,
            "procedures_covered": measures.procedures_covered,
            "procedures": measures.procedures,
        },
        "override": _override_json(standing.override),
    }
    if explain:
        answer["gates"] = {
            gate.name.value: {
                "outcome": gate.outcome,
                "reasons": [str(reason) for reason in gate.reasons],
                "turns_on": gate.turns_on,
            }
            for gate in standing.gates()
        }
    action = standing.next_action
    answer |= {
        "changes_on": standing.changes_on,
        "changes_to": standing.changes_to,
        "next_action": None if action is None else str(action),
    }
    return answer


def _override_json(override: OverrideFact | None) -> dict[str, Any] | None:
    return override and {
        "kind": override.kind,
        "number": override.number,
        "from": override.valid_from,
        "to": override.valid_to,
        "reason": override.reason,
    }


def timeline_json(key: str, intervals: Sequence[Interval]) -> dict[str, Any]:
    return {"agency": key, "intervals": [{"from": start, "to": end, "status": status} for start, end, status in intervals]}


def moves_json(first: date, second: date, moves: Sequence[Move]) -> dict[str, Any]:
    return {
        "from": first,
        "to": second,
        "moves": [
            {
                "key": move.key,
                "name": move.name,
                "before": move.before,
                "after": move.after,
                "on": move.on,
                "facts": [str(fact) for fact in move.facts],
            }
            for move in moves
        ],
    }
