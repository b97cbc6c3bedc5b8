"""``qms migrate``: bring the database to what this version of the program needs."""

import click

from qms.app import migrate_database
from qms.commandline import command
from qms.installation import Installation
from qms.language import gettext, mark
