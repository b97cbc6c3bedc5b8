"""WTForms' own messages, said as instructions in Vietnamese; WTForms ships none. A test compares with what it can say."""

from qms.language import mark

_CHOOSE = mark("Hãy chọn một mục trong danh sách.")
_UNKNOWN = mark("Giá trị này không nhận được; hãy nhập lại.")
_RELOAD = mark("Biểu mẫu đã cũ hoặc không được gửi từ trang của hệ thống; hãy gửi lại.")
_NUMBER = mark("Hãy nhập một số.")

WORDS = {
    "'%(value)s' are not valid choices for this field.": _CHOOSE,
    "CSRF failed.": _RELOAD,
    "CSRF token expired.": _RELOAD,
    "CSRF token missing.": _RELOAD,
    "Choices cannot be None.": _CHOOSE,
    "Date must be at least %(min)s.": mark("Ngày phải từ %(min)s trở đi."),
    "Date must be at most %(max)s.": mark("Ngày không được sau %(max)s."),
    "Date must be between %(min)s and %(max)s.": mark("Ngày phải từ %(min)s đến %(max)s."),
    "Field cannot be longer than %(max)d characters.": mark("Không quá %(max)d ký tự."),
    "Field must be at least %(min)d characters long.": mark("Ít nhất %(min)d ký tự."),
    "Field must be between %(min)d and %(max)d characters long.": mark("Từ %(min)d đến %(max)d ký tự."),
    "Field must be equal to %(other_name)s.": mark("Hai lần nhập phải giống nhau."),
    "Field must be exactly %(max)d characters long.": mark("Phải có đúng %(max)d ký tự."),
    "File does not have an approved extension.": mark("Loại tệp này không nhận được."),
    "File does not have an approved extension: {extensions}": mark("Chỉ nhận các loại tệp: {extensions}."),
    "Invalid CSRF Token.": _RELOAD,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid IP address.": mark("Hãy nhập một địa chỉ IP."),
    "Invalid Mac address.": mark("Hãy nhập một địa chỉ MAC."),
    "Invalid URL.": mark("Hãy nhập một địa chỉ trang web, như https://example.vn."),
    "Invalid UUID.": _UNKNOWN,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "Invalid email address.": mark("Hãy nhập một địa chỉ thư điện tử, như ten@example.vn."),
    "Invalid field name '%s'.": _UNKNOWN,
    "Invalid input.": _UNKNOWN,
    "Invalid value, can't be any of: %(values)s.": _UNKNOWN,
    "Invalid value, must be one of: %(values)s.": _CHOOSE,
    "Not a valid choice.": _CHOOSE,
    "Not a valid date value.": mark("Hãy nhập một ngày, như 31/12/2015."),
    "Not a valid datetime value.": mark("Hãy nhập ngày và giờ."),
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Not a valid integer value.": mark("Hãy nhập một số nguyên."),
    "Not a valid time value.": mark("Hãy nhập giờ, như 14:30."),
    "Not a valid week value.": mark("Hãy nhập một tuần."),
    "Number must be at least %(min)s.": mark("Số phải từ %(min)s trở lên."),
    "Number must be at most %(max)s.": mark("Số không được quá %(max)s."),
    "Number must be between %(min)s and %(max)s.": mark("Số phải từ %(min)s đến %(max)s."),
    "This field cannot be edited.": mark("Mục này không sửa được."),
    "This field is disabled and cannot have a value.": mark("Mục này không nhận giá trị."),
    "This field is required.": mark("Hãy điền mục này."),
}
