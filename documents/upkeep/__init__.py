"""Keeping documents right: the periodic review, and the marks that a changed procedure (TTHC) leaves."""
