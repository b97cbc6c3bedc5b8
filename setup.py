"""The one build step that setup.cfg cannot state: catalogues are compiled before they are packed."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TRANSLATIONS = Path(__file__).parent / "qms" / "translations"


def compile_catalogues() -> None:
    """Write a .mo beside every .po below qms/translations."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


class BuildWithCatalogues(build_py):
    def run(self) -> None:
        compile_catalogues()
        self.data_files = self._get_data_files()  # the .mo files did not exist when this was first listed
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
