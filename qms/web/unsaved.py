"""What somebody has typed into a page whose session has ended meanwhile: given back to be copied, for nothing was saved."""

from urllib.parse import urlsplit

from flask import request

FORM = "application/x-www-form-urlencoded"
NOT_SHOWN = frozenset({"csrf_token", "version", "seen", "password", "again", "old"})  # ours, and passwords


def typed_in_vain() -> list[str]:
    """The texts of the form that was sent, in its order; none where it came from elsewhere or carries files.

    Only what a page of this site has sent is shown: nobody else puts words on our page. A word alone is soon typed again.
    """
    if urlsplit(request.headers.get("Origin", "")).netloc != request.host or request.mimetype != FORM:
        return []
    fields = request.form.items(multi=True)
    return [text.strip() for name, text in fields if name not in NOT_SHOWN and " " in text.strip()]
