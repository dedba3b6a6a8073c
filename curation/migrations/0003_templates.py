"""The twenty ways to open a discussion that come with the house. An organizer may change each of them afterwards."""

from django.db import migrations

# code, name, purpose, shape, kind of question, show the norms
# then: title, text, what one expects to see, when it does well, when to choose another
TEMPLATES = [
    (
        "T01", "Stopped doing", "warm_up", "one_line", "brainstorm", True,
        "What did you stop doing this year?",
        "Name one thing you stopped doing this year, and what you do instead.",
        "Several people answer in one line each, among them somebody who has not written for a month.",
        "Best on a Monday, or when it has been quiet for a while.",
        "Not in the week after people lost something they did not want to stop.",
    ),
    (
        "T02", "Since last time", "apply", "short", "direct link", True,
        "{topic}: what have you tried since?",
        "Since we last spoke about {topic}: what have you tried? One line on what happened is plenty.",
        "At least one person tells what happened when they tried it, also if it did not work.",
        "Best two to six weeks after a discussion that ended with intentions.",
        "Not when the earlier discussion is still going on.",
    ),
    (
        "T03", "Monday morning", "deepen", "short", "lower divergent", True,
        "What would you do on Monday?",
        "{Four-sentence case}. What would you do on Monday, and what would make you hesitate?",
        "People name a first step and their doubt, and two of them want different first steps.",
        "Best with a real case that its owner allowed you to tell.",
        "Not with a case in which somebody here could recognise a colleague.",
    ),
    (
        "T04", "Pick one", "warm_up", "pick_and_say_why", "limited focal", True,
        "{A} or {B}?",
        "{A} or {B} for {decision}? Pick one and give one reason.",
        "More people answer than usual, and both sides get at least one good reason.",
        "Best when both choices are defensible and many have made this one.",
        "Not when one side is plainly right, or when your community just voted on it.",
    ),
    (
        "T05", "Where it breaks", "deepen", "long", "focal", True,
        "Where does each of these hold, and where does it break?",
        "Two of us disagree: {view 1} / {view 2}. Where does each hold, and where does it break?",
        "Somebody names the condition under which one view stops working.",
        "Best when the two who disagree have agreed to be quoted.",
        "Not while the disagreement is still hot.",
    ),
    (
        "T06", "Half-formed", "surface_experience", "short", "playground", True,
        "I am not sure about this yet: what am I missing?",
        "I am not sure about this yet: {claim}. What am I missing?",
        "At least two people add what I did not see, and one of them from their own practice.",
        "Best when you really are unsure; it shows.",
        "Not for something you have already decided.",
    ),
    (
        "T07", "From the corridor", "connect", "short", "playground", True,
        "What did you hear in a corridor lately?",
        "What did you hear in a corridor lately that beat the session?",
        "People bring things from outside, and somebody asks back about one of them.",
        "Best in the two weeks after a conference or a gathering.",
        "Not when nobody has been anywhere lately.",
    ),
    (
        "T08", "Keep one, doubt one", "deepen", "short", "course link", True,
        "One thing to keep, one thing to doubt",
        "{Resource, ten minutes}. One thing to keep, one thing to doubt.",
        "Readers doubt something specific in it, not only praise it.",
        "Best with something that takes ten minutes and that anybody can open.",
        "Not with a book, or with anything behind a wall.",
    ),
    (
        "T09", "Teach it back", "deepen", "short", "analytic convergent", True,
        "How would you explain {concept} to a new colleague?",
        "A new colleague asks what {concept} means. Three sentences. Others: ask the question they would ask.",
        "Explanations differ, and a follow-up question makes one of them better.",
        "Best for a word that everybody uses and few could define.",
        "Not for a word with one textbook answer.",
    ),
    (
        "T10", "The first thing you would hand over", "surface_experience", "short", "brainstorm", True,
        "What would you hand a newcomer to {topic}?",
        "Which single resource on {topic} would you hand a newcomer, and at what moment?",
        "Several resources, each with the moment at which it helps.",
        "Best when new people have joined, or a topic has become crowded.",
        "Not for a topic on which there is only one thing to read.",
    ),
    (
        "T11", "What it cost to find out", "surface_experience", "short", "playground", True,
        "What did not work, and what did it cost to find out?",
        "What did not work, and what did it cost you to learn that?",
        "Somebody tells of a failure of their own, and the first reply is warm and curious.",
        "Best once a month, after you have told one of your own.",
        "Not in the first weeks of a community, before people know each other.",
    ),
    (
        "T12", "Guest hour", "connect", "short", "general, bounded", False,
        "Ask {Guest} about something you are about to do",
        "{Guest} reads along until {date}. Ask about something you are about to do.",
        "Questions about things people are about to do, most of them answered by the guest.",
        "Best with a guest who writes back within a day and stays a week.",
        "Not with a guest who has something to sell.",
    ),
    (
        "T13", "Left open", "apply", "short", "direct link", True,
        "Left open in {month}: what do we know now?",
        "In {month} we left this open: {question}. What do we know now?",
        "Somebody who was in the earlier discussion comes back with news.",
        "Best three months or more after the question was left.",
        "Not when the answer is known and only waits to be written down.",
    ),
    (
        "T14", "Three threads", "connect", "long", "lower divergent", True,
        "What ties these three together?",
        "These three keep touching: {links}. What ties them together?",
        "Somebody names a common thread that none of the three says by itself.",
        "Best when people of different discussions have not met yet.",
        "Not when the three only share a tag.",
    ),
    (
        "T15", "Reading along", "welcome", "short", "general, bounded", True,
        "Reading along? Say hello",
        "How long have you been reading, what do you work on, and what would help you?",
        "Two people write for the first time, and each gets a reply from another member within a day.",
        "Best once a month, when some have joined and not written yet.",
        "Not when nobody has time to greet each one by name.",
    ),
    (
        "T16", "A year ago", "surface_experience", "short", "playground", True,
        "What do you no longer believe about {topic}?",
        "What did you believe about {topic} a year ago that you no longer believe?",
        "People say what changed their mind, not only what they think now.",
        "Best among people who have worked on the topic for some time.",
        "Not for a topic on which people were told to change their mind.",
    ),
    (
        "T17", "Decide aloud", "apply", "short", "application", True,
        "Decide aloud: {X}",
        "You must choose about {X} before {date}. Post the choice; we ask in four weeks how it went.",
        "Three people post a choice, and one of them comes back to say how it went.",
        "Best when a date makes the choice real for many at once.",
        "Not when nobody could still choose.",
    ),
    (
        "T18", "From where you sit", "strategic", "short", "focal", True,
        "From where you sit: a question of the board",
        "The board is asking: {strategic question}. What do you see from where you sit?",
        "Answers from places the board does not see, with an example each.",
        "Best when the board will read the answers and say what it decided.",
        "Not when the decision has been made.",
    ),
    (
        "T19", "Cheapest evidence", "apply", "short", "brainstorm", True,
        "How would you know it worked?",
        "How would you know it worked? Share the cheapest evidence you have used.",
        "Several cheap ways to look, at least one of which somebody else wants to use.",
        "Best beside a discussion in which people say that something works.",
        "Not as a test of somebody's project.",
    ),
    (
        "T20", "One to give, one to get", "connect", "one_line", "brainstorm", True,
        "One hour to give, one to get",
        "Offer one hour of help on something; ask for one.",
        "At least one offer meets one request, and the two say so.",
        "Best when people know a few names and few know what others can do.",
        "Not in a community of fewer than ten who write.",
    ),
]
COLUMNS = (
    "name", "purpose", "shape", "question_type", "show_norms",
    "title", "text", "hypothesis", "best_when", "avoid_when",
)


def load(apps, schema_editor):
    template = apps.get_model("curation", "SeedTemplate")
    for code, *values in TEMPLATES:
        template.objects.get_or_create(code=code, defaults=dict(zip(COLUMNS, values, strict=True)))


class Migration(migrations.Migration):
    dependencies = [("curation", "0002_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
