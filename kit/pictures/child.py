"""Read a stranger's picture and draw it anew: run as a program of its own, with little memory and little time.

A picture may be made to hurt whoever reads it. So nothing of the site is imported here, and what goes wrong ends this
process alone. The picture comes on standard input; on standard output leaves a line of JSON (`refused` with a reason,
or the size of what was drawn and the bytes of each file) and then the files.
"""

import contextlib
import io
import json
import resource
import sys
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageCms
from PIL.Image import Image as Picture

MEMORY = 256 * 1024 * 1024  # bytes, of address space and of data
CPU_SECONDS = 5
OUTPUT = 16 * 1024 * 1024  # bytes
PIXELS = 16_000_000
# the reader of WebP holds three copies of a picture at once
PIXELS_OF = {"WEBP": 12_500_000}
WIDTH, HEIGHT = 2_000, 4_000  # of what is drawn, at most
# Lines and letters stay sharp without loss; above these, they are drawn like a photograph.
SHARP_PIXELS = 2_500_000
SHARP_BYTES = 400_000
QUALITY = 82
KINDS = (("PNG", 0, b"\x89PNG\r\n\x1a\n"), ("JPEG", 0, b"\xff\xd8\xff"), ("WEBP", 8, b"WEBP"))
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = (
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_270,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
)


class Refused(Exception):
    """Its word is the reason: kind, pixels, moving or broken."""


def confine() -> None:
    """From here on no more than so much memory, time and output, whatever happens. Some systems know fewer limits."""
    for name, bound in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_DATA", MEMORY),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", OUTPUT),
        ("RLIMIT_CORE", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (bound, bound))


def kind_of(start: bytes) -> str:
    """PNG, JPEG or WEBP, told by the first bytes alone. Raises Refused."""
    for name, at, mark in KINDS:
        if start.startswith(mark, at) and (name != "WEBP" or start.startswith(b"RIFF")):
            return name
    raise Refused("kind")


def opened(file: BinaryIO) -> Picture:
    """The picture's header, within bounds; no pixel of it is read yet. Raises Refused."""
    kind = kind_of(file.read(16))
    file.seek(0)
    Image.MAX_IMAGE_PIXELS = PIXELS_OF.get(kind, PIXELS)
    try:
        picture = Image.open(file, formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("pixels") from error
    # a photograph may carry a second one of itself; only what moves is refused
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise Refused("moving")
    return picture


def drawn(picture: Picture) -> Picture:
    """Upright, in plain colours, no larger than a page needs, and with nothing else that was in the file."""
    sharp, profile = picture.format == "PNG", picture.info.get("icc_profile")
    turn = _turn(picture)
    box = (HEIGHT, WIDTH) if turn in LYING else (WIDTH, HEIGHT)
    picture.draft("RGB", box)  # a large JPEG is read at a half or a quarter at once
    plain = _plain(picture)
    plain.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    _to_srgb(plain, profile)
    plain = plain.transpose(turn) if turn is not None else plain
    plain.info = {"sharp": sharp}
    return plain


def _turn(picture: Picture) -> Image.Transpose | None:
    """How to bring it upright, if the camera said how it was held in a way that can be read."""
    with contextlib.suppress(Exception):
        return UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
    return None


def _plain(picture: Picture) -> Picture:
    """Its pixels, as RGB, or as RGBA where something shines through."""
    picture.load()
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)


def _to_srgb(picture: Picture, profile: bytes | None) -> None:
    """The colours as they were meant, since the description of what they mean is left behind."""
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), inPlace=True)


def written(picture: Picture) -> bytes:
    """As WebP."""
    if picture.info["sharp"] and picture.width * picture.height <= SHARP_PIXELS:
        sharp = _webp(picture, lossless=True, quality=50, method=2)
        if len(sharp) <= SHARP_BYTES:
            return sharp
    return _webp(picture, quality=QUALITY, method=4)


def _webp(picture: Picture, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", exif=b"", icc_profile=b"", xmp=b"", **how)
    return out.getvalue()


def smaller(picture: Picture, width: int) -> Picture:
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    small.info = picture.info
    return small


def main(small: int, small_from: int) -> None:
    """Writes the picture, and where it is wider than `small_from` pixels a second one, `small` wide; or the refusal."""
    confine()
    warnings.simplefilter("error")
    files: list[bytes] = []
    try:
        large = drawn(opened(sys.stdin.buffer))
        files.append(written(large))
        if large.width > small_from:
            files.append(written(smaller(large, small)))
        said: dict[str, Any] = {"width": large.width, "height": large.height, "bytes": [len(file) for file in files]}
    except Refused as refused:
        said = {"refused": str(refused)}
    except MemoryError:
        said = {"refused": "pixels"}
    except Exception:  # noqa: BLE001 (the ways in which a file can be broken have no end)
        said = {"refused": "broken"}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    if "refused" not in said:
        sys.stdout.buffer.write(b"".join(files))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
