"""The pages on which the registry is kept."""

from qms.keeping.views import acts, facts, lists, parameters, workbook
from qms.keeping.views.section import keeping

__all__ = ["acts", "facts", "keeping", "lists", "parameters", "workbook"]
