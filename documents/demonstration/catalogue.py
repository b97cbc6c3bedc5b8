"""What the lead unit changes in the registry of the demonstration: the cycle of reviews, and the name of a TTHC."""

from documents.demonstration.telling import Chapter, Telling
from qms.agencies.sheet import SHEETS as AGENCIES
from qms.catalogue.sheet import PROCEDURES
from qms.catalogue.sheet import SHEETS as CATALOGUE
from qms.exchange.written import find_written
from qms.keeping.policy import set_value
from qms.keeping.use_cases import Kept, correct
from qms.standards.models import Parameter
from qms.standards.use_cases import SetPolicyValue

_CODE = "1.100462"
_NAME = "Công nhận sáng kiến cải cách hành chính cấp tỉnh, bao gồm sáng kiến về chuyển đổi số"
_REASON = "Quyết định công bố danh mục TTHC sửa đổi, bổ sung (minh họa)"
_CYCLE = "120"  # months
_SOURCE = "Hướng dẫn của Sở Khoa học và Công nghệ về kiểm soát tài liệu sau sắp xếp tổ chức (minh họa)"
_OUTLINE = "Cơ quan tự đặt chu kỳ ngắn hơn cho từng tài liệu quan trọng."


def tell_review_cycle(telling: Telling) -> Chapter:
    """Documents that came by workbook were last reviewed nobody knows when: all of them would be overdue at once."""
    yield 405
    with telling.act("chu-tri") as scene:
        parameter = Parameter.DOCUMENT_REVIEW_INTERVAL_MONTHS
        command = SetPolicyValue(parameter, _CYCLE, telling.present, None, _SOURCE, _OUTLINE)
        set_value(scene.session, scene.acting, command, None, "Giãn chu kỳ chung để các cơ quan ưu tiên rà soát quy trình TTHC.")


def tell_changed_procedure(telling: Telling) -> Chapter:
    """The documents that prescribe it are marked until somebody looks at them again."""
    yield 6
    with telling.act("chu-tri") as scene:
        found = find_written(scene.session, PROCEDURES, {"code": _CODE})
        assert found is not None
        cells = {**found.cells, "name": _NAME}
        sheets = (*AGENCIES, *CATALOGUE)
        edited = correct(scene.session, scene.acting, sheets, PROCEDURES, Kept(found.cells, found.version), cells, _REASON)
        assert not edited.faults
