"""Single sign-on by OpenID Connect: authorisation code flow with PKCE, and the checks of what comes back.

The only module that needs Authlib; it belongs to the extra ``oidc``.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from threading import Lock
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from qms.connections import Provider
from qms.signing_in.identities import Begun, Identity, SignOnFailed

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
_SCOPE = "openid email"
_PATIENCE = 10  # seconds for each answer of the provider
_SKEW = timedelta(seconds=60)  # by which the provider's clock may be wrong
_RECENT = "60"  # seconds; asks for the claim auth_time, too (at least one provider asks for ever when this is 0)
PATIENCE = timedelta(minutes=10)  # between leaving for the provider and coming back
_FAULTS = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, TypeError)


class SingleSignOn:
    """The provider of an installation. What it says about itself is asked once; its keys again when an unknown one signs."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._lock = Lock()
        self._metadata: dict[str, Any] | None = None
        self._keys: KeySet | None = None

    def begin(self, come_back: str, moment: datetime, *, again: bool = False) -> tuple[str, Begun]:
        """The provider's address to send the browser to, and what has to be remembered meanwhile; raise SignOnFailed.

        ``again``: the person has to sign in there anew, whatever session the provider still knows.
        """
        begun = Begun(token_urlsafe(24), token_urlsafe(24), token_urlsafe(48), moment, again)
        extra = {"prompt": "login", "max_age": _RECENT} if again else {}
        try:
            with self._session(come_back) as session:
                endpoint = self._said()["authorization_endpoint"]
                address, _state = session.create_authorization_url(
                    endpoint, state=begun.state, nonce=begun.nonce, code_verifier=begun.verifier, **extra
                )
        except _FAULTS as error:
            raise SignOnFailed(type(error).__name__) from error
        return str(address), begun

    def finish(self, begun: Begun, arguments: Mapping[str, str], come_back: str, moment: datetime) -> Identity:
        """Who came back with ``arguments``; raise SignOnFailed unless every check holds."""
        if not hmac.compare_digest(arguments.get("state", "").encode(), begun.state.encode()):
            raise SignOnFailed("state")
        if not begun.at <= moment < begun.at + PATIENCE:
            raise SignOnFailed("late")
        if arguments.get("iss", self.provider.issuer) != self.provider.issuer:
            raise SignOnFailed("iss")
        if "code" not in arguments:
            raise SignOnFailed("denied")
        try:
            tokens = self._tokens(begun, arguments["code"], come_back)
            claims = self._claims(tokens, begun, moment)
            email = self._verified_email(claims, tokens, come_back)
        except _FAULTS as error:
            raise SignOnFailed(type(error).__name__) from error
        if begun.again and not _is_fresh(claims, begun.at):
            raise SignOnFailed("auth_time")
        return Identity(self.provider.issuer, str(claims["sub"]), email)

    def _verified_email(self, claims: CodeIDToken, tokens: dict[str, Any], come_back: str) -> str | None:
        """The address, if the provider says in the ID token or at its userinfo endpoint that it has verified it."""
        said: Mapping[str, Any] = claims
        endpoint = self._said().get("userinfo_endpoint")
        if "email_verified" not in claims and endpoint:
            with self._session(come_back) as session:
                session.token = tokens
                answer = session.get(endpoint)
                answer.raise_for_status()
                said = answer.json()
            if said.get("sub") != claims["sub"]:
                raise ValueError("the provider speaks of somebody else")
        email = said.get("email")
        return email if isinstance(email, str) and said.get("email_verified") in (True, "true") else None

    def _tokens(self, begun: Begun, code: str, come_back: str) -> dict[str, Any]:
        with self._session(come_back) as session:
            tokens: dict[str, Any] = session.fetch_token(
                self._said()["token_endpoint"], code=code, code_verifier=begun.verifier, grant_type="authorization_code"
            )
        return tokens

    def _claims(self, tokens: dict[str, Any], begun: Begun, moment: datetime) -> CodeIDToken:
        """The claims of the ID token: signed with a key of the provider, for us, now, for this very sign-in."""
        text = tokens["id_token"]
        try:
            token = jwt.decode(text, self._provider_keys(), algorithms=list(ALGORITHMS))
        except InvalidKeyIdError:
            token = jwt.decode(text, self._provider_keys(anew=True), algorithms=list(ALGORITHMS))
        wanted = {
            "iss": {"essential": True, "value": self.provider.issuer},
            "aud": {"essential": True, "value": self.provider.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
        }
        params = {"nonce": begun.nonce, "client_id": self.provider.client_id, "access_token": tokens.get("access_token")}
        claims = CodeIDToken(token.claims, token.header, wanted, params)
        claims.validate(now=int(moment.timestamp()), leeway=int(_SKEW.total_seconds()))
        return claims

    def _session(self, come_back: str) -> OAuth2Session:
        secret = self.provider.client_secret
        return OAuth2Session(
            self.provider.client_id,
            secret,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=_SCOPE,
            redirect_uri=come_back,
            code_challenge_method="S256",
            default_timeout=_PATIENCE,
        )

    def _said(self) -> dict[str, Any]:
        """What the provider says about itself; ValueError when it calls itself otherwise than the installation does."""
        with self._lock:
            if self._metadata is None:
                said = self._get(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
                if said.get("issuer") != self.provider.issuer:
                    raise ValueError("the provider calls itself by another name")
                self._metadata = said
            return self._metadata

    def _provider_keys(self, *, anew: bool = False) -> KeySet:
        address = self._said()["jwks_uri"]
        with self._lock:
            if self._keys is None or anew:
                self._keys = KeySet.import_key_set(self._get(address))
            return self._keys

    def _get(self, address: str) -> Any:
        with self._session("") as session:
            answer = session.get(address, withhold_token=True)
            answer.raise_for_status()
            return answer.json()


def _is_fresh(claims: CodeIDToken, asked_at: datetime) -> bool:
    """Whether the person signed in at the provider after being sent there."""
    at = claims.get("auth_time")
    return isinstance(at, (int, float)) and datetime.fromtimestamp(at, UTC) >= asked_at - _SKEW
