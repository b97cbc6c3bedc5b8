"""Who acts now. Every use case asks here for leave before it does anything, and gets the name that the trail will keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qms.language import Phrase, UserError, mark
from qms.security.permissions import Permission
from qms.security.viewer import Viewer
from qms.trail.entries import Actor


class NotVisible(UserError):
    """What was named lies outside of what the viewer may know of: answered as if it did not exist."""


class NotAllowed(UserError):
    """The viewer may see it, but not do this to it."""


class Acting(Protocol):
    @property
    def moment(self) -> datetime: ...

    def under(self, permission: Permission, agency: str | None = None) -> Actor:
        """The actor for the trail; raise NotVisible or NotAllowed when the permission does not reach the agency."""


@dataclass(frozen=True)
class SignedIn:
    """Somebody who acts through the pages; ``origin`` says from where (``web:10.1.2.3``)."""

    viewer: Viewer
    moment: datetime
    origin: str

    def under(self, permission: Permission, agency: str | None = None) -> Actor:
        post = self.viewer.post_for(permission, agency)
        if post is None:
            if agency is not None and not self.viewer.may(Permission.SEE_RECORDS, agency):
                raise NotVisible(Phrase(mark("Không có nội dung này trong phạm vi của vị trí đang giữ.")))
            refusal = Phrase(mark("Vị trí đang giữ không được làm việc này: {permission}"), permission=permission.sentence)
            raise NotAllowed(refusal)
        return Actor(self.viewer.key, self.origin, self.viewer.name, post.in_full)

    def as_self(self) -> Actor:
        """The actor for what everybody may do to his own account."""
        post = self.viewer.first_post
        return Actor(self.viewer.key, self.origin, self.viewer.name, post.in_full if post else None)


@dataclass(frozen=True)
class Operator:
    """Whoever runs a command on the machine itself: the operating system has let him in, so everything is permitted."""

    actor: Actor
    moment: datetime

    def under(self, permission: Permission, agency: str | None = None) -> Actor:
        return self.actor
