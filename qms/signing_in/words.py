"""Words that people here choose first when asked for a password, without diacritics and spaces, the commonest first."""

_HABITS = (
    "matkhau matkhaumoi matkhaucu dangnhap taikhoan khongbiet khongco anhyeuem emyeuanh yeuem yeuanh conyeume giadinh hanhphuc "
    "vietnam sonha tinhyeu xinchao tamnam nammoi chucmung motnam motngay thuong yeuthuong mattroi hoahong"
)
_OFFICE = (
    "hanhchinh hanhchinhcong thutuc thutuchanhchinh motcua chatluong quanly quanlychatluong hethong hethongquanlychatluong "
    "congbo danhgia noibo tieuchuan tcvn iso9001 iso90012008 iso90012015 qlcl htqlcl tthc thuky thukyiso quantri quantrivien "
    "nguoidung vanphong vanthu uybannhandan ubnd hoidongnhandan hdnd sonoivu sokhcn sokhoahocvacongnghe sotaichinh soyte "
    "sogiaoduc soxaydung sotuphap socongthuong chicuc phuong thanhpho huyen quan tinh banquanly trungtam congchuc vienchuc "
    "canbo giamdoc phogiamdoc chutich phochutich truongphong"
)
_PLACES = (
    "hanoi hochiminh saigon haiphong danang cantho thuathienhue hue angiang bariavungtau vungtau bacgiang backan baclieu bacninh "
    "bentre binhdinh binhduong binhphuoc binhthuan camau caobang daklak daknong dienbien dongnai dongthap gialai hagiang hanam "
    "hatinh haiduong haugiang hoabinh hungyen khanhhoa nhatrang kiengiang kontum laichau lamdong dalat langson laocai longan "
    "namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam quangngai quangninh quangtri soctrang sonla tayninh "
    "thaibinh thainguyen thanhhoa tiengiang travinh tuyenquang vinhlong vinhphuc yenbai"
)

COMMON_WORDS: tuple[str, ...] = tuple(dict.fromkeys(f"{_HABITS} {_OFFICE} {_PLACES}".split()))
