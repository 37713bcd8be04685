"""A picture of a page as a small PNG: the 256 colours that it uses most."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["png_bytes"]

COLOURS = 256


def png_bytes(pixels: NDArray[np.uint8]) -> bytes:
    """``pixels``, shape (height, width, 3), as a PNG with a palette.

    Rarer colours, on the edges of letters, become the nearest of the common ones.
    """
    height, width, _ = pixels.shape
    packed = pixels.astype(np.int64) @ (1 << 16, 1 << 8, 1)
    found, place, count = np.unique(packed, return_inverse=True, return_counts=True)
    kept = found[np.argsort(-count, kind="stable")[:COLOURS]]
    rgb = np.stack([found >> 16, (found >> 8) & 255, found & 255], axis=1)
    palette = np.stack([kept >> 16, (kept >> 8) & 255, kept & 255], axis=1)
    away = ((rgb[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    index = away.argmin(axis=1).astype(np.uint8)[place.reshape(height, width)]
    # Each line says first how it is filtered: not at all.
    lines = np.concatenate([np.zeros((height, 1), dtype=np.uint8), index], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
