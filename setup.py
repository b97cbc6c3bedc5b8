"""The build steps that setup.cfg cannot state: catalogues are compiled and the serif is cut before both are packed.

Both need the packages that pyproject.toml names; their exact versions make the same typeface, byte for byte, everywhere.
"""

from importlib.util import find_spec
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
TRANSLATIONS = ROOT / "qms" / "translations"
TYPEFACES = ROOT / "qms" / "rendering" / "typefaces"
SERIF = "fontpkg_noto_serif"
UPRIGHT, ITALIC = "NotoSerif[wdth,wght].ttf", "NotoSerif-Italic[wdth,wght].ttf"
FACES = {"Regular": (UPRIGHT, 400), "Bold": (UPRIGHT, 700), "Italic": (ITALIC, 400), "BoldItalic": (ITALIC, 700)}
WIDTH = 87.5  # "SemiCondensed", nearest to the Times New Roman that Nghị định 30/2020/NĐ-CP prescribes
LETTERS = [*range(0x20, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00), *range(0x2000, 0x2150)]


def compile_catalogues() -> None:
    """Write a .mo beside every .po below qms/translations."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


def cut_typefaces() -> None:
    """Cut the four faces of the reports' serif, Latin with all Vietnamese letters, from the variable Noto Serif."""
    specification = find_spec(SERIF)
    if specification is None or specification.origin is None:
        raise SystemExit(f"the build needs the package {SERIF}")
    package = Path(specification.origin).parent
    TYPEFACES.mkdir(exist_ok=True)
    for face, (name, weight) in FACES.items():
        target = TYPEFACES / f"NotoSerif-SemiCondensed-{face}.ttf"
        if not target.exists():
            _cut(package / "files" / name, weight, target)
    (TYPEFACES / "LICENSE").write_bytes((package / "LICENSE").read_bytes())


def _cut(source: Path, weight: int, target: Path) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], name_IDs=["*"], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": weight, "wdth": WIDTH}, inplace=True, updateFontNames=True)
    font.save(target)


class BuildWithAssets(build_py):
    def run(self) -> None:
        compile_catalogues()
        cut_typefaces()
        self.data_files = self._get_data_files()  # what was made just now did not exist when this was first listed
        super().run()


setup(cmdclass={"build_py": BuildWithAssets})
