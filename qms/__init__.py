"""Who is bound, by what, and the ground everything else stands on."""

__version__ = "0.1.0"
