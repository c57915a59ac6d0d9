"""Serves wagtail-lms as a site with one course. Usage: serve_wagtail.py PORT FOLDER; runs in the clients' own environment.

Beside what wagtail-lms serves: POST /import takes a package and answers with the address of its lesson, /enter logs the learner in, and
/kept/LESSON shows the rows that it keeps of the learner's attempt.
"""

import sys
from pathlib import Path

import django
from django.conf import settings

APPS = """
    django.contrib.admin django.contrib.auth django.contrib.contenttypes django.contrib.sessions
    django.contrib.messages django.contrib.staticfiles taggit modelcluster modelsearch rest_framework wagtail
    wagtail.admin wagtail.documents wagtail.images wagtail.users wagtail.sites wagtail.snippets wagtail.search
    wagtail.contrib.redirects wagtail.contrib.forms wagtail.embeds wagtail_lms
"""
BASE = "<!doctype html><html lang='en'><title>{% block title %}{% endblock %}</title>{% block content %}{% endblock %}</html>"
TEMPLATES = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {
        "loaders": [
            ("django.template.loaders.locmem.Loader", {"base.html": BASE}),
            "django.template.loaders.app_directories.Loader",
        ],
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ],
    },
}


def configure(folder: Path) -> None:
    """A site with nothing in it, whose files lie in the folder."""
    settings.configure(
        DEBUG=True,
        SECRET_KEY="only for this test",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="__main__",
        INSTALLED_APPS=APPS.split(),
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[TEMPLATES],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "site.db",
                "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
            }
        },
        MEDIA_ROOT=folder / "media",
        MEDIA_URL="/media/",
        STATIC_URL="/static/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        WAGTAIL_SITE_NAME="A hospital",
        WAGTAILADMIN_BASE_URL="http://127.0.0.1",
        WAGTAIL_LMS_AUTO_ENROLL=True,
    )
    django.setup()


configure(Path(sys.argv[2]).resolve())

from django.contrib.auth import get_user_model, login  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail_lms.models import CoursePage, SCORMAttempt, SCORMData, SCORMLessonPage, SCORMPackage  # noqa: E402


def take(request: HttpRequest) -> HttpResponse:
    """Imports a package into a course and a lesson of their own."""
    package = SCORMPackage(title="Course", package_file=request.FILES["file"])
    package.save()
    course = CoursePage(title=f"Course {package.pk}")
    Page.objects.get(depth=1).add_child(instance=course)
    lesson = SCORMLessonPage(title=f"Lesson {package.pk}", scorm_package=package)
    course.add_child(instance=lesson)
    return JsonResponse({"lesson": lesson.pk, "launch": package.get_launch_url()})


def enter(request: HttpRequest) -> HttpResponse:
    """Logs the learner in."""
    login(request, get_user_model().objects.get(username="nurse"))
    return HttpResponse("You are in.")


def kept(request: HttpRequest, lesson: int) -> HttpResponse:
    """What is kept of the learner's attempt, by element."""
    attempts = SCORMAttempt.objects.filter(scorm_package=SCORMLessonPage.objects.get(pk=lesson).scorm_package)
    return JsonResponse({row.key: row.value for row in SCORMData.objects.filter(attempt__in=attempts)})


urlpatterns = [
    path("import", take),
    path("enter", enter),
    path("kept/<int:lesson>", kept),
    path("lms/", include("wagtail_lms.urls")),
]


def main() -> None:
    """Makes the database, and serves until it is ended."""
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user(
        "nurse", "nurse@example.org", "a password", first_name="Ana", last_name="Reyes"
    )
    call_command("runserver", f"127.0.0.1:{sys.argv[1]}", use_reloader=False)


if __name__ == "__main__":
    main()
