"""What that provider says of its people. Their last name, which nobody sees, holds words that change it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from oauth2_provider.oauth2_validators import OAuth2Validator


class Claims(OAuth2Validator):  # type: ignore[misc]  # the toolkit has no types
    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        words = request.user.last_name.split()
        claims: dict[str, Any] = {"amr": ["pwd", "mfa"] if "mfa" in words else ["pwd"], "acr": "urn:plain"}
        if request.user.email:
            claims |= {"email": request.user.email, "email_verified": "unverified" not in words}
        if "silent" in words:
            del claims["email_verified"]
        return claims

    def get_oidc_claims(self, token: Any, token_handler: Any, request: Any) -> Any:
        """A thin token leaves the address to the userinfo endpoint, as some providers do."""
        claims = super().get_oidc_claims(token, token_handler, request)
        if getattr(settings, "THIN", False) and token_handler is not None:
            claims.pop("email", None)
            claims.pop("email_verified", None)
        return claims
