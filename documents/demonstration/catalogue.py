"""A change of a TTHC in the demonstration: the documents that prescribe it are marked until somebody looks at them again."""

from documents.demonstration.telling import Chapter, Telling
from qms.agencies.sheet import SHEETS as AGENCIES
from qms.catalogue.sheet import PROCEDURES
from qms.catalogue.sheet import SHEETS as CATALOGUE
from qms.exchange.written import find_written
from qms.keeping.use_cases import Kept, correct

_CODE = "1.100462"
_NAME = "Công nhận sáng kiến cải cách hành chính cấp tỉnh, bao gồm sáng kiến về chuyển đổi số"
_REASON = "Quyết định công bố danh mục TTHC sửa đổi, bổ sung (minh họa)"


def tell_changed_procedure(telling: Telling) -> Chapter:
    """The lead unit enters the new name of a procedure."""
    yield 6
    with telling.act("chu-tri") as scene:
        found = find_written(scene.session, PROCEDURES, {"code": _CODE})
        assert found is not None
        cells = {**found.cells, "name": _NAME}
        sheets = (*AGENCIES, *CATALOGUE)
        edited = correct(scene.session, scene.acting, sheets, PROCEDURES, Kept(found.cells, found.version), cells, _REASON)
        assert not edited.faults
