"""Controlled paper copies: numbered, held by somebody, recalled when their revision ends; and the public check by QR code."""
