"""The province's parameters: values, sources, and whether the sources have been verified."""

from flask import render_template

from qms.language import pmark
from qms.security.permissions import Permission
from qms.standards.parameters import label
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.sections import Section
from reports.overviews.catalogue import parameters

policy = Section("policy", __name__, url_prefix="/tham-so", label=pmark("many", "Tham số"), secondary=True)


@policy.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    return render_template("overviews/policy.html", lines=parameters(reading_session(), viewed_day()), label=label)
