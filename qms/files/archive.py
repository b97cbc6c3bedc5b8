"""ZIP archives from strangers, unpacked piece by piece and counted meanwhile: what an archive says of itself is not believed."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

PIECE = 1024 * 1024
_LOCAL_HEADER = 30
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))

DAMAGE = (BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError)  # how a damaged archive shows


@dataclass(frozen=True)
class Allowance:
    """``parts`` of an archive, bytes ``unpacked`` from all of them, and the most that a part may grow.

    ``ratio`` is unpacked to packed and asked only of parts that unpack to more than ``small`` bytes.
    """

    parts: int
    unpacked: int
    ratio: int
    small: int


class Excess(Enum):
    PARTS = auto()
    UNPACKED = auto()
    RATIO = auto()
    PACKING = auto()  # packed in a way that cannot be counted, or with a password


class BeyondAllowance(Exception):
    """The archive holds more than it may; ``excess`` says of what."""

    def __init__(self, excess: Excess) -> None:
        super().__init__(excess)
        self.excess = excess


class Archive:
    """An open archive within its allowance; ``unpacked`` counts what has come out of it so far."""

    def __init__(self, file: BinaryIO, directory: ZipFile, allowance: Allowance) -> None:
        """Raises BeyondAllowance for too many parts, or for one that is packed unusually."""
        self._file = file
        self._allowance = allowance
        self.parts = directory.infolist()
        self.unpacked = 0
        if len(self.parts) > allowance.parts:
            raise BeyondAllowance(Excess.PARTS)
        if any(part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in self.parts):
            raise BeyondAllowance(Excess.PACKING)

    def counted(self, part: ZipInfo) -> Iterator[bytes]:
        """The part's pieces; raises BeyondAllowance as soon as there are too many."""
        grown, most = 0, max(self._allowance.small, self._allowance.ratio * part.compress_size)
        for piece in self.pieces(part):
            grown += len(piece)
            self.unpacked += len(piece)
            if self.unpacked > self._allowance.unpacked:
                raise BeyondAllowance(Excess.UNPACKED)
            if grown > most:
                raise BeyondAllowance(Excess.RATIO)
            yield piece

    def pieces(self, part: ZipInfo) -> Iterator[bytes]:
        """The unpacked content as it really is, uncounted: for a second look."""
        self._file.seek(part.header_offset)
        name_length, extra_length = struct.unpack("<26xHH", self._file.read(_LOCAL_HEADER))
        self._file.seek(name_length + extra_length, 1)
        if part.compress_type == ZIP_STORED:
            yield from _stored(self._file, part.compress_size)
        else:
            yield from _inflated(self._file, part.compress_size)


def declares_type(seen: bytes) -> bool:
    """Whether XML has a document type declaration, without which it can name no entities."""
    return any(sign in seen for sign in _DOCTYPE)


def _stored(file: BinaryIO, left: int) -> Iterator[bytes]:
    place = file.tell()
    while left > 0:
        file.seek(place)
        piece = file.read(min(PIECE, left))
        if not piece:
            return
        place, left = place + len(piece), left - len(piece)
        yield piece


def _inflated(file: BinaryIO, left: int) -> Iterator[bytes]:
    place = file.tell()
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflate.eof:
        packed = inflate.unconsumed_tail
        if not packed:
            file.seek(place)
            packed = file.read(min(PIECE, left))
            place, left = place + len(packed), left - len(packed)
        if not packed:
            return
        yield inflate.decompress(packed, PIECE)
