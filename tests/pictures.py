"""Pictures for tests, good and bad, made when they are needed."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

from kit.pictures.child import PIXELS
from members.models import Member
from posts.models import Picture
from posts.services import bring_picture

# none of this may be found in what is served
PNG_MARK = b"\x89PNG\r\n\x1a\n"
CANARIES = (b"CANARY", b"<script", b"Exif", b"GPS", b"ICCP", b"XMP ", b"<?php", b"PK\x03\x04")


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **how)
    return out.getvalue()


def photo_with_secrets(*, orientation: int = 6, size: tuple[int, int] = (60, 40)) -> bytes:
    """A JPEG that says where it was taken, and holds scripts wherever words can stand."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "CANARY <script>alert(1)</script> <?php"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (48.0, 8.0, 14.0)
    return picture_bytes("JPEG", size, exif=exif, comment=b"CANARY <script>alert(2)</script>")


def png_with_texts() -> bytes:
    """A PNG with a script in each kind of text chunk, before its pixels."""
    plain = picture_bytes("PNG")
    words = b"<script>CANARY</script>"
    texts = _chunk(b"tEXt", b"Comment\0" + words) + _chunk(b"zTXt", b"Title\0\0" + zlib.compress(words))
    return plain[:33] + texts + _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + words) + plain[33:]


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with pixels that compress to next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" * ((width + 7) // 8 + 1)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return PNG_MARK + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def zip_bytes() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("CANARY.html", "<script>alert(1)</script>")
    return out.getvalue()


def moving(kind: str, frames: int = 3) -> bytes:
    out = io.BytesIO()
    shots = [Image.new("RGB", (8, 8), (number % 256, number // 256, 0)) for number in range(frames)]
    lossless = {"lossless": True} if kind == "WEBP" else {}
    shots[0].save(out, kind, save_all=True, append_images=shots[1:], **lossless)
    return out.getvalue()


def bad_pictures() -> dict[str, tuple[str, bytes]]:
    """Name of a file → the reason for which it is refused, and its bytes."""
    jpeg, png, webp = (picture_bytes(kind, (400, 300)) for kind in ("JPEG", "PNG", "WEBP"))
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    return {
        "nothing.png": ("empty", b""),
        "drawing.svg": ("kind", script),
        "drawing.png": ("kind", b"<?xml version='1.0'?>" + script),
        "page.html.png": ("kind", b"<!doctype html><script>alert(1)</script>"),
        "shell.php.jpg": ("kind", b"<?php system($_GET['c']);"),
        "gif-then-script.gif": ("kind", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)"),
        "ten-thousand-frames.gif": ("kind", moving("GIF", 10_000)),
        "paper.pdf": ("kind", b"%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>"),
        "paper-then-picture.jpg": ("kind", b"%PDF-1.7\n" + jpeg),
        "archive.png": ("kind", zip_bytes()),
        "archive-then-picture.png": ("kind", zip_bytes() + png),
        "old.bmp": ("kind", picture_bytes("BMP")),
        "scan.tiff": ("kind", picture_bytes("TIFF")),
        "sound.webp": ("kind", b"RIFF\x24\0\0\0WAVEfmt "),
        "bomb-169.png": ("pixels", png_of(13_000, 13_000)),
        "bomb-wide.png": ("pixels", png_of(PIXELS + 8, 1)),
        "bomb-claims.png": (
            "pixels",
            PNG_MARK + _chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)) + _chunk(b"IDAT", b""),
        ),
        "bomb.jpg": ("pixels", _claims(jpeg, 65_500)),
        "moving.png": ("moving", moving("PNG")),
        "moving.webp": ("moving", moving("WEBP")),
        "half.jpg": ("broken", jpeg[: len(jpeg) // 2]),
        "half.png": ("broken", png[: len(png) // 2]),
        "half.webp": ("broken", webp[: len(webp) // 2]),
        "only-a-header.png": ("broken", png[:33]),
        "only-a-mark.jpg": ("broken", b"\xff\xd8\xff"),
        "garbage.png": ("broken", PNG_MARK + bytes(range(256)) * 40),
        "heavy.png": ("bytes", png + b"\0" * (5 * 1024 * 1024)),
    }


def brought(owner: Member, size: tuple[int, int] = (60, 40)) -> Picture:
    """A picture of a member's, through the service."""
    data = picture_bytes("PNG", size)
    return bring_picture(owner=owner, file=io.BytesIO(data), size=len(data))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _claims(jpeg: bytes, side: int) -> bytes:
    """The same JPEG, whose header says it is a square of that side."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", side, side) + jpeg[at + 4 :]
