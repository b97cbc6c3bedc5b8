"""The pages of administration; importing the modules puts their routes on the one section."""

from qms.people.views import handing, overview, persons, posts, workbook
from qms.people.views.ground import people

__all__ = ["handing", "overview", "people", "persons", "posts", "workbook"]
