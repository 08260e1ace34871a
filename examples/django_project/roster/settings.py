"""The smallest settings that serve; a secret key of your own belongs in the environment."""

import os

SECRET_KEY = os.environ.get("SECRET_KEY", "for development only")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = ["timeback.server.django"]
ROOT_URLCONF = "roster.urls"
ASGI_APPLICATION = "roster.asgi.application"
WSGI_APPLICATION = "roster.wsgi.application"

TIMEBACK = {"env": "sandbox"}
