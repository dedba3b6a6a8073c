"""The organizers' page: for them alone, with every number's base."""


def test_organizers_read_it(client, organizer):
    client.force_login(organizer)
    page = client.get("/evidence/").content.decode()
    assert "0 of" in page
    assert "Nobody is waiting" in page


def test_nobody_else_knows_of_it(client, member, curator):
    for somebody in (member, curator):
        client.force_login(somebody)
        assert client.get("/evidence/").status_code == 404
    client.logout()
    assert "/accounts/login/" in client.get("/evidence/").url


def test_it_costs_the_same_whatever_happened(client, organizer, django_assert_max_num_queries):
    client.force_login(organizer)
    client.get("/evidence/")
    with django_assert_max_num_queries(34):
        client.get("/evidence/")
