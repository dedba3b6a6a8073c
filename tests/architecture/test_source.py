import textwrap

import pytest

from tests.architecture import source

# with the reason; a line here is a decision
ALLOWED = {
    source.clocks: {"kit/clock.py": "it is the clock"},
    source.hidden_imports: {},
    source.signals: {},
    source.bare_managers: {
        "comments/services/release.py": "the row as it is, for the notices; readers are asked again when they open it",
        "curation/": "a curator sees everything; what a member reports is opened with visible_to first",
        "engagement/": "the scores are made from facts, whoever may read them",
        "portability/": "an export holds everything",
        "operations/": "demo and bench data make and count rows",
    },
    source.untranslated: {},
}
BAD = {
    source.signals: [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "transaction.on_commit(f)",
        "task.delay(3)",
    ],
    source.clocks: [
        "timezone.now()",
        "dt.datetime.now(dt.UTC)",
        "datetime.utcnow()",
        "date.today()",
        "x = models.DateTimeField(auto_now=True)",
    ],
    source.bare_managers: [
        "Post.objects.filter(pk=1)",
        "models.Comment.objects.all()",
        "get_object_or_404(Post, pk=1)",
        "Takeaway._default_manager.count()",
    ],
    source.hidden_imports: ["def f():\n    from posts import models"],
    source.untranslated: [
        "x = forms.CharField(label='Title')",
        "messages.success(request, 'Saved.')",
        "raise ValidationError(f'Too {much}')",
        "form.add_error(None, 'No')",
        "class Meta:\n    verbose_name = 'post'",
        "class Kind(models.TextChoices):\n    A = 'a', 'Question'",
    ],
}
GOOD = {
    source.signals: ["from django.contrib.auth.signals import user_logged_in as x", "services.publish()"],
    source.clocks: ["clock.now()", "models.DateTimeField(default=clock.now)"],
    source.bare_managers: ["Post.objects.visible_to(viewer)", "Tag.objects.filter(slug=x)", "Comment.objects"],
    source.hidden_imports: ["def f():\n    return 1"],
    source.untranslated: [
        "x = forms.CharField(label=_('Title'))",
        "messages.success(request, _('Saved.'))",
        "x = CharField(label='')",
        "class Kind(models.TextChoices):\n    A = 'a', _('Question')",
    ],
}
RULES = list(BAD)


def ids(rule):
    return rule.__name__


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_the_house_keeps_the_rule(rule):
    allowed = tuple(ALLOWED[rule])
    found = [line for line in source.findings(rule) if not line.startswith(allowed)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("rule", "code"), [(rule, code) for rule in RULES for code in BAD[rule]])
def test_the_rule_finds_what_breaks_it(rule, code, tmp_path):
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "services.py").write_text(textwrap.dedent(code) + "\n")
    assert source.findings(rule, tmp_path)


@pytest.mark.parametrize(("rule", "code"), [(rule, code) for rule in RULES for code in GOOD[rule]])
def test_the_rule_lets_the_rest_pass(rule, code, tmp_path):
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "services.py").write_text(code + "\n")
    assert not source.findings(rule, tmp_path)
