/// Tokens that somebody else issues to devices: signed ones (JWT), and those that only the server that issued them knows (OAuth 2 introspection, RFC 7662).
/// Source: badge-protocol section 1.5.
///
/// [earshot.access.token.TokenCheck] is what the server asks; [earshot.access.token.ConfiguredTokenCheck] goes by the settings.
///
/// Decisions where the specification leaves them, and why:
///
/// * **Configured tokens, approvals and exempt devices hold in every mode**, and are looked at first: they cost no call.
/// * **An algorithm has one kind of key.** `secret` serves HS256, HS384 and HS512, `public_key` all others, so that nobody can sign with
///   the public key as if it were a secret. `none` cannot be allowed. Without `algorithms`, HS256 is allowed where there is a secret, and
///   RS256 or ES256 where there is a key of that kind.
/// * **`jwks_uri` is beside the keys of the specification**: an issuer changes its keys by itself, and then a key that was copied holds no
///   token any more. A set holds for 10 minutes, and is fetched again for a key that is not in it, at most every 10 s; the last one serves
///   for a day when the issuer does not answer. Only RSA and EC keys of it count, never a secret.
/// * **`sub_prefix` binds a token to a device**: what follows it in `sub` must be the id of the device, whatever the case. Such a token counts as the
///   device's own. Without it the subject is not looked at, and a token is as good as a configured one: not for a device that has a token of its own.
/// * **60 s of leeway** for clocks that differ; a token without `exp` does not expire.
/// * **`mixed`** verifies a token that is a JWT with our keys, and asks about all others, also those whose signature is not ours.
/// * **A call takes 3 s at most, 16 run at a time**, and its answer holds for 60 s, but no longer than the token; a no holds for 10 s. Only
///   digests of tokens are kept. A server that does not answer is no reason to let somebody in.
/// * Of introspection `active`, `exp`, `nbf` and, with a `sub_prefix`, `sub` count. Audience and issuer are that server's to judge.
package earshot.access.token;
