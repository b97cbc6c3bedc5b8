"""What further packages add to the demonstration: they stand above this one, so whoever composes the product names them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qms.installation import Installation


@dataclass(frozen=True)
class Teller:
    """``tell`` acts through use cases in a demonstration that has its register, its people and their passwords by key.

    ``package`` names the package whose sources it is made from: when they change, the demonstration is made anew.
    """

    package: str
    tell: Callable[[Installation, Mapping[str, str]], object]
