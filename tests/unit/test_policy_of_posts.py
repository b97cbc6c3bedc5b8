"""The one table of permissions: who may do what, how far, and what nobody may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.people.kinds import PostKind
from qms.security.permissions import Permission
from qms.security.policy import POLICY, Reach, to_hand_over
from qms.security.viewer import HeldPost, Viewer

AGENCIES = ("ubnd", "so-a", "cc-a", "tt-a", "so-b")
BELOW = {"ubnd": ("so-a", "so-b"), "so-a": ("cc-a",), "cc-a": ("tt-a",)}


def branch(agency: str) -> frozenset[str]:
    return frozenset({agency}).union(*(branch(below) for below in BELOW.get(agency, ())))


def held(kind: PostKind, agency: str, number: int = 1) -> HeldPost:
    return HeldPost(number, kind, agency, agency.upper(), None, kind.value, branch(agency) if agency else frozenset())


def viewer(*posts: HeldPost) -> Viewer:
    return Viewer(1, "an", "An", posts)


@pytest.mark.parametrize(
    ("kind", "permission", "reached"),
    [
        (PostKind.OFFICER, Permission.SEE_RECORDS, {"so-a"}),
        (PostKind.COORDINATOR, Permission.SEE_RECORDS, {"so-a", "cc-a", "tt-a"}),
        (PostKind.COORDINATOR, Permission.KEEP_UNITS, {"so-a"}),
        (PostKind.HEAD, Permission.APPROVE_DOCUMENTS, {"so-a"}),
        (PostKind.COORDINATOR, Permission.APPROVE_DOCUMENTS, set()),
        (PostKind.PROVINCE_LEADER, Permission.SEE_RECORDS, set(AGENCIES)),
        (PostKind.LEAD_OFFICER, Permission.KEEP_REGISTRY, set(AGENCIES)),
        (PostKind.LEAD_OFFICER, Permission.KEEP_PEOPLE, set()),
        (PostKind.ADMINISTRATOR, Permission.KEEP_PEOPLE, set(AGENCIES)),
        (PostKind.ADMINISTRATOR, Permission.SEE_RECORDS, set()),
        *((kind, Permission.SEE_STATUS, set(AGENCIES)) for kind in PostKind),
    ],
)
def test_reach_of_a_post_in_a_department(kind: PostKind, permission: Permission, reached: set[str]) -> None:
    one = viewer(held(kind, "so-a"))
    assert {agency for agency in AGENCIES if one.may(permission, agency)} == reached
    assert one.may(permission) is bool(reached)
    assert one.reach(permission) in (reached, None if reached == set(AGENCIES) else reached)


def test_leaders_change_nothing() -> None:
    assert not any(permission.changes for permission in POLICY[PostKind.PROVINCE_LEADER])


def test_every_permission_is_granted_to_somebody_and_says_itself() -> None:
    assert {permission for granted in POLICY.values() for permission in granted} == set(Permission)
    assert all(str(permission.sentence).endswith(".") for permission in Permission)
    assert set(POLICY) == set(PostKind)


def test_whoever_holds_nothing_may_nothing() -> None:
    assert not any(viewer().may(permission, agency) for permission in Permission for agency in (None, *AGENCIES))


posts = st.lists(st.builds(held, st.sampled_from(PostKind), st.sampled_from(AGENCIES), st.integers(1, 9)), max_size=3)


@given(posts, st.sampled_from(Permission), st.sampled_from(AGENCIES))
def test_nobody_changes_anything_out_of_reach(held_posts: list[HeldPost], permission: Permission, agency: str) -> None:
    """Outside of every agency where a post is held, only a post that reaches all agencies lets anybody change anything."""
    one = viewer(*held_posts)
    everywhere = any(POLICY[post.kind].get(permission) is Reach.ALL for post in held_posts)
    if permission.changes and one.may(permission, agency):
        assert everywhere or agency in one.agencies()
    reach = one.reach(permission)
    assert one.may(permission, agency) is (reach is None or agency in reach)
    chosen = one.post_for(permission, agency)
    assert chosen is None or chosen.reaches(permission, agency)


@given(st.sampled_from(PostKind), st.sampled_from(PostKind))
def test_a_hand_over_gives_nobody_a_reach_that_his_agency_lacks(giver: PostKind, kind: PostKind) -> None:
    if to_hand_over(kind) in POLICY[giver] and Permission.KEEP_PEOPLE not in POLICY[giver]:
        assert all(
            reach is not Reach.ALL for permission, reach in POLICY[kind].items() if permission is not Permission.SEE_STATUS
        )
        assert Permission.APPROVE_DOCUMENTS not in POLICY[kind] or Permission.APPROVE_DOCUMENTS in POLICY[giver]


def test_a_post_without_agency_is_named_by_its_title_alone() -> None:
    one = viewer(held(PostKind.ADMINISTRATOR, ""))
    assert one.posts[0].in_full == "administrator" and list(one.agencies()) == [] and one.may(Permission.KEEP_PEOPLE, "so-a")
