"""`make bench`: the numbers, in one run on one pinned worker."""

import house

house.install(house.RUN, house.DEVELOP)
house.become("-m", "tests.bench")
