from tests.kit.conftest import sink

__all__ = ["sink"]
