"""The sections of the site, in the order of the bar."""

from qms.web.sections import Section
from reports.overviews.views.agencies import agencies
from reports.overviews.views.board import board
from reports.overviews.views.comparison import comparison
from reports.overviews.views.policy import policy
from reports.overviews.views.procedures import procedures
from reports.overviews.views.standards import standards

SECTIONS: tuple[Section, ...] = (board, agencies, comparison, procedures, standards, policy)
