"""The record list (danh mục hồ sơ): what is kept, by whom, where, for how long."""
