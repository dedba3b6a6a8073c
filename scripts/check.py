"""`make check`: what can be said about the code without running the site. All of it runs; any failure fails."""

import secrets
import sys
import tempfile

import house


def main() -> int:
    house.install(house.RUN, house.DEVELOP)
    with tempfile.TemporaryDirectory(prefix="ls-check-") as folder:
        failed = [name for name, passed in _checks(folder) if not passed]
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def _checks(folder: str) -> list[tuple[str, bool]]:
    """Name and outcome of each; production settings come from a throwaway environment."""
    templates = [str(path) for path in sorted(house.ROOT.glob("templates/**/*.html"))]
    plain = {"DATA_DIR": folder, "SITE_URL": "", "DATABASE_URL": "", "REDIS_URL": ""}
    production = plain | {
        "SITE_URL": "https://learn.example.org",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DEMO_MODE": "0",
    }
    return [
        ("format", _ruff("format", "--check", ".")),
        ("lint", _ruff("check", ".")),
        ("types", _passes("types", plain, "-m", "mypy", ".")),
        (
            "floors",
            _passes("floors", plain, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
        ),
        ("migrations", _passes("migrations", plain, "manage.py", "makemigrations", "--check", "--dry-run")),
        (
            "production settings",
            _passes("production settings", production, "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ),
        (
            "template form",
            not templates or house.tool("djade", "--check", "--target-version", "5.2", *templates) == 0,
        ),
        (
            "architecture",
            _passes("architecture", plain, "-m", "pytest", "-q", "-p", "no:randomly", "tests/architecture"),
        ),
    ]


def _ruff(*arguments: str) -> bool:
    return _passes("ruff " + arguments[0], {}, "-m", "ruff", *arguments)


def _passes(name: str, environment: dict[str, str], *arguments: str) -> bool:
    print(f"-- {name}", flush=True)
    return house.call(*arguments, **environment) == 0


if __name__ == "__main__":
    sys.exit(main())
