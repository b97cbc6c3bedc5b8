"""Letters to those who have to go on with a revision: written with the act, sent once it is certain."""

from collections.abc import Set
from datetime import datetime

from sqlalchemy.orm import Session

from documents.approval.loading import standing_of
from documents.approval.models import Dossier, Stage
from documents.approval.wording import revision_name
from qms.language import Phrase, mark, speaking
from qms.mail.use_cases import write_letter
from qms.people.models import Person

_SUBJECTS = {
    Stage.DRAFT: mark("Tài liệu được trả lại: {code}"),
    Stage.IN_REVIEW: mark("Chờ soát xét: {code}"),
    Stage.IN_APPROVAL: mark("Chờ phê duyệt: {code}"),
    Stage.APPROVED: mark("Đã phê duyệt: {code}"),
}
_SENTENCES = {
    Stage.DRAFT: mark("Bản sau đây được trả lại để sửa: {name}."),
    Stage.IN_REVIEW: mark("Đến lượt soát xét bản sau đây: {name}."),
    Stage.IN_APPROVAL: mark("Đến lượt phê duyệt bản sau đây: {name}."),
    Stage.APPROVED: mark("Bản sau đây đã được phê duyệt: {name}."),
}
_GREETING = mark("Kính gửi {name},")
_REASON = mark("Lý do: {reason}")
_WHERE = mark("Mở mục Tài liệu, phần Việc của tôi, để xem và làm tiếp.")


def awaited(dossier: Dossier) -> Set[int]:
    """Whose turn it is: reviewers or approvers, or the author of what was returned or approved; by ids of persons."""
    return {task.person_id for task in standing_of(dossier).awaited_now()} or {dossier.author_id}


def tell_who_is_next(
    session: Session, dossier: Dossier, moment: datetime, before: Set[int] = frozenset(), reason: str | None = None
) -> None:
    """Write to those whose turn it has become; those of ``before`` have been told."""
    for person_id in sorted(awaited(dossier) - before):
        person = session.get_one(Person, person_id)
        if person.email:
            write_letter(session, person.email, *_letter(dossier, person, reason), moment)


def _letter(dossier: Dossier, person: Person, reason: str | None) -> tuple[str, str]:
    """Subject and body, in Vietnamese: nobody's language is known outside of the pages."""
    stage = dossier.stage
    lines = [Phrase(_GREETING, name=person.name), Phrase(_SENTENCES[stage], name=revision_name(dossier.revision))]
    lines += [Phrase(_REASON, reason=reason)] if reason else []
    with speaking("vi"):
        subject = str(Phrase(_SUBJECTS[stage], code=dossier.revision.document.code))
        return subject, "\n\n".join(map(str, [*lines, Phrase(_WHERE)]))
