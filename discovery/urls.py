from django.contrib.sitemaps.views import sitemap
from django.urls import path

from discovery import views
from discovery.feeds import DiscussionFeed, SiteFeed, TagFeed
from discovery.sitemaps import DiscussionSitemap

app_name = "discovery"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("unanswered/", views.unanswered, name="unanswered"),
    path("tags/", views.tags, name="tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("tags/<str:slug>/feed.atom", TagFeed(), name="tag_feed"),
    path("people/<str:username>/", views.person, name="person"),
    path("collections/", views.collections, name="collections"),
    path("search/", views.search, name="search"),
    path("feed.atom", SiteFeed(), name="feed"),
    path("d/<int:post_id>/feed.atom", DiscussionFeed(), name="discussion_feed"),
    path("sitemap.xml", sitemap, {"sitemaps": {"discussions": DiscussionSitemap}}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
