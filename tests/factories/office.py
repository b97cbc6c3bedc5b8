"""A few bodies with people and documents, put straight into the tables; the day is 23/11/2026."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.models import Dossier, Stage
from documents.library.models import Document, DocumentKind, Profile, Revision
from qms.agencies.models import Agency, AgencyKind, AgencySlice, Obligation, Tier
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import load_viewer
from qms.security.acting import SignedIn

MOMENT = datetime(2026, 11, 23, 4, tzinfo=UTC)
DAY = date(2026, 11, 23)
BEGUN = date(2015, 1, 1)


@dataclass
class Office:
    """Builds on ``session``; everything is found again by its key."""

    session: Session
    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    _tokens: "count[int]" = field(default_factory=count)

    @classmethod
    def found(cls, session: Session) -> "Office":
        """What was built before, in another session."""
        office = cls(session)
        office.agencies = {one.key: one for one in session.scalars(select(Agency))}
        office.people = {one.key: one for one in session.scalars(select(Person))}
        office.posts = {one.code: one for one in session.scalars(select(Post))}
        office.documents = {one.code: one for one in session.scalars(select(Document))}
        return office

    def body(self, key: str, parent: str | None = None, kind: AgencyKind = AgencyKind.SPECIALISED_AGENCY) -> Agency:
        agency = self.agencies[key] = Agency(key=key, key_folded=key.casefold())
        above = self.agencies[parent] if parent else None
        agency.slices.append(
            AgencySlice(
                valid_from=BEGUN,
                name=f"Cơ quan {key}",
                tier=Tier.PROVINCE,
                kind=kind,
                parent=above,
                obligation=Obligation.MANDATORY,
            )
        )
        self.session.add(agency)
        return agency

    @classmethod
    def of_two_bodies(cls, session: Session) -> "Office":
        """so-a, with a coordinator (thu-ky), an officer (can-bo) and a document (QT-01); so-b, with a coordinator (ke-ben)."""
        office = cls(session)
        office.body("so-a")
        office.body("so-b")
        office.member("thu-ky", "so-a", PostKind.COORDINATOR)
        office.member("can-bo", "so-a")
        office.member("ke-ben", "so-b", PostKind.COORDINATOR)
        office.document("so-a", "QT-01")
        return office

    def member(
        self, key: str, body: str, kind: PostKind = PostKind.OFFICER, since: date = BEGUN, until: date | None = None
    ) -> Person:
        """A person in a post of the same key."""
        person = self.people.setdefault(key, Person(key=key, key_folded=key, name=f"Người {key}", email=f"{key}@example.vn"))
        post = self.posts.setdefault(
            key,
            Post(agency=self.agencies[body], code=key, code_folded=key, kind=kind, title=f"Chức danh {key}", valid_from=BEGUN),
        )
        self.session.add(PostHolding(post=post, person=person, held_from=since, held_to=until))
        return person

    def document(self, body: str, code: str, common: bool = False, review_months: int | None = None) -> Document:
        document = self.documents[code] = Document(agency=self.agencies[body], code=code, code_folded=code.casefold())
        self.session.add(document)
        if common or review_months:
            self.session.add(Profile(document=document, common=common, review_months=review_months))
        return document

    def revision(
        self,
        code: str,
        issue_no: int = 1,
        revision_no: int = 0,
        effective_on: date | None = BEGUN,
        ended_on: date | None = None,
        material: bool | None = None,
    ) -> Revision:
        """Of a dossier when ``material`` is given; otherwise as a workbook brings it."""
        revision = Revision(
            issue_no=issue_no,
            revision_no=revision_no,
            title=f"Quy trình {code}",
            kind=DocumentKind.PROCEDURE,
            edition="2015",
            recorded_on=effective_on or BEGUN,
            issued_on=effective_on,
            effective_on=effective_on,
            ended_on=ended_on,
        )
        self.documents[code].revisions.append(revision)
        if material is not None:
            self._dossier(revision, material)
        self.session.flush()
        return revision

    def _dossier(self, revision: Revision, material: bool) -> None:
        revision.sealed = True
        author = next(iter(self.people.values()))
        stage = Stage.DRAFT if revision.effective_on is None else Stage.APPROVED
        token = f"token-of-dossier-{next(self._tokens):04}"
        self.session.add(Dossier(revision=revision, stage=stage, author=author, material=material, check_token=token))

    def acting(self, key: str, moment: datetime = MOMENT) -> SignedIn:
        """The person at work through the pages."""
        self.session.flush()
        viewer = load_viewer(self.session, self.people[key].id, DAY)
        assert viewer is not None
        return SignedIn(viewer, moment, "web:10.0.0.1")
