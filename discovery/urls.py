from django.urls import path

from discovery.feeds import DiscussionFeed, PersonFeed, SiteFeed, TagFeed, feed
from discovery.views import lists, people, programs, search, tags

app_name = "discovery"
urlpatterns = [
    path("", lists.home, name="home"),
    path("new/", lists.new, name="new"),
    path("unanswered/", lists.unanswered, name="unanswered"),
    path("tags/", tags.tags, name="tags"),
    path("tags/<str:slug>/", tags.tag, name="tag"),
    path("tags/<str:slug>/feed.atom", feed(TagFeed()), name="tag_feed"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/comments/", people.comments, name="person_comments"),
    path("people/<str:username>/feed.atom", feed(PersonFeed()), name="person_feed"),
    path("collections/", lists.collections, name="collections"),
    path("search/", search.search, name="search"),
    path("search/similar/", search.similar, name="similar"),
    path("feed.atom", feed(SiteFeed()), name="feed"),
    path("d/<int:post_id>/feed.atom", feed(DiscussionFeed()), name="discussion_feed"),
    path("sitemap.xml", programs.sitemap_index, name="sitemap"),
    path("sitemap/<str:section>-<int:number>.xml", programs.sitemap, name="sitemap_page"),
    path("robots.txt", programs.robots, name="robots"),
]
