"""The twelve invented people of the Harbour Guild, and what each lets a visitor see."""

from dataclasses import dataclass

from members.rules import Role


@dataclass(frozen=True, slots=True)
class Persona:
    """`username` finds the account; `look_at` and `path` say what is worth opening as this person."""

    username: str
    name: str
    work: str
    bio: str
    time_zone: str
    look_at: str
    path: str = "/"
    roles: tuple[Role, ...] = ()


PERSONAS = (
    Persona(
        "tomas",
        "Tomás Rivera",
        "Community curator",
        "I look after the conversations here. Most mornings I do the rounds with a coffee; most days I hold back.",
        "America/Los_Angeles",
        "The curator's desk: plant a seed, see who is waiting.",
        "/admin/",
        (Role.CURATOR, Role.ADMIN),
    ),
    Persona(
        "priya",
        "Priya Nair",
        "Instructional designer, volunteer curator",
        "I design courses by day. Here I tie loose threads together and write down what a discussion arrived at.",
        "Asia/Kolkata",
        "A volunteer among members: her own discussions and the seeds she tends.",
        "/admin/",
        (Role.CURATOR,),
    ),
    Persona(
        "helen",
        "Helen Brandt",
        "Membership director",
        "I answer for 1,400 members and one board. I read the letter on Monday and answer one thing a week myself.",
        "Europe/Berlin",
        "The organizer's letter: what happened, and the one thing only she can do.",
        "/letters/preview/?kind=organizer",
        (Role.ORGANIZER,),
    ),
    Persona(
        "dele",
        "Dele Adeyemi",
        "Chapter coordinator",
        "Lagos chapter. I ask, I try it on a small scale, I come back with the numbers, also when they are poor.",
        "Africa/Lagos",
        "Questions that were answered, and what he did with the answers.",
    ),
    Persona(
        "ingrid",
        "Ingrid Solberg",
        "Continuing-education manager",
        "My favourite question is what else changed. I ask it kindly.",
        "Europe/Oslo",
        "A question that waits for somebody like her.",
        "/unanswered/",
    ),
    Persona(
        "frank",
        "Frank Castellano",
        "Association executive, thirty years in",
        "I came to defend the hallway. I have been known to change my mind, once in public.",
        "America/New_York",
        "The hallway, where nothing has to be learned.",
        "/new/",
    ),
    Persona(
        "aiko",
        "Aiko Tanaka",
        "Conference planner",
        "Small experiments between big events. I report the ones that fail, because nobody else seems to.",
        "Asia/Tokyo",
        "What people kept from something that did not work.",
    ),
    Persona(
        "grace",
        "Grace Mbeki",
        "Writes to think",
        "I post half-formed thoughts on purpose and finish them in your replies.",
        "Africa/Johannesburg",
        "A draft that has been waiting for three days.",
        "/drafts/",
    ),
    Persona(
        "noor",
        "Noor Haddad",
        "E-learning developer",
        "I share things I use, each with a reason and a doubt.",
        "Asia/Amman",
        "How it feels to wait: her question has no answer yet.",
        "/unanswered/",
    ),
    Persona(
        "walt",
        "Walt Jensen",
        "Semi-retired, generous with time",
        "Forty years of doing this. I am learning to let others answer first.",
        "America/Chicago",
        "Notices: who answered him and what people could use.",
        "/notifications/",
    ),
    Persona(
        "lucia",
        "Lucía Ferrer",
        "Programme officer, reads for weeks before she writes",
        "I keep one line from whatever makes me stop. It took me seven weeks to ask my first question.",
        "Europe/Madrid",
        "What I keep: her own lines, private unless she shows them.",
        "/learning/",
    ),
    Persona(
        "sam",
        "Sam Whitfield",
        "New here since last week",
        "I inherited an online community with eleven posts in it. Suggestions for Monday welcome.",
        "Europe/London",
        "A newcomer's first question and how soon it was answered.",
    ),
)
BY_USERNAME = {persona.username: persona for persona in PERSONAS}
