"""Change requests (phiếu yêu cầu sửa đổi/ban hành tài liệu)."""
