"""Discussions that a curator planted, with what was expected of each. Texts are data here."""

from operations.demo.script import Line, Opening, Reply, SeedPlan

CORRIDOR = Opening(
    key="corridor",
    who="tomas",
    kind="prompt",
    ago=1062,
    title="What did you hear in a corridor that beat the session?",
    body="""You went for the programme. Somebody said something by the coffee, and *that* is what you told at home.

What was it? A sentence or two is plenty. Say who said it if they would not mind.""",
    tags=("hallway", "conferences"),
    fields={"response_shape": "short"},
    seed=SeedPlan(
        "T07",
        "connect",
        "If we ask for one remembered sentence, people who never attend sessions will tell us what they learn from each other.",
    ),
    replies=(
        Reply(
            "aiko",
            7,
            """A caterer explained our own registration queue to me. "You put the name badges in alphabetical order," she said, "so everyone called Miller stands in one line." We sort by arrival time now. The queue is gone, and no session on "attendee flow" ever told me that.""",
            "example",
            key="badges",
            use=("dele", "walt", "helen", "lucia", "noor"),
        ),
        Reply(
            "frank",
            12,
            "And nobody evaluated it, thank heaven. The moment you put a form next to the coffee, people say what belongs on forms.",
            "challenge",
            key="no_form",
            to="badges",
            use=("walt", "grace"),
        ),
        Reply(
            "dele",
            18,
            "Agreed about the form. So we ask one line at the door, spoken, on the way out: *what will you tell at home?* A volunteer writes down the words and not the name. Forty doors, one notebook. Nobody minded, and we knew more than from four years of forms.",
            "build",
            key="door",
            to="no_form",
            use=("aiko", "ingrid", "frank", "helen", "priya", "lucia"),
        ),
        Reply(
            "walt",
            26,
            'Mine was a car-park attendant in Duluth. I was complaining about volunteers. He said: "You keep asking who *will*. Ask who *already is*." I have given that as my own idea for twenty years. There, now it is his.',
            "example",
            key="attendant",
            use=("dele", "lucia", "sam", "grace", "helen"),
        ),
        Reply(
            "ingrid",
            940,
            "Three of us have used Dele's question at the door since. It travels well. The one change: ask it *before* the coats, or they are gone.",
            "tried",
            key="coats",
            to="door",
            use=("dele", "aiko"),
        ),
    ),
    lines=(
        Line("helen", 100, "Ask one line at the door: what will you tell at home?", "everyone", "door"),
        Line("sam", 940, "Do not ask who will. Ask who already is.", "everyone", "attendant"),
        Line("lucia", 60, "The best evaluation is the sentence people repeat at home."),
        Line("noor", 80, "Name badges by arrival, not by alphabet.", "author", "badges"),
    ),
    use=("lucia", "dele", "priya", "helen"),
    readers=24,
)

STAFF_FIRST = Opening(
    key="staff_first",
    who="tomas",
    kind="prompt",
    ago=821,
    title="Should staff answer first?",
    body="""Two people here disagree, and I think both are partly right.

> Silence looks like neglect. A question that waits a day has been answered: with *no*.

> When staff answers, the talk is over. Everybody else was just about to say something.

Where does each of these hold, and **where does it break**?""",
    tags=("staff", "answering", "community"),
    fields={"response_shape": "long"},
    seed=SeedPlan(
        "T05", "deepen", "Two honest positions will draw out cases, and somebody will offer to try one of them."
    ),
    replies=(
        Reply(
            "walt",
            2,
            "Waiting is unkind. If I know the answer and keep it from somebody for a day to make a point about participation, I would not call that facilitation.",
            "challenge",
            key="unkind",
            use=("frank",),
        ),
        Reply(
            "dele",
            9,
            "It depends on whose question it is. A first post: answer it, quickly, by name. Somebody's tenth: wait. They can stand it, and the person who would have answered is usually one who never has.",
            "answer",
            key="tenth",
            use=("tomas", "priya", "lucia", "sam", "helen", "ingrid"),
        ),
        Reply(
            "frank",
            15,
            'A member who waits is a member who rings me. I have never had a call that began with "you answered too fast".',
            "challenge",
            key="calls",
            to="tenth",
        ),
        Reply("walt", 19, "Frank has it. And I do answer fast, I admit. It is half the fun.", key="fun", to="calls"),
        Reply(
            "priya",
            44,
            "So far: nobody defends leaving a *first* question alone. The quarrel is about the later ones, and about who pays for the wait. Walt, would you count for a week what happens when you hold back?",
            "summarise",
            key="so_far",
            use=("dele", "ingrid", "lucia", "helen"),
        ),
        Reply(
            "walt",
            744,
            """I held back a day on five threads. It was harder than giving up cigarettes.

Four of the five had an answer from another member within the day, and two of those answers were better than mine. The fifth got nothing, so I answered it, with an apology. Five is not many. But I had been telling myself for years that nobody else would.""",
            "tried",
            key="held_back",
            to="so_far",
            use=("priya", "dele", "tomas", "grace", "sam", "lucia", "ingrid"),
        ),
    ),
    lines=(
        Line("grace", 750, "I had told myself for years that nobody else would.", "everyone", "held_back"),
        Line("lucia", 60, "The first question fast, the tenth one slowly."),
        Line("helen", 120, "Ask who pays for the wait.", "everyone", "so_far"),
    ),
    use=("lucia", "sam", "priya"),
    readers=22,
)

COST = Opening(
    key="cost",
    who="tomas",
    kind="prompt",
    ago=142,
    title="What did not work, and what did it cost you to find out?",
    body="""Once a month we ask this, and we mean it kindly. A clear "it did not work" saves somebody else a season.

One thing, what it cost (money, time, a friendship with a printer), and what you know now.""",
    tags=("experiments", "honest failures"),
    fields={"response_shape": "short"},
    seed=SeedPlan(
        "T11", "surface_experience", "Telling a cost in public becomes ordinary once two respected people have done it."
    ),
    replies=(
        Reply(
            "aiko",
            16,
            "I scheduled a hallway. A sign, a slot in the programme, a host with a lanyard. Nobody came; the real corridor was full until I pointed at it. Cost: 1,200 in signage and one very patient host. What I know: naming it ended it. Next time, twelve minutes more break and no sign.",
            "example",
            key="hallway",
            use=("frank", "noor", "lucia", "grace", "dele"),
        ),
        Reply(
            "frank",
            20,
            "I have waited all my working life for somebody to try that and report back. Thank you.",
            key="waited",
            to="hallway",
        ),
        Reply(
            "helen",
            71,
            "Nine webinars in one autumn. Attendance went from 60 to 4. I read the decline as a marketing problem until the four told me that it was the ninth webinar. Cost: my autumn, and their good will, which took longer.",
            "example",
            key="webinars",
            use=("noor", "sam", "ingrid"),
        ),
    ),
    lines=(
        Line("lucia", 40, "Naming the hallway ended it.", "everyone", "hallway"),
        Line("lucia", 95, "Nine of anything is a series about ourselves.", "private", "webinars"),
        Line("dele", 90, "Four people stayed, and they were the ones to ask.", "author", "webinars"),
    ),
    use=("lucia", "noor"),
    readers=14,
)

BOARD = Opening(
    key="board",
    who="tomas",
    kind="prompt",
    ago=652,
    title="The board asks: what keeps people past year two?",
    body="""Helen brings this from the board: of those who join, about half leave before their third year, and the exit form says "other".

What do you see **from where you sit**? Not what should keep people. What kept you, or somebody you know by name.""",
    tags=("renewal", "board", "members"),
    fields={"response_shape": "short"},
    seed=SeedPlan(
        "T18",
        "strategic",
        "People will name small human reasons that the exit form cannot hold, and the board can act on one.",
    ),
    replies=(
        Reply(
            "ingrid",
            5,
            'Being asked. In my second spring somebody rang and said "we need a person who is suspicious of numbers". I had been about to go.',
            "example",
            key="asked",
            use=("helen", "dele", "lucia"),
        ),
        Reply(
            "dele",
            14,
            "Having helped someone. I looked at our list once: of those who had ever answered a question, nearly all were still here. I cannot say which came first.",
            "example",
            key="helped",
            use=("helen", "ingrid", "walt", "sam"),
        ),
        Reply(
            "walt",
            17,
            "Knowing two names. One is a coincidence. With two you are somewhere.",
            "example",
            key="names",
            use=("helen", "lucia", "grace", "frank"),
        ),
        Reply(
            "helen",
            160,
            "The board heard these three on Thursday. Decided since: in year two, every member is called once, by a host and not by the office. We begin with forty.",
            key="decided",
            use=("tomas", "ingrid", "dele"),
        ),
        Reply(
            "grace",
            602,
            "Read together, all three say one thing: *being needed*. Asked, useful, known. The exit form has no box for that because we would have to fill it in ourselves.",
            "connect",
            key="needed",
            use=("helen", "ingrid", "priya", "lucia", "walt"),
        ),
    ),
    lines=(
        Line("helen", 606, "The exit form has no box for being needed.", "everyone", "needed"),
        Line("frank", 40, "With two names you are somewhere.", "everyone", "names"),
        Line("lucia", 30, "I stayed because somebody once asked me."),
    ),
    use=("lucia", "helen", "priya", "frank"),
    readers=21,
)

NEWCOMER = Opening(
    key="one_resource",
    who="tomas",
    kind="prompt",
    ago=338,
    title="One resource on evaluation for a newcomer, and when?",
    body="""Somebody has just been handed "evaluation" along with everything else. Which **one** thing would you put into their hands, and at what moment: before they plan, in the middle, or after it went wrong?""",
    tags=("evidence", "newcomers"),
    fields={"response_shape": "pick_and_say_why"},
    seed=SeedPlan(
        "T10",
        "surface_experience",
        "Asking for one resource and its moment will bring better tips than asking for a list.",
        note="Planted on the Friday before a holiday, while Noor's piece on spacing was still fresh. Right question, wrong week.",
    ),
    readers=6,
)

ONE_HOUR = Opening(
    key="one_hour",
    who="tomas",
    kind="prompt",
    ago=20,
    title="One hour to give, one to get",
    body="""One line each. **I can give an hour on …** and **I could use an hour on …**

I begin: I can give an hour on answering difficult members kindly. I could use an hour on spreadsheets, from somebody who does not sigh.""",
    tags=("helping", "members"),
    fields={"response_shape": "one_line"},
    seed=SeedPlan(
        "T20",
        "connect",
        "If offers and wishes stand side by side, at least two pairs will find each other within the week.",
    ),
    readers=5,
)

PLANTED = (CORRIDOR, STAFF_FIRST, COST, BOARD, NEWCOMER, ONE_HOUR)

NEXT_TITLE = "Since we last spoke about follow-ups: what have you tried?"
NEXT_BODY = """Two weeks ago Noor showed us spaced follow-ups, and several of you meant to try one.

What happened? **One line is plenty**, and "I forgot" is a line."""
NEXT_TAGS = ("memory", "experiments")
NEXT_HYPOTHESIS = "People who meant to try will say what happened if one line is enough."
