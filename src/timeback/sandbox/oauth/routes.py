"""The operations of the authorization server: tokens for clients, and the OpenID provider."""

from __future__ import annotations

from ..._config.platforms import Platform
from ..service import Route
from ..tokens import TOKEN_PATHS
from . import sign_in
from .client_credentials import issue_scoped_token, issue_token

__all__ = ["ROUTES"]

ROUTES = (
    Route("POST", TOKEN_PATHS[Platform.BEYOND_AI], issue_token),
    Route("POST", TOKEN_PATHS[Platform.LEARNWITH_AI], issue_scoped_token),
    Route("GET", sign_in.CONFIGURATION_PATH, sign_in.show_configuration),
    Route("GET", sign_in.KEYS_PATH, sign_in.show_keys),
    Route("GET", sign_in.AUTHORIZE_PATH, sign_in.choose_person),
    Route("POST", sign_in.AUTHORIZE_PATH, sign_in.authorize),
    Route("GET", sign_in.USER_INFO_PATH, sign_in.show_user),
    Route("GET", sign_in.LAUNCH_PATH, sign_in.choose_launch),
    Route("POST", sign_in.LAUNCH_PATH, sign_in.launch),
)
