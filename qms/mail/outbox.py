"""How the letters of an installation leave it, and who takes them there."""

from qms.installation import Installation
from qms.mail.postman import Postman
from qms.mail.sending import BySmtp, IntoFolder, Way

FOLDER = "outbox"  # in the installation's home, when no mail server is configured


def outbox_of(installation: Installation) -> Way:
    server = installation.settings.mail_server
    return BySmtp(server) if server else IntoFolder(installation.settings.home / FOLDER)


def make_postman(installation: Installation) -> Postman:
    return Postman(installation.database, outbox_of(installation), installation.clock)
