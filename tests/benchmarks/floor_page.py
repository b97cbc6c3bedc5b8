"""The least page there is: one Core query and a plain template with fifty rows, over the database of QMS_HOME."""

import os
from pathlib import Path

from flask import Flask, render_template_string
from sqlalchemy import create_engine, select

from qms.agencies.models import AgencySlice

ROWS = 50
TEMPLATE = """<!doctype html><html lang="vi"><head><title>Cơ quan</title></head><body><h1>Cơ quan</h1><table>
{% for name, tier, kind, obligation, first in rows %}<tr><td>{{ name }}</td><td>{{ tier }}</td><td>{{ kind }}</td>
<td>{{ obligation }}</td><td>{{ first }}</td></tr>{% endfor %}</table></body></html>"""

app = Flask(__name__)
engine = create_engine(f"sqlite:///{Path(os.environ['QMS_HOME']) / 'qms.sqlite3'}")


@app.get("/")
@app.get("/dang-nhap")
def index() -> str:
    columns = (AgencySlice.name, AgencySlice.tier, AgencySlice.kind, AgencySlice.obligation, AgencySlice.valid_from)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(AgencySlice.id).limit(ROWS)).all()
    return render_template_string(TEMPLATE, rows=rows)
