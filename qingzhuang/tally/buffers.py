"""From the buffers of Arrow arrays straight to NumPy: one pass, no copies in between."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def filled(chunks: list[pa.Array], kind: npt.DTypeLike, empty: float) -> npt.NDArray[Any]:
    """Whole numbers, decimal numbers or booleans of some chunks in one array, `empty` where there is no value.

    >>> filled([pa.array([1, None]), pa.array([3])], np.uint8, 255)
    array([  1, 255,   3], dtype=uint8)
    """
    values = np.empty(sum(len(chunk) for chunk in chunks), kind)
    at = 0
    for chunk in chunks:
        part = values[at : at + len(chunk)]
        at += len(chunk)
        if not len(chunk):
            continue
        known, data = chunk.buffers()[:2]
        if pa.types.is_boolean(chunk.type):
            part[:] = _bits(data, chunk.offset, len(chunk))
        else:
            width = chunk.type.bit_width // 8
            part[:] = np.frombuffer(data, chunk.type.to_pandas_dtype(), len(chunk), chunk.offset * width)
        if chunk.null_count:
            _empty(part, _bits(known, chunk.offset, len(chunk)), empty)
    return values


def same_words(array: pa.ChunkedArray) -> pa.ChunkedArray:
    """A dictionary array whose chunks all number their words alike; as it is where they do already."""
    chunks = array.chunks
    if all(chunk.dictionary.equals(chunks[0].dictionary) for chunk in chunks[1:]):
        return array
    return array.unify_dictionaries()


def _empty(values: npt.NDArray[Any], known: npt.NDArray[np.uint8], empty: float) -> None:
    """Put `empty` where `known` is 0; whole numbers are multiplied, which is several times quicker than to choose."""
    if values.dtype.kind == "f":
        np.copyto(values, empty, where=known == 0)
        return
    values *= known
    values += (1 - known) * values.dtype.type(empty)


def _bits(buffer: pa.Buffer, offset: int, size: int) -> npt.NDArray[np.uint8]:
    first = offset // 8
    packed = np.frombuffer(buffer, np.uint8, (offset + size + 7) // 8 - first, first)
    return np.unpackbits(packed, bitorder="little")[offset - first * 8 :][:size]
