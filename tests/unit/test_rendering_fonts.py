"""Which letters go on paper."""

import shutil
from pathlib import Path

import pytest
from reportlab import rl_config

from qms.language import UserError
from qms.rendering import fonts
from qms.rendering.fonts import VIETNAMESE, chosen, from_folder, packaged

PACKAGED = Path(fonts.__file__).with_name("typefaces")


def copied(names: list[str], folder: Path) -> Path:
    folder.mkdir()
    for name in names:
        shutil.copy(PACKAGED / f"NotoSerif-SemiCondensed-{name}.ttf", folder / f"{name}.ttf")
    return folder


def test_there_are_146_vietnamese_letters_and_the_packaged_serif_has_them() -> None:
    assert len(set(VIETNAMESE)) == len(VIETNAMESE) == 146
    assert set("ếữợĐỳỵẵặ") <= set(VIETNAMESE)
    typeface = packaged()
    assert typeface.letters >= fonts.NEEDED
    assert len({typeface.regular, typeface.bold, typeface.italic, typeface.bold_italic}) == 4


def test_the_packaged_serif_is_the_default_and_comes_with_its_licence() -> None:
    assert chosen({}) is packaged()
    assert "SIL Open Font License" in (PACKAGED / "LICENSE").read_text(encoding="utf-8")


def test_a_folder_of_fonts_is_taken_when_it_is_named(tmp_path: Path) -> None:
    folder = copied(["Regular", "Bold", "Italic", "BoldItalic"], tmp_path / "own")
    (folder / "broken.ttf").write_bytes(b"no font")
    typeface = chosen({"QMS_FONT_DIR": str(folder)})
    assert str(folder) in typeface.regular
    assert typeface.family == packaged().family


@pytest.mark.parametrize("names", [[], ["Regular", "Bold", "Italic"]])
def test_a_folder_without_four_faces_is_refused_with_advice(names: list[str], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Times New Roman"):
        chosen({"QMS_FONT_DIR": str(copied(names, tmp_path / "poor"))})


def test_a_family_without_vietnamese_letters_is_refused(tmp_path: Path) -> None:
    vera = Path(next(path for path in rl_config.TTFSearchPath if (Path(path) / "Vera.ttf").exists()))
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        shutil.copy(vera / f"{name}.ttf", tmp_path)
    with pytest.raises(UserError):
        from_folder(tmp_path)


def test_text_is_composed_and_missing_signs_are_spelt_out() -> None:
    assert packaged().printable("Ho\u0061\u0300 ≥ 90 → tốt") == "Hoà >= 90 -> tốt"
