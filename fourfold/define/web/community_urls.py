"""What the community named, looked at and put together."""

from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.issue_groups import view as issue_groups
from fourfold.define.web.issues import view as issues
from fourfold.define.web.name_issue import view as name_issue

urlpatterns: list[URLPattern | URLResolver] = [
    path("define/issues/", issues.listed, name="community_issues"),
    path("define/issues/new/", issues.enter, name="enter_issue"),
    path("define/issues/name/", name_issue.view, name="name_issue"),
    path("define/issues/put-together/", issue_groups.put_together, name="put_issues_together"),
    path("define/issues/<str:ref>/look-at/", issues.look_at, name="look_at_issue"),
    path("define/issue-groups/<str:ref>/", issue_groups.view, name="issue_group"),
    path("define/issue-groups/<str:ref>/edit/", issue_groups.edit, name="edit_issue_group"),
]
