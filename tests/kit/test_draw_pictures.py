"""What becomes of a file that says it is a picture."""

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from kit import pictures
from kit.pictures import Busy, Drawn, Refused, child, draw
from tests.pictures import CANARIES, bad_pictures, photo_with_secrets, picture_bytes, png_with_texts, zip_bytes

BAD = bad_pictures()
MEBIBYTE = 1024 * 1024


def drawn(data: bytes) -> Drawn:
    return draw(io.BytesIO(data), size=len(data))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["WEBP"])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_three_kinds_become_webp(kind):
    made = drawn(picture_bytes(kind))
    assert opened(made.large).size == (made.width, made.height) == (60, 40)
    assert made.small == b""


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_to_write_colours_is_read(mode):
    assert opened(drawn(picture_bytes("PNG", mode=mode)).large).size == (60, 40)


def test_what_is_clear_stays_clear():
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (200, 0, 0, 0)).save(out, "PNG")
    assert opened(drawn(out.getvalue()).large).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(("size", "becomes", "small"), [
    ((961, 500), (961, 500), (800, 416)),
    ((3000, 1500), (2000, 1000), (800, 400)),
    ((500, 8000), (250, 4000), None),
])  # fmt: skip
def test_it_is_no_larger_than_a_page_needs(size, becomes, small):
    made = drawn(picture_bytes("PNG", size))
    assert opened(made.large).size == becomes
    assert (opened(made.small).size if made.small else None) == small


def test_the_small_one_has_the_size_that_its_address_says():
    for height in range(401, 431):
        made = drawn(picture_bytes("JPEG", (1001, height)))
        small = pictures.Place("k", made.width, made.height).small
        assert small
        assert opened(made.small).size == (small.width, small.height)


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_files_are_refused_each_with_its_reason(name):
    reason, data = BAD[name]
    with pytest.raises(Refused) as refused:
        drawn(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize("data", [
    photo_with_secrets(),
    png_with_texts(),
    picture_bytes("JPEG") + zip_bytes(),
    picture_bytes("PNG") + b"<script>CANARY</script>",
    picture_bytes("WEBP", exif=b"Exif\0\0CANARY", xmp=b"<x>CANARY</x>"),
    picture_bytes("JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
], ids=["exif", "texts", "zip", "html", "webp", "colours"])  # fmt: skip
def test_nothing_but_the_picture_comes_along(data):
    made = drawn(data)
    assert not [canary for canary in CANARIES if canary in made.large + made.small]
    assert set(opened(made.large).info) <= {"loop", "background", "timestamp", "duration"}


def test_it_stands_upright_without_being_told_so():
    made = drawn(photo_with_secrets(orientation=6))
    assert (made.width, made.height) == (40, 60)


def test_colours_are_what_they_were_meant_to_be():
    """A profile under which the same numbers mean other colours changes the numbers."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"none").replace(b"gXYZ", b"rXYZ").replace(b"none", b"gXYZ")
    out = io.BytesIO()
    Image.new("RGB", (20, 20), (250, 10, 10)).save(out, "PNG", icc_profile=profile)
    red, green, _blue = opened(drawn(out.getvalue()).large).convert("RGB").getpixel((10, 10))
    assert green > red


def test_twelve_megapixels_stay_within_memory_and_time(tmp_path):
    photo = Image.effect_noise((1000, 750), 90).convert("RGB").resize((4000, 3000))
    photo.save(tmp_path / "in.jpg", quality=88)
    program = (
        "import resource, subprocess, sys\n"
        f"subprocess.run([sys.executable, '-I', {str(pictures.CHILD)!r}, '800', '960'], check=True,"
        f" stdin=open({str(tmp_path / 'in.jpg')!r}, 'rb'), stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_maxrss * (1 if sys.platform == 'darwin' else 1024), used.ru_utime + used.ru_stime)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    peak, seconds = map(float, done.stdout.split())
    assert peak < 256 * MEBIBYTE
    assert seconds < child.CPU_SECONDS


def test_a_child_that_wants_more_memory_ends_alone(monkeypatch, tmp_path):
    greedy = tmp_path / "child.py"
    greedy.write_text(
        f"import sys\nsys.path.insert(0, {str(pictures.CHILD.parent)!r})\nimport child\nchild.confine()\n"
        "much = bytearray(300 << 20)\nprint('{}')"
    )
    monkeypatch.setattr(pictures, "CHILD", greedy)
    with pytest.raises(Refused, match="broken"):
        drawn(picture_bytes())


def test_a_child_that_does_not_end_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "child.py"
    slow.write_text("import time\ntime.sleep(60)")
    monkeypatch.setattr(pictures, "CHILD", slow)
    monkeypatch.setattr(pictures, "SECONDS", 0.5)
    with pytest.raises(Refused, match="slow"):
        drawn(picture_bytes())


def test_the_child_sees_nothing_of_the_sites_environment(monkeypatch, tmp_path):
    nosy = tmp_path / "child.py"
    nosy.write_text("import json, os\nprint(json.dumps({'refused': ' '.join(sorted(os.environ))}))")
    monkeypatch.setattr(pictures, "CHILD", nosy)
    monkeypatch.setenv("SECRET_KEY", "CANARY")
    with pytest.raises(Refused) as refused:
        drawn(picture_bytes())
    assert "SECRET_KEY" not in refused.value.reason


def test_whoever_comes_when_all_places_are_taken_is_asked_to_come_again():
    taken = [pictures._places.acquire(blocking=False) for _ in range(pictures.AT_ONCE + pictures.WAITING)]
    assert all(taken)
    try:
        assert pictures.is_busy()
        with pytest.raises(Busy):
            drawn(picture_bytes())
    finally:
        for _ in taken:
            pictures._places.release()
    assert not pictures.is_busy()
    assert drawn(picture_bytes()).width == 60
