"""Small exports of our own, written as WordPress writes them."""

from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Rope and Rigging</title>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://rope.example</wp:base_site_url>
<wp:base_blog_url>https://rope.example/journal</wp:base_blog_url>
<wp:author><wp:author_id>7</wp:author_id><wp:author_login>mlind</wp:author_login>
<wp:author_email>maja@rope.example</wp:author_email>
<wp:author_display_name>Maja Lind</wp:author_display_name></wp:author>
"""
TAIL = "</channel></rss>"


def comment(
    number: int,
    text: str = "I would splice it.",
    *,
    parent: int = 0,
    name: str = "Otto Reyes",
    email: str = "otto@mail.example",
    user: int = 0,
    date: str = "",
    approved: str = "1",
    kind: str = "comment",
    url: str = "",
) -> str:
    date = date or f"2012-05-02 10:{number % 60:02}:00"
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[{name}]]></wp:comment_author>
<wp:comment_author_email>{email}</wp:comment_author_email><wp:comment_author_url>{url}</wp:comment_author_url>
<wp:comment_date_gmt>{date}</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent><wp:comment_user_id>{user}</wp:comment_user_id></wp:comment>"""


def item(
    number: int = 1,
    *comments: str,
    title: str = "Which knot holds when wet?",
    body: str = "<p>A bowline <em>slips</em>.</p>",
    status: str = "publish",
    kind: str = "post",
    password: str = "",
    date: str = "2012-05-01 09:30:00",
    tags: tuple[str, ...] = ("Knots",),
) -> str:
    filed = "".join(f'<category domain="post_tag" nicename="x"><![CDATA[{tag}]]></category>' for tag in tags)
    return f"""<item><title>{title}</title><link>https://rope.example/journal/{number}</link><dc:creator>mlind</dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>{date}</wp:post_date_gmt><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<wp:post_password>{password}</wp:post_password>{filed}
<category domain="category" nicename="uncategorized">Uncategorized</category>{"".join(comments)}</item>"""


def write(folder: Path, *items: str, head: str = HEAD, tail: str = TAIL) -> Path:
    path = folder / "export.xml"
    path.write_text(head + "".join(items) + tail, encoding="utf-8")
    return path
