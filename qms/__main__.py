"""``python -m qms`` is ``qms``."""

from qms.cli import main

if __name__ == "__main__":
    main()
