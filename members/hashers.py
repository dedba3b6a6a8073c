from django.contrib.auth.hashers import Argon2PasswordHasher


class HouseArgon2Hasher(Argon2PasswordHasher):
    """Argon2id at 19 MiB and two passes: several sign-ins at once still fit a small machine."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
