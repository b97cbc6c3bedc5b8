"""What the nouns beyond the library add to the product: adoption, distribution, copies, upkeep and record lists."""

from documents.adoption.views import adoption
from documents.copies.views import checking, copies_section
from qms.web.sections import Section

SECTIONS: tuple[Section, ...] = (adoption, copies_section, checking)
