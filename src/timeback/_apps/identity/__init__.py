"""Signing students in: OpenID Connect and LTI, the tokens that are verified, the cookies that remember. No I/O."""
