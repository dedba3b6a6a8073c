from tests.browser.conftest import _django_beside_a_loop, browser_type_launch_args

__all__ = ["_django_beside_a_loop", "browser_type_launch_args"]
