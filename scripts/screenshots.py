"""`make screenshots`: the pages of the demo in Chromium, into screenshots/."""

import house

house.install(house.RUN, house.DEVELOP)
house.become("-m", "tests.screenshots")
