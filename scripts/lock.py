"""`make lock`: compile what requirements.in and requirements-dev.in wish for into hashed locks for every machine."""

import sys

import house

PLAIN = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--python-version",
    "3.11",
    "--quiet",
)


def main() -> int:
    house.install(house.RUN, house.DEVELOP)
    for name in ("requirements", "requirements-dev"):
        command = ("-m", "uv", "pip", "compile", *PLAIN, "--custom-compile-command", "make lock")
        code = house.call(*command, "-o", f"{name}.txt", f"{name}.in")
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
