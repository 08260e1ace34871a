"""Where the views are."""

from django.urls import path

from . import views

urlpatterns = [path("students", views.students), path("students/<student_id>", views.student)]
