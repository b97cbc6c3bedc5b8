"""The pages of signing in; importing the modules puts their routes on the one section."""

from qms.signing_in.views import account, recovery, single, watching
from qms.signing_in.views.doors import signing_in

__all__ = ["account", "recovery", "signing_in", "single", "watching"]
