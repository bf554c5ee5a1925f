"""A place on disk for what is in hand, written under a key that is nowhere but in this process's memory.

What people upload passes through temporary files when it is large. Bids are among it, which nobody may read; so may whoever
looks into the temporary directory, or finds it on a disk that was thrown away, see noise alone.
"""

from __future__ import annotations

import io
import secrets
import tempfile
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_BLOCK: Final = 16


class Scratch(io.RawIOBase):
    """A temporary file that is read and written anywhere in it, like any other, and is noise to everybody else.

    AES-256 in counter mode, so that it can be sought in. A place is written once: this is for what arrives and is then read.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed with this)
        self._key = secrets.token_bytes(32)
        self._start = int.from_bytes(secrets.token_bytes(8) + bytes(8), "big")
        self._at = 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        match whence:
            case io.SEEK_SET:
                self._at = offset
            case io.SEEK_CUR:
                self._at += offset
            case _:
                self._at = self._file.seek(0, io.SEEK_END) + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def write(self, content: Any) -> int:
        plain = bytes(content)
        self._file.seek(self._at)
        self._file.write(self._through(plain))
        self._at += len(plain)
        return len(plain)

    def readinto(self, into: Any) -> int:
        self._file.seek(self._at)
        read = self._file.read(len(into))
        into[: len(read)] = self._through(read)
        self._at += len(read)
        return len(read)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _through(self, content: bytes) -> bytes:
        """Counter mode is its own reverse."""
        block, inside = divmod(self._at, _BLOCK)
        counter = (self._start + block) % (1 << 128)
        stream = Cipher(AES(self._key), CTR(counter.to_bytes(_BLOCK, "big"))).encryptor()
        stream.update(bytes(inside))
        return stream.update(content)


class ScratchUploadHandler(FileUploadHandler):
    """In the place of Django's own handler, whose temporary files hold what was uploaded as it is."""

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self._file = Scratch()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  (Django's signature)
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self._file.seek(0)
        return UploadedFile(
            file=io.BufferedRandom(self._file),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
