"""Documents carried through many hands, by the use cases, in an office of two agencies with people in posts."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.drafting import write_body
from documents.approval.models import Dossier
from documents.approval.use_cases import Approval, Panel, Submission, approve, pass_review, submit
from documents.library.describing import Description
from documents.library.models import DocumentKind
from documents.library.procedure_text import ProcedureText, Step
from documents.library.use_cases import NewDocument, create_document
from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.clock import day_of
from qms.files.store import Store
from qms.people.kinds import PostKind
from qms.people.models import Person
from qms.people.queries import load_viewer
from qms.security.acting import SignedIn
from qms.signatures.proof import Method, Proof
from tests.factories.office import Office

HOME, OTHER = "so-a", "so-b"
AUTHOR, REVIEWER, SECOND_REVIEWER, HEAD, DEPUTY, ELSEWHERE = "soan", "xet", "thu-ky", "ky", "pho", "khac"
_PEOPLE = (
    (AUTHOR, PostKind.OFFICER, HOME),
    (REVIEWER, PostKind.UNIT_HEAD, HOME),
    (SECOND_REVIEWER, PostKind.COORDINATOR, HOME),
    (HEAD, PostKind.HEAD, HOME),
    (DEPUTY, PostKind.DEPUTY_HEAD, HOME),
    (ELSEWHERE, PostKind.COORDINATOR, OTHER),
)
TEXT = ProcedureText(
    purpose="Quy định cách làm",
    scope="Toàn cơ quan",
    dossier=("Đơn đề nghị",),
    time_limit="05 ngày làm việc",
    steps=(Step("Tiếp nhận", "Một cửa", "0,5 ngày", "Giấy tiếp nhận"),),
)


def open_office(session: Session) -> None:
    """Put the agencies, their people and two TTHC into a database that holds none."""
    office = Office(session)
    for key in (HOME, OTHER):
        office.body(key).slices[0].symbol = key.upper().replace("-", "")
    for key, kind, body in _PEOPLE:
        office.member(key, body, kind)
    session.add_all(AdministrativeProcedure(code=code, code_folded=code, name=f"Thủ tục {code}") for code in ("1.01", "1.02"))


def person_id(session: Session, key: str) -> int:
    return session.scalars(select(Person.id).where(Person.key == key)).one()


def acting(session: Session, key: str, moment: datetime) -> SignedIn:
    """One of the people at work, with the posts held on the day of the moment."""
    viewer = load_viewer(session, person_id(session, key), day_of(moment))
    assert viewer is not None
    return SignedIn(viewer, moment, "web:test")


def proof(who: SignedIn) -> Proof:
    return Proof(who.viewer.person_id, Method.PASSWORD, who.moment)


def agency(session: Session, key: str = HOME) -> Agency:
    return session.scalars(select(Agency).where(Agency.key == key)).one()


def description(title: str = "Kiểm soát tài liệu", **more: object) -> Description:
    said: dict[str, object] = {"kind": DocumentKind.PROCEDURE, "edition": "2015", **more}
    return Description(title, **said)  # type: ignore[arg-type]


def draft(session: Session, moment: datetime, code: str | None = None, author: str = AUTHOR) -> Dossier:
    """A new document with a written text, in the hands of its author."""
    who = acting(session, author, moment)
    made = create_document(session, who, agency(session), NewDocument(description(), code))
    return write_body(session, who, made.revision_id, TEXT.canonical(), made.version)


def sent(
    session: Session, moment: datetime, dossier: Dossier, reviewers: Panel | None = None, approvers: Panel | None = None
) -> None:
    """Submit a draft; to one reviewer and the head unless told otherwise."""
    who = acting(session, dossier.author.key, moment)
    panels = reviewers or panel(session, REVIEWER), approvers or panel(session, HEAD)
    submit(session, who, dossier.revision_id, Submission(dossier.version, *panels))


def panel(session: Session, *keys: str, in_order: bool = True, quorum: int | None = None) -> Panel:
    return Panel([person_id(session, key) for key in keys], in_order, quorum)


def approved(session: Session, moment: datetime, store: Store, dossier: Dossier, effective_on: date) -> None:
    """Carry a draft through review and approval."""
    sent(session, moment, dossier)
    pass_review(session, acting(session, REVIEWER, moment), dossier.revision_id, dossier.version)
    head = acting(session, HEAD, moment)
    approve(session, head, store, dossier.revision_id, Approval(dossier.version, effective_on), proof(head))
