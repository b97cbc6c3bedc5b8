"""Controlled information: procedures, forms and their revisions."""
