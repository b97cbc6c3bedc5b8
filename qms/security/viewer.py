"""Who looks and acts: a person with the posts held today, and the pure answers to what they permit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from qms.people.kinds import PostKind
from qms.security.permissions import Permission
from qms.security.policy import POLICY, Reach


@dataclass(frozen=True)
class HeldPost:
    """A post held today. ``agency`` is the key of its body; ``branch`` holds the keys of the body and of all bodies below it,
    needed only where the kind of post reaches there.

    A post of no agency (an administrator's) has empty ones.
    """

    id: int
    kind: PostKind
    agency: str
    agency_name: str
    unit: str | None
    title: str
    branch: frozenset[str]

    @property
    def in_full(self) -> str:
        """The post as records name it: title, unit and agency."""
        return ", ".join(part for part in (self.title, self.unit, self.agency_name) if part)

    def reaches(self, permission: Permission, agency: str | None) -> bool:
        """Whether this post permits it for the agency; for any agency at all when None."""
        reach = POLICY[self.kind].get(permission)
        if reach is None or agency is None:
            return reach is not None
        return reach is Reach.ALL or agency == self.agency or (reach is Reach.BRANCH and agency in self.branch)


@dataclass(frozen=True)
class Viewer:
    """A person who has signed in. Keys of agencies are compared as they are stored."""

    person_id: int
    key: str
    name: str
    posts: tuple[HeldPost, ...]

    def may(self, permission: Permission, agency: str | None = None) -> bool:
        """Whether any post permits it for the agency; for any agency at all when None."""
        return self.post_for(permission, agency) is not None

    def post_for(self, permission: Permission, agency: str | None = None) -> HeldPost | None:
        """The post that permits it: the one nearest to the agency, so that the trail names the right hat."""
        fitting = [post for post in self.posts if post.reaches(permission, agency)]
        return min(fitting, key=lambda post: (post.agency != agency, post.id), default=None)

    def reach(self, permission: Permission) -> frozenset[str] | None:
        """The keys of the agencies for which it is permitted; None means all of them."""
        reached: set[str] = set()
        for post in self.posts:
            granted = POLICY[post.kind].get(permission)
            if granted is Reach.ALL:
                return None
            if granted is not None:
                reached |= post.branch if granted is Reach.BRANCH else {post.agency}
        return frozenset(reached)

    @cached_property
    def first_post(self) -> HeldPost | None:
        """The post under whose name the pages greet."""
        return self.posts[0] if self.posts else None

    def agencies(self) -> Iterator[str]:
        """The keys of the bodies in which a post is held, each once, in the order of the posts."""
        yield from dict.fromkeys(post.agency for post in self.posts if post.agency)
