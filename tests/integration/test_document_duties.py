"""What a hand-over shows of document control that stays with the post."""

from datetime import date

from documents.copies.models import ControlledCopy
from documents.duties import DocumentDuties
from documents.library.models import Profile
from documents.records.models import Medium, RecordSeries
from qms.people.kinds import PostKind
from qms.storage.database import Database
from tests.factories.office import BEGUN, Office


def test_owned_documents_held_copies_and_kept_records_stay_with_the_post(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        office = Office(session)
        office.body("so-a")
        office.member("thu-ky", "so-a", PostKind.COORDINATOR)
        office.document("so-a", "QT-01", review_months=12)
        revision = office.revision("QT-01")
        post = office.posts["thu-ky"]
        session.get_one(Profile, office.documents["QT-01"].id).owner = post
        for number, returned in ((1, None), (2, date(2026, 1, 1))):
            session.add(
                ControlledCopy(
                    revision=revision,
                    number=number,
                    holder="A",
                    post=post,
                    check_token=str(number),
                    issued_on=BEGUN,
                    returned_on=returned,
                )
            )
        for code, ended in (("HS-1", None), ("HS-2", date(2026, 1, 1))):
            session.add(
                RecordSeries(
                    agency=office.agencies["so-a"],
                    code=code,
                    code_folded=code.casefold(),
                    name="Hồ sơ",
                    place="Tủ",
                    medium=Medium.PAPER,
                    disposal="Hủy",
                    keeper=post,
                    valid_from=BEGUN,
                    valid_to=ended,
                )
            )
        session.flush()
        duties = DocumentDuties()
        assert [(item.noun, item.key) for item in duties.of_post(session, post.id)] == [
            ("document_profile", "so-a · QT-01"),
            ("controlled_copy", "so-a · QT-01 · 1 · 0 · 1"),
            ("record_series", "so-a · HS-1 · 2015-01-01"),
        ]
        assert duties.of_person(session, office.people["thu-ky"].id, None) == ()
