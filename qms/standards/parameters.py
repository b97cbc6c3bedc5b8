"""What each policy parameter is called and which values it takes; how an edition of the standard is recognised."""

import re
from collections.abc import Collection
from datetime import date

from qms.language import Phrase, UserError, gettext, mark
from qms.standards.models import Parameter
from qms.text import tidy

LABELS = {
    Parameter.ACCEPTED_EDITION: mark("Phiên bản ISO 9001 được chấp nhận"),
    Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS: mark("Chu kỳ đánh giá nội bộ (tháng)"),
    Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS: mark("Chu kỳ xem xét của lãnh đạo (tháng)"),
    Parameter.MINIMUM_APPLICATION_MONTHS: mark("Thời gian áp dụng tối thiểu trước khi công bố (tháng)"),
    Parameter.REDECLARE_AFTER_CHANGE_DAYS: mark("Thời hạn công bố lại sau khi thay đổi (ngày)"),
    Parameter.POST_DECLARATION_WITHIN_DAYS: mark("Thời hạn niêm yết bản công bố (ngày)"),
    Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS: mark("Thời hạn gửi bản công bố tới đơn vị chủ trì (ngày)"),
    Parameter.SCOPE_TOLERANCE_PERCENT: mark("Tỷ lệ thủ tục hành chính được phép thiếu (%)"),
    Parameter.CORRECTIVE_ACTION_DAYS_MAJOR: mark("Thời hạn khắc phục sự không phù hợp nặng (ngày)"),
    Parameter.CORRECTIVE_ACTION_DAYS_MINOR: mark("Thời hạn khắc phục sự không phù hợp nhẹ (ngày)"),
    Parameter.ACKNOWLEDGE_DOCUMENT_WITHIN_DAYS: mark("Thời hạn xác nhận đã đọc tài liệu (ngày)"),
    Parameter.DOCUMENT_REVIEW_INTERVAL_MONTHS: mark("Chu kỳ xem xét định kỳ tài liệu (tháng)"),
    Parameter.ANNUAL_REPORT_DUE: mark("Hạn nộp báo cáo hằng năm (tháng-ngày)"),
}
LARGEST_NUMBER = 36_500  # days in a century: no rule of the province looks further

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})", re.ASCII)


class ParameterError(UserError):
    """No such parameter, or a value that it cannot take."""


def label(parameter: str) -> str:
    """The parameter's name in the current language."""
    return gettext(LABELS[Parameter(parameter)])


def read_parameter(text: str) -> Parameter:
    """The parameter called ``text`` (its code, in any case); raise ParameterError with the codes there are."""
    code = tidy(text).casefold()
    if code not in set(Parameter):
        raise ParameterError(
            Phrase(
                mark("Không có tham số “{code}”. Các tham số: {known}."),
                code=tidy(text),
                known=[each.value for each in Parameter],
            )
        )
    return Parameter(code)


def edition_year(text: str) -> str | None:
    """The year that names an edition in ``2015``, ``ISO 9001:2015`` or ``TCVN ISO 9001:2015``; None when there is none."""
    years = _YEAR.findall(text)
    return years[-1] if years else None


def read_edition(text: str, known: Collection[str]) -> str:
    """The year of a ``known`` edition named by ``text``; raise ParameterError otherwise."""
    year = edition_year(text)
    if year is None or year not in known:
        raise ParameterError(
            Phrase(
                mark("Không có phiên bản ISO 9001 nào là “{text}”; các phiên bản đã biết: {known}."),
                text=tidy(text),
                known=sorted(known),
            )
        )
    return year


def read_value(parameter: Parameter, text: str, known_editions: Collection[str]) -> str:
    """``text`` as the parameter stores it (``"12"``, ``"12-15"``, ``"2015"``); raise ParameterError otherwise."""
    if parameter is Parameter.ACCEPTED_EDITION:
        return read_edition(text, known_editions)
    if parameter is Parameter.ANNUAL_REPORT_DUE:
        return _read_month_day(text)
    return _read_number(text, 100 if parameter is Parameter.SCOPE_TOLERANCE_PERCENT else LARGEST_NUMBER)


def _read_number(text: str, largest: int) -> str:
    typed = tidy(text)
    if not _NUMBER.fullmatch(typed) or int(typed) > largest:
        raise ParameterError(
            Phrase(mark("“{text}” không dùng được; cần một số nguyên từ 0 đến {largest}."), text=typed, largest=largest)
        )
    return str(int(typed))


def _read_month_day(text: str) -> str:
    typed = tidy(text)
    found = _MONTH_DAY.fullmatch(typed)
    try:
        day = date(2001, int(found[1]), int(found[2])) if found else None  # no leap year: the day must exist every year
    except ValueError:
        day = None
    if day is None:
        raise ParameterError(Phrase(mark("“{text}” không dùng được; cần tháng-ngày có trong mọi năm, ví dụ 12-15."), text=typed))
    return f"{day:%m-%d}"


def is_verified(note: str | None) -> bool:
    """A note that says ``verify`` or ``kiểm chứng`` marks a value whose source is still to be checked."""
    said = tidy(note or "").casefold()
    return "verify" not in said and "kiểm chứng" not in said
