"""The sections of document control, the library first."""

from documents.adoption.views import adoption
from documents.approval.views import approval
from documents.copies.views import checking, copies_section
from documents.distribution.views import distribution
from documents.library.views import library
from documents.lists.views import lists
from documents.printing.views import printing
from documents.records.views import records
from documents.requests.views import requests
from documents.search.views import search
from documents.upkeep.views import upkeep
from qms.web.sections import Section

SECTIONS: tuple[Section, ...] = (
    library,
    approval,
    requests,
    lists,
    printing,
    adoption,
    distribution,
    upkeep,
    records,
    copies_section,
    checking,
    search,
)
