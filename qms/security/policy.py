"""The one table of permissions: what each kind of post may do, and how far up and down the tree of agencies.

Everybody reads the statuses of all bodies. The records behind them are seen within the reach of a post: one's own agency; for
the head and the ISO coordinator of a department also its sub-departments; for the lead unit and the province's leaders all.
Leaders change nothing. The administrator keeps accounts and reads the trail, but sees no agency's records.
A post gives nothing on days on which its agency does not exist; an administrator's does, who serves the installation.
"""

from collections.abc import Mapping
from enum import StrEnum

from qms.language import Phrase, mark
from qms.people.kinds import PostKind
from qms.security.permissions import Permission


class Reach(StrEnum):
    """How far a permission goes: the post's agency; it and every agency below it; all agencies."""

    OWN = "own"
    BRANCH = "branch"
    ALL = "all"

    @property
    def label(self) -> Phrase:
        return Phrase(_REACHES[self])


_REACHES = {
    Reach.OWN: mark("Cơ quan mình"),
    Reach.BRANCH: mark("Cơ quan mình và đơn vị trực thuộc"),
    Reach.ALL: mark("Mọi cơ quan"),
}

_EVERYBODY: Mapping[Permission, Reach] = {Permission.SEE_STATUS: Reach.ALL}
_MEMBER: Mapping[Permission, Reach] = {
    **_EVERYBODY,
    Permission.SEE_RECORDS: Reach.OWN,
    Permission.READ_DOCUMENTS: Reach.OWN,
    Permission.WRITE_DOCUMENTS: Reach.OWN,
    Permission.REVIEW_DOCUMENTS: Reach.OWN,
}
_MANAGER: Mapping[Permission, Reach] = {
    **_MEMBER,
    Permission.SEE_RECORDS: Reach.BRANCH,
    Permission.READ_DOCUMENTS: Reach.BRANCH,
    Permission.APPROVE_DOCUMENTS: Reach.OWN,
    Permission.ADOPT_DOCUMENTS: Reach.OWN,
    Permission.HAND_OVER: Reach.OWN,
    Permission.HAND_OVER_HEADS: Reach.OWN,
}

POLICY: Mapping[PostKind, Mapping[Permission, Reach]] = {
    PostKind.HEAD: _MANAGER,
    PostKind.DEPUTY_HEAD: _MANAGER,
    PostKind.COORDINATOR: {
        **_MEMBER,
        Permission.SEE_RECORDS: Reach.BRANCH,
        Permission.READ_DOCUMENTS: Reach.BRANCH,
        Permission.KEEP_UNITS: Reach.OWN,
        Permission.HAND_OVER: Reach.OWN,
        Permission.ISSUE_COMMON: Reach.OWN,
        Permission.ADOPT_DOCUMENTS: Reach.OWN,
        Permission.DISTRIBUTE_DOCUMENTS: Reach.OWN,
        Permission.KEEP_RECORD_LISTS: Reach.OWN,
    },
    PostKind.UNIT_HEAD: {**_MEMBER, Permission.KEEP_RECORD_LISTS: Reach.OWN},
    PostKind.AUDITOR: _MEMBER,
    PostKind.OFFICER: _MEMBER,
    PostKind.LEAD_OFFICER: {
        **_MEMBER,
        Permission.SEE_RECORDS: Reach.ALL,
        Permission.READ_DOCUMENTS: Reach.ALL,
        Permission.KEEP_REGISTRY: Reach.ALL,
        Permission.SET_POLICY: Reach.ALL,
        Permission.ISSUE_COMMON: Reach.OWN,
    },
    PostKind.PROVINCE_LEADER: {
        **_EVERYBODY,
        Permission.SEE_RECORDS: Reach.ALL,
        Permission.READ_DOCUMENTS: Reach.ALL,
    },
    PostKind.ADMINISTRATOR: {
        **_EVERYBODY,
        Permission.KEEP_PEOPLE: Reach.ALL,
        Permission.KEEP_UNITS: Reach.ALL,
        Permission.HAND_OVER: Reach.ALL,
        Permission.HAND_OVER_HEADS: Reach.ALL,
        Permission.SEE_TRAIL: Reach.ALL,
        Permission.SEE_SIGN_INS: Reach.ALL,
    },
}


def reaches_below(kind: PostKind) -> bool:
    """Whether a post of this kind permits anything for the agencies below its own."""
    return Reach.BRANCH in POLICY[kind].values()


def to_hand_over(kind: PostKind) -> Permission:
    """What it takes to hand over a post of this kind.

    Nobody gains by a hand-over what no post of his agency gives: posts that reach beyond their agency are for those who keep
    people, and whoever may not approve does not decide who does.
    """
    granted = POLICY[kind]
    if any(reach is Reach.ALL for permission, reach in granted.items() if permission not in _EVERYBODY):
        return Permission.KEEP_PEOPLE
    return Permission.HAND_OVER_HEADS if Permission.APPROVE_DOCUMENTS in granted else Permission.HAND_OVER
