"""The pages of administration; importing the modules puts their routes on the one section."""

from qms.people.views import beginning, handing, overview, persons, posts, workbook
from qms.people.views.ground import people

__all__ = ["beginning", "handing", "overview", "people", "persons", "posts", "workbook"]
