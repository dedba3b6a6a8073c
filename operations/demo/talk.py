"""Discussions that members opened: questions, resources, thoughts, and one in the Hallway. Texts are data here."""

from operations.demo.script import Line, Opening, Reply

FIRST_STEP = Opening(
    key="first_step",
    who="sam",
    kind="question",
    ago=164.5,
    title="1,400 members, eleven posts: where do I start?",
    body="""I joined two days ago, and so far I have only read. At work I have just inherited our members' site: 1,400 people with an account, eleven posts, and the last three are by my predecessor.

I do not need a strategy. I need **one step I can do on Monday** and not regret on Friday. What was yours?""",
    tags=("first steps", "community", "newcomers"),
    fields={
        "already_tried": "A welcome post. It has been seen 212 times, and nobody has answered it.",
        "wants": "experience",
    },
    replies=(
        Reply(
            "dele",
            5,
            """Write to the eleven.

Not to the 1,400. Eleven people once took the trouble to post something on a site where nobody answered. Send each of them two lines: that you read it, and what you would like to know more about. I did that in Tema with seven people, and five wrote back the same week.""",
            "answer",
            key="eleven",
            use=("sam", "lucia", "grace", "aiko", "helen"),
        ),
        Reply(
            "ingrid",
            8,
            "Before you write: who are they? If nine of the eleven are staff, you have a different Monday.",
            "ask",
            key="who",
            to="eleven",
        ),
        Reply(
            "sam",
            21,
            "I looked. Four are staff. Seven are members, and two of those have since left. So it is five people. That is suddenly a very small task.",
            key="five",
            to="who",
            use=("dele",),
        ),
        Reply(
            "walt",
            9.5,
            """We began with four phone calls. I asked each of them one thing: *what were you hoping somebody would say?* Two had forgotten that they posted. The other two talked for an hour, and one of them ran our mentoring for six years.""",
            "example",
            key="calls",
            use=("sam", "lucia", "dele"),
        ),
    ),
    resolved_by="eleven",
    resolved_after=118,
    closing_note="I called three of the five. Two will each open one conversation next month, under their own name. Thank you.",
    lines=(
        Line("lucia", 30, "Start with the people who already spoke once and were not answered.", "everyone", "eleven"),
        Line("lucia", 62, "Before writing to people: who are they?", "private", "who"),
        Line("sam", 119, "Five people is a small task. 1,400 is none at all.", "private"),
        Line("grace", 60, "Ask what they hoped somebody would say.", "everyone", "calls"),
    ),
    use=("lucia", "grace", "aiko"),
    readers=19,
)

SPACING = Opening(
    key="spacing",
    who="noor",
    kind="resource",
    ago=404,
    title="Spacing out follow-ups beats one long recap",
    body="""I used to send one beautiful recap the day after a webinar. Now I send three plain lines: after a day, after a week, after a month. Each asks one question that can be answered from memory.

Nobody thanks me for the third one. They answer it, though, and that is the point.""",
    tags=("memory", "webinars", "evidence"),
    fields={
        "url": "https://doi.org/10.1037/0033-2909.132.3.354",
        "why": "A review of many studies on spacing that changed how I send webinar mail: the gap should grow with how long people need to remember.",
        "format": "paper",
        "minutes": 40,
        "doubt": "Most of the studies use word lists and the like. Leading a committee is not a word list.",
    },
    replies=(
        Reply(
            "ingrid",
            20,
            "How long do your people need to remember it for? The best gap depends on that, if I read it rightly.",
            "ask",
            key="gap",
        ),
        Reply(
            "noor",
            27,
            "A quarter, until the next board meeting. So about a week for the first one, not a day. I shall move it.",
            "answer",
            key="quarter",
            to="gap",
            use=("ingrid", "lucia", "priya"),
        ),
        Reply(
            "aiko",
            75,
            "I did this after our May conference: one question to every speaker's audience, nine days later. A third answered. It was the best feedback form we ever had, and it was not a feedback form.",
            "example",
            key="nine_days",
            use=("noor", "helen", "lucia"),
        ),
    ),
    lines=(
        Line("lucia", 50, "Ask one question a week later instead of sending everything the next day."),
        Line(
            "helen", 90, "The follow-up that asks is worth more than the follow-up that tells.", "everyone", "nine_days"
        ),
    ),
    use=("lucia", "priya", "dele", "aiko"),
    readers=15,
)

BADGES = Opening(
    key="badges",
    who="grace",
    kind="reflection",
    ago=571,
    title="I think our badges teach people to collect badges",
    body="""Not sure about this yet, so please push.

We introduced badges for chapter officers two years ago. Attendance at the badge sessions went up. What people *say* at the sessions went down: they arrive, they are counted, they go. Last week somebody asked me whether answering a colleague's question "counts for anything". A year ago she would simply have answered.

I do not think that the badges are bad. I think they answered a question nobody was asking, and now everybody is.""",
    tags=("badges", "motivation", "chapters"),
    fields={"certainty": "half_formed"},
    replies=(
        Reply(
            "noor",
            6,
            "I see it differently. In our newest chapter nothing moved until there was something to finish. The badge was a handrail. They let go of it after a year.",
            "challenge",
            key="handrail",
            use=("grace", "dele"),
        ),
        Reply(
            "ingrid",
            11,
            "Could both be true? A handrail for those who are new, and a tollgate for those who were keen already. Then the question is when to take it away, and I have never seen a badge retired.",
            "build",
            key="both",
            to="handrail",
            use=("grace", "noor", "frank", "priya"),
        ),
        Reply(
            "frank",
            30,
            """I came in ready to defend them. I ordered 400 enamel pins last year and was proud of the price.

Then I counted who wears one: the committee that chose the design. I would not order them again. I would send 400 handwritten notes, and yes, I know how long that takes.""",
            key="pins",
            use=("grace", "lucia", "ingrid", "walt"),
        ),
        Reply(
            "grace",
            33,
            'Thank you, Frank. "When do we retire it" is the post I should have written. I shall try again with that.',
            key="retire",
            to="pins",
        ),
    ),
    lines=(
        Line("frank", 40, "Nobody has ever seen a badge retired.", "everyone", "both"),
        Line("lucia", 52, "A reward can answer a question that nobody was asking."),
        Line("priya", 49, "Handrail or tollgate: depends on who is holding it.", "everyone", "both"),
    ),
    use=("frank", "lucia", "aiko"),
    readers=16,
)

NOTES = Opening(
    key="notes",
    who="lucia",
    kind="question",
    ago=201,
    title="How do you take notes you can find again?",
    body="""My first question here, after seven weeks of reading. I keep a good deal from these conversations, and I find about a tenth of it when I need it.

What do you write down, and **how did you find it again the last time**? The second half matters more to me than the first.""",
    tags=("notes", "memory", "self-directed learning"),
    fields={"already_tried": "Two apps, one notebook, and a folder called Important.", "wants": "experience"},
    replies=(
        Reply(
            "grace",
            3.5,
            "One line per idea, dated, in my own words. If it needs two lines I have not understood it yet. I find it again because I remember the season, never the subject.",
            "example",
            key="line",
            use=("lucia", "sam", "noor", "priya"),
        ),
        Reply(
            "noor",
            9,
            'I file by *decision*, not by topic. "When we choose a platform." "When a volunteer leaves." Topics multiply. There are only about twelve decisions in my job.',
            "answer",
            key="decision",
            use=("lucia", "grace", "ingrid", "aiko", "sam"),
        ),
        Reply(
            "sam",
            40,
            "And when you never look? Honest question. My notes are perfect and unread.",
            "ask",
            key="never",
            to="decision",
        ),
        Reply(
            "lucia",
            44,
            "I get a nudge when the subject comes up again here, and then I read my own line first. That seems to be when it sticks. Grace's line and Noor's decisions together: I shall try twelve headings and one line each.",
            "connect",
            key="twelve",
            to="never",
            use=("noor", "grace"),
        ),
    ),
    lines=(
        Line("sam", 50, "File it under the decision it will be needed for.", "everyone", "decision"),
        Line("ingrid", 60, "Twelve decisions, one line each. I want my own twelve.", "everyone", "twelve"),
        Line("lucia", 45, "If it needs two lines, I have not understood it yet."),
        Line("aiko", 70, "People remember the season, not the subject.", "author", "line"),
    ),
    use=("sam", "aiko", "dele", "priya"),
    readers=18,
)

ASKING = Opening(
    key="asking",
    who="priya",
    kind="resource",
    ago=110,
    title="Asking so that people can answer",
    body="""Sam's question drew four useful replies within a day. I read it again to see why, and I think it can be learned in four steps:

1. **Read** Sam's question: who asks, what was tried, one thing wanted, by when.
2. **Rewrite** one of your own old questions in that form. Half the words usually go.
3. **Ask it**, here or at work.
4. **Come back** and say what happened, in one line.

The third step is the only hard one.""",
    tags=("asking", "first steps"),
    fields={
        "url": "{site}{first_step}",
        "why": "A question that was answered within five hours, by people who had been there. Worth reading for its form.",
        "format": "template",
        "minutes": 8,
        "doubt": "It also helps to be new. People forgive a newcomer a blunt question; I have no recipe for old hands.",
    },
    replies=(
        Reply(
            "grace",
            49,
            "I rewrote the question from the spring that nobody touched. It went from nine lines to three, and it had four replies by lunch. I had buried the question under my apology for asking it.",
            "tried",
            key="apology",
            use=("priya", "noor", "lucia", "sam"),
        ),
        Reply(
            "walt",
            52,
            "For old hands: say what you got wrong the last time. It has the same effect as being new.",
            "build",
            key="old_hands",
            use=("priya", "frank"),
        ),
    ),
    lines=(
        Line("noor", 60, "I bury the question under the apology for asking it.", "everyone", "apology"),
        Line("lucia", 70, "Who asks, what was tried, one thing wanted, by when."),
    ),
    use=("grace", "noor", "sam"),
    readers=11,
)

SNACKS = Opening(
    key="snacks",
    who="frank",
    kind="hallway",
    ago=487,
    title="Worst conference snack, with evidence",
    body="I shall start: Cleveland, 2011. A raisin bagel, sliced sideways, with mint icing. I kept the photograph. My wife has asked me to stop showing it.",
    tags=(),
    replies=(
        Reply(
            "aiko",
            2,
            "As the person who orders them: there is a caterer's word for what is left when the dietary forms arrive late. The word is *medley*.",
            key="medley",
        ),
        Reply("walt", 3, 'Omaha. Celery, and a bowl of more celery marked "dip".'),
        Reply(
            "dele",
            4.5,
            "A single boiled egg, passed round on a tray for twenty-six people. We all said no, thank you. It went home with the treasurer.",
        ),
        Reply("ingrid", 7, "Brown cheese on a cracker, in Houston, presented as fudge.", key="fudge"),
        Reply(
            "frank",
            8,
            "Ingrid, I was in that room. I thought it was fudge. I told people that it was very good fudge.",
            to="fudge",
        ),
        Reply(
            "noor",
            26,
            "Decaffeinated coffee. Only decaffeinated. At eight in the morning, at a workshop about attention.",
        ),
        Reply(
            "priya",
            30,
            "In defence of caterers: somebody once saw me eat nothing for two days and turned up with a plate her mother had made. I still write to her.",
        ),
    ),
    readers=20,
)

SURVEY = Opening(
    key="survey",
    who="noor",
    kind="question",
    ago=31,
    title="Has anyone let members write the annual survey?",
    body="""Our survey has forty questions, and thirty-one of them are ours. Response was 9 % last year.

I would like to hand ten empty lines to twenty members and send out whatever they write, unpolished. Before I propose it: has anyone done that? **What did you have to take out, and what did it do to the numbers you compare from year to year?**""",
    tags=("surveys", "evidence", "members"),
    fields={
        "already_tried": "Shortening it from sixty questions to forty. Response went from 11 % to 9 %.",
        "wants": "experience",
    },
    readers=7,
)

OPENED = (FIRST_STEP, SPACING, BADGES, NOTES, ASKING, SNACKS, SURVEY)

DRAFT_TITLE = "What I learned from deleting our home page"
DRAFT_TAGS = "websites, writing"
DRAFT_BODY = """On a Thursday in March I deleted our home page. Not by accident. I wanted to know who would miss it.

For nine days the address showed one sentence and a search box. The sentence said: *Tell us what you came for.*

Three hundred and some people did. Most of them came for four things: when is the next course, what does it cost, who is in my chapter, and how do I leave. The home page had answered none of them. It had a photograph of a lighthouse.

What I had not expected were the other answers. Forty or so people wrote as though somebody were sitting there. They said what they were trying to do that week. One was preparing her first lesson after a long illness. One wanted to know whether he was too old to begin. I wrote back to all of them, and eleven are now in a group that meets without me.

So this is what I think, and it is not finished. A front page is a place where we talk about ourselves because nobody has asked us anything yet. Take it away and people begin to speak. But I cannot leave a sentence and a search box there for ever, can I? Or can I?

I do not know how to end this. Perhaps that is the"""
