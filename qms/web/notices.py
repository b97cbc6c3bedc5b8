"""One sentence to be said on the next page: what was just done."""

from flask import flash

from qms.language import Phrase


def tell(sentence: Phrase) -> None:
    """Said in the language of the moment: the reader who did it reads it at once."""
    flash(str(sentence))
