"""`make bench`: the numbers, in one run on one pinned worker. What is typed behind the script's name goes along."""

import sys

import house

house.install(house.RUN, house.DEVELOP)
house.become("-m", "tests.bench", *sys.argv[1:])
