"""Builds the Harbour Guild by letting its people do, at their times, what members do: through the services alone."""

import datetime as dt
import heapq
import random
from collections.abc import Callable
from itertools import count

from django.conf import settings
from django.db import transaction

from comments import services as comments
from comments.models import Comment
from curation.models import Purpose, SeedTemplate
from curation.services import SeedPlan, evaluate_seeds, note_outcome, plant_seed
from kit import clock, site
from learning.models import TakeawayVisibility
from learning.services import keep_line, mark_useful
from members.models import Byline, Member
from notifications.services import mark_seen
from operations.demo import founding, people, prompts, talk
from operations.demo.readers import readers
from operations.demo.script import Line, Opening, Reply
from posts import services as posts
from posts.models import Kind, Post, ResponseShape, Status, Visibility
from posts.services.written_down import restore_post

NAME = "The Harbour Guild"
OPENINGS = (*talk.OPENED, *prompts.PLANTED)
LET_THROUGH_AFTER = dt.timedelta(minutes=40)
SEEN_UNTIL = dt.timedelta(days=3)
HOUR = dt.timedelta(hours=1)
FADES_AFTER_H = 7 * 24

Act = Callable[[], None]


class NotEmpty(Exception):
    """Somebody lives here who is not of the demo."""


def load(*, anchor: dt.datetime | None = None) -> bool:
    """Build the demo as of `anchor` (now, if none is given), all of it or nothing; False if it is here already.

    Raises NotEmpty: invented people are never mixed with real ones.
    """
    if Post.objects.filter(source_key=founding.KEY).exists():
        return False
    if Member.objects.exists():
        raise NotEmpty
    with transaction.atomic():
        _Guild(anchor or clock.now()).build()
    return True


class _Guild:
    """One building of it: who there is by now, and what is still to come, in order of time."""

    def __init__(self, anchor: dt.datetime) -> None:
        self.anchor = anchor
        self.dice = random.Random("harbour")  # noqa: S311  the same each time is what is wanted
        self.people: dict[str, Member] = {}
        self.posts: dict[str, Post] = {}
        self.said: dict[tuple[str, str], Comment] = {}
        self.to_come: list[tuple[dt.datetime, int, Act]] = []
        self.number = count()

    def build(self) -> None:
        self._settle()
        self._plan()
        while self.to_come:
            moment, _number, act = heapq.heappop(self.to_come)
            with clock.at(moment):
                act()
        with clock.at(self.anchor):
            people.follow(self.people)
            people.get_letters_today(self.people, self.anchor)
        people.come_and_go(self.people, self.anchor, self.dice)

    # -- beforehand

    def _settle(self) -> None:
        founded = self.anchor - dt.timedelta(days=people.DAYS)
        with clock.at(founded):
            values = {
                "SITE_NAME": NAME,
                "COMMUNITY_VISIBILITY": Visibility.PUBLIC.value,
                "FOUNDED_ON": founded.date().isoformat(),
            }
            site.put(values=values, by_name="load_demo")
            self._bring_founding()
        self.people = people.make_everybody(self.anchor)

    def _bring_founding(self) -> None:
        names = {
            name: Byline(source=founding.SOURCE, source_key=name, name=name) for name in (founding.JEFF, founding.BEN)
        }
        for byline in names.values():
            byline.save()
        post, _made = posts.publish_imported(
            byline=names[founding.JEFF],
            author=None,
            kind=Kind.REFLECTION,
            title=founding.TITLE,
            body=founding.BODY,
            tags=founding.TAGS,
            visibility=Visibility.PUBLIC,
            source_key=founding.KEY,
            source_url=founding.URL,
            at=founding.AT,
        )
        self.posts["founding"] = post
        for reply in founding.REPLIES:
            comment, _made = comments.publish_imported_comment(
                byline=names[reply.who],
                post=post,
                parent=self.said.get(("founding", reply.to)),
                body=reply.body,
                source_key=f"{founding.KEY}:{reply.key}",
                at=reply.at,
            )
            self.said["founding", reply.key] = comment

    def _plan(self) -> None:
        founded = self.anchor - dt.timedelta(days=people.DAYS)
        self._plan_traces("founding", founding.LINES, founding.USE, founded + 40 * HOUR, readers=31)
        for opening in OPENINGS:
            self._plan_opening(opening)
        for day in range(people.DAYS):
            self._at(founded + dt.timedelta(days=day), self._release)
        self._at(self.anchor - SEEN_UNTIL, self._see_notices)
        self._at(self.anchor - 72 * HOUR, self._write_draft)
        self._at(self.anchor - 2 * HOUR, self._schedule_next)
        self._at(self.anchor, self._tend)

    def _plan_opening(self, opening: Opening) -> None:
        start = self.anchor - opening.ago * HOUR
        self._at(start, lambda: self._open(opening))
        for reply in opening.replies:
            self._at(start + reply.after * HOUR, lambda reply=reply: self._say(opening, reply))  # type: ignore[misc]
            for place, who in enumerate(reply.use):
                moment = start + (reply.after + 1.5 + 7 * place) * HOUR
                self._at(moment, lambda who=who, reply=reply: self._mark(who, opening.key, reply.key))  # type: ignore[misc]
        if opening.resolved_by:
            self._at(start + opening.resolved_after * HOUR, lambda: self._resolve(opening))
        if opening.seed:
            first_voice = min((reply.after for reply in opening.replies), default=FADES_AFTER_H)
            self._at(start + (first_voice + 1) * HOUR, self._look_at_new_seed)
        if opening.seed and opening.seed.note:
            self._at(start + 190 * HOUR, lambda: self._note(opening))
        self._plan_traces(opening.key, opening.lines, opening.use, start, opening.readers)

    def _plan_traces(
        self, key: str, lines: tuple[Line, ...], use: tuple[str, ...], start: dt.datetime, readers: int
    ) -> None:
        for line in lines:
            self._at(start + line.after * HOUR, lambda line=line: self._keep(key, line))  # type: ignore[misc]
        for place, who in enumerate(use):
            self._at(start + (3 + 11 * place) * HOUR, lambda who=who: self._mark(who, key, ""))  # type: ignore[misc]
        for who in self._readers(start, readers):
            moment = start + self.dice.uniform(0.5, 200) * HOUR
            far = self.dice.random() < 0.75
            self._at(moment, lambda who=who, far=far: self._read(who, key, far))  # type: ignore[misc]

    def _readers(self, start: dt.datetime, wanted: int) -> list[str]:
        """Mostly those who only read, and some of the twelve."""
        silent = [reader.username for reader in readers()]
        here = [name for name, member in self.people.items() if member.joined_at < start]
        quiet = [name for name in here if name in silent]
        others = [name for name in here if name not in silent]
        of_the_twelve = min(len(others), wanted // 3)
        chosen = self.dice.sample(quiet, min(len(quiet), wanted - of_the_twelve))
        return chosen + self.dice.sample(others, of_the_twelve)

    def _at(self, moment: dt.datetime, act: Act) -> None:
        """What would lie in the future happens just before the anchor."""
        latest = self.anchor - dt.timedelta(minutes=20)
        moment = moment if moment == self.anchor else min(moment, latest)
        heapq.heappush(self.to_come, (moment, next(self.number), act))

    # -- what people do

    def _open(self, opening: Opening) -> None:
        visibility = Visibility.MEMBERS if opening.kind == Kind.HALLWAY else Visibility.PUBLIC
        if opening.seed:
            plan = self._seed_plan(opening)
            seed = plant_seed(curator=self.people[opening.who], plan=plan, form_token=f"demo:{opening.key}")
            post = seed.post
        else:
            fields = {name: self._filled(value) for name, value in opening.fields.items()}
            post = posts.publish_post(
                author=self.people[opening.who],
                kind=opening.kind,
                title=opening.title,
                body=str(self._filled(opening.body)),
                tags=opening.tags,
                visibility=visibility,
                fields=fields,
                form_token=f"demo:{opening.key}",
            )
        if post is None:
            raise AssertionError(f"{opening.key} was not published")
        self.posts[opening.key] = post
        self._at(clock.now() + LET_THROUGH_AFTER, lambda: self._let_through(post))
        self._release_soon()

    def _seed_plan(self, opening: Opening) -> SeedPlan:
        if opening.seed is None:
            raise AssertionError(f"{opening.key} is no seed")
        return SeedPlan(
            title=opening.title,
            body=opening.body,
            tags=opening.tags,
            hypothesis=opening.seed.hypothesis,
            purpose=Purpose(opening.seed.purpose),
            response_shape=ResponseShape(opening.fields["response_shape"]),
            visibility=Visibility.PUBLIC,
            template=SeedTemplate.objects.filter(code=opening.seed.template).first(),
        )

    def _filled(self, value: object) -> object:
        """A text with the addresses of the discussions that it names."""
        if not isinstance(value, str) or "{" not in value:
            return value
        for key, post in self.posts.items():
            value = value.replace("{" + key + "}", post.get_absolute_url())
        return value.replace("{site}", settings.SITE_URL)

    def _let_through(self, post: Post) -> None:
        """A newcomer's post with a link waits for a curator; here one looked soon."""
        if Post.objects.filter(pk=post.pk, status=Status.HELD).exists():
            restore_post(post_id=post.pk)
            post.refresh_from_db()
            self._release_soon()

    def _say(self, opening: Opening, reply: Reply) -> None:
        comment = comments.publish_comment(
            author=self.people[reply.who],
            post=self.posts[opening.key],
            parent=self.said[opening.key, reply.to] if reply.to else None,
            body=reply.body,
            intent=reply.intent,
            form_token=f"demo:{opening.key}:{reply.who}:{reply.after}",
        )
        if reply.key:
            self.said[opening.key, reply.key] = comment
        self._release_soon()

    def _mark(self, who: str, key: str, of: str) -> None:
        post = self.posts[key]
        mark_useful(member=self.people[who], post=post, comment=self.said[key, of] if of else None)

    def _keep(self, key: str, line: Line) -> None:
        keep_line(
            member=self.people[line.who],
            post=self.posts[key],
            comment=self.said[key, line.of] if line.of else None,
            text=line.text,
            visibility=TakeawayVisibility(line.shown),
            form_token=f"demo:{key}:{line.after}",
        )

    def _read(self, who: str, key: str, far: bool) -> None:
        post, member = self.posts[key], self.people[who]
        posts.note_read(member=member, post=post, seconds=140 if far else 15, percent=100 if far else 40)
        seen = [comment.pk for (opening, _key), comment in self.said.items() if opening == key]
        comments.note_seen(member=member, post=post, comment_ids=seen if far else [])

    def _resolve(self, opening: Opening) -> None:
        comments.resolve_question(
            asker=self.people[opening.who],
            post=self.posts[opening.key],
            comment=self.said[opening.key, opening.resolved_by],
            note=opening.closing_note,
        )

    def _note(self, opening: Opening) -> None:
        post = Post.objects.select_related("seed").get(pk=self.posts[opening.key].pk)
        if opening.seed:
            note_outcome(curator=self.people[opening.who], seed=post.seed, note=opening.seed.note)

    def _write_draft(self) -> None:
        posts.save_draft(
            member=self.people["grace"],
            kind=Kind.REFLECTION,
            title=talk.DRAFT_TITLE,
            body=talk.DRAFT_BODY,
            tags=talk.DRAFT_TAGS,
            fields={"certainty": "half_formed"},
            form_token="demo:draft",  # noqa: S106  a form's name, no secret
        )

    def _schedule_next(self) -> None:
        plan = SeedPlan(
            title=prompts.NEXT_TITLE,
            body=prompts.NEXT_BODY,
            tags=prompts.NEXT_TAGS,
            hypothesis=prompts.NEXT_HYPOTHESIS,
            purpose=Purpose.APPLY,
            visibility=Visibility.PUBLIC,
            template=SeedTemplate.objects.filter(code="T02").first(),
            planned_for=self._next_monday(),
        )
        plant_seed(curator=self.people["tomas"], plan=plan, form_token="demo:next")  # noqa: S106

    def _next_monday(self) -> dt.datetime:
        """Nine o'clock on the first Monday after the anchor, where its planter lives."""
        zone = clock.zone(self.people["tomas"].time_zone)
        today = self.anchor.astimezone(zone).date()
        monday = today + dt.timedelta(days=7 - today.weekday())
        return dt.datetime.combine(monday, dt.time(9), tzinfo=zone).astimezone(dt.UTC)

    # -- what the workers would have done

    def _release_soon(self) -> None:
        """When the take-back is over, as the clock of the workers would have it."""
        self._at(clock.now() + dt.timedelta(minutes=int(site.get("TAKE_BACK_MIN")) + 1), self._release)

    def _release(self) -> None:
        posts.release_due()
        comments.release_due()

    def _tend(self) -> None:
        self._release()
        evaluate_seeds()

    def _look_at_new_seed(self) -> None:
        """Only the seed that nobody has looked at yet. Those that three people took up have struck root, for which there
        is no state yet: looked at in a quiet week, they would fade."""
        self._release()
        evaluate_seeds(limit=1)

    def _see_notices(self) -> None:
        """Whoever came until now has read what they were told."""
        for member in self.people.values():
            mark_seen(recipient_id=member.pk)
