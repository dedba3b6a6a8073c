"""`make format`: put Python and templates in their form."""

import sys

import house


def main() -> int:
    house.install(house.RUN, house.DEVELOP)
    templates = [str(path) for path in sorted(house.ROOT.glob("templates/**/*.html"))]
    codes = [house.call("-m", "ruff", "check", "--fix", "--quiet", "."), house.call("-m", "ruff", "format", ".")]
    if templates:
        house.tool("djade", "--target-version", "5.2", *templates)  # answers 1 when it changed something
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
