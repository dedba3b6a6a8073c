"""An empty form is drawn once; what belongs to one reader never comes to another."""

from django import forms

from kit.blank import blank_form


class Form(forms.Form):
    text = forms.CharField()
    form_token = forms.CharField(widget=forms.HiddenInput)


def drawn(**more: object) -> str:
    shown = {"action": "/d/1/", "csrf_token": "one"} | more
    return blank_form("learning/_keep.html", Form, **shown)


def test_each_has_its_own_secrets_and_address():
    first, second = drawn(), drawn(action="/d/2/", csrf_token="two")
    assert 'action="/d/1/"' in first
    assert 'value="one"' in first
    assert 'action="/d/2/"' in second
    assert 'value="two"' in second
    token = first.split('name="form_token" value="')[1].split('"')[0]
    assert len(token) >= 20
    assert token not in second


def test_what_is_put_in_is_escaped():
    assert "<script>" not in drawn(action='/"><script>', csrf_token="<script>")
