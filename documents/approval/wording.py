"""What a person reads and agrees to by signing; always in Vietnamese, because that is what is kept."""

from collections.abc import Callable
from datetime import date

from documents.approval.content import content_hash
from documents.approval.models import Dossier
from documents.library.models import Revision
from qms.language import Phrase, mark, speaking

SHOWN_HASH = 12  # characters: enough to compare by eye
_NAME = mark("tài liệu {code} “{title}”, lần ban hành {issue}, lần sửa đổi {revision}")


_GAP = Phrase("\0")  # in the place of a day that is chosen inside the sentence
CHOSEN_ABOVE = Phrase(mark("ghi ở ô “Ngày hiệu lực”"))  # in the place of a day that is chosen once for several sentences


def around_the_day(statement: Callable[[Phrase], str]) -> tuple[str, str]:
    """What stands before and after the day in a sentence, so that the page can put the field for it there: what is read is
    what is signed."""
    before, _gap, after = statement(_GAP).partition(str(_GAP))
    return before, after


def approval_statement(dossier: Dossier, effective_on: date | Phrase | None) -> str:
    """``effective_on`` None: somebody after this person says when."""
    parts = {"name": revision_name(dossier.revision), "hash": (content_hash(dossier) or "")[:SHOWN_HASH]}
    if effective_on is None:
        return _vietnamese(Phrase(mark("Tôi đã đọc và phê duyệt {name}. Mã băm nội dung: {hash}."), **parts))
    words = mark("Tôi đã đọc và phê duyệt {name}, có hiệu lực từ ngày {day}. Mã băm nội dung: {hash}.")
    return _vietnamese(Phrase(words, day=effective_on, **parts))


def withdrawal_statement(revision: Revision, day: date | Phrase) -> str:
    words = mark("Tôi quyết định thu hồi {name}, hết hiệu lực từ ngày {day}.")
    return _vietnamese(Phrase(words, name=revision_name(revision), day=day))


def revision_name(revision: Revision) -> Phrase:
    return Phrase(
        _NAME,
        code=revision.document.code,
        title=revision.title,
        issue=revision.issue_no,
        revision=revision.revision_no,
    )


def _vietnamese(phrase: Phrase) -> str:
    with speaking("vi"):
        return str(phrase)
