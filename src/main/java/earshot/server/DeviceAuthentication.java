package earshot.server;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.access.DeviceAccess;
import earshot.access.token.TokenCheck;
import earshot.access.token.TokenVerdict;
import earshot.device.DeviceIdentity;
import earshot.device.QueryParameters;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;

/// Decides which devices may connect, and what OTA hands out to them. Source: badge-protocol section 1.5, which also fixes the two English texts of refusal.
record DeviceAuthentication(Supplier<ServerSettings> settings, DeviceAccess access, TokenCheck tokens) {
    static final String MISSING = ProblemReason.TOKEN_MISSING.toString();
    static final String INVALID = ProblemReason.TOKEN_INVALID.toString();
    static final String UNCHECKED = ProblemReason.TOKEN_UNCHECKED.toString();
    static final String REFUSED = ProblemReason.REFUSED_BY_OPERATOR.toString();
    static final String WAITS = ProblemReason.OTA_WITHOUT_TOKEN.toString();

    /// Whether a device may connect.
    sealed interface Verdict {}

    /// What a device gave to get in.
    enum Proof {
        /// Nothing that counts: it needs no token.
        NONE,
        /// A configured token, which other devices may know as well.
        SHARED_TOKEN,
        /// Its own token: nobody else can have sent this.
        OWN_TOKEN
    }

    record Passed(Proof proof) implements Verdict {}

    /// @param args of the problem, after device and reason
    record Failed(ProblemCode code, String reason, List<String> args) implements Verdict {
        Problem problem(String device, ProblemSubject subject) {
            return Problem.of(code, subject, Stream.concat(Stream.of(device, reason), args.stream()).toArray());
        }
    }

    /// What OTA hands out.
    sealed interface Grant {}

    /// The device needs no token.
    record NoToken() implements Grant {}

    /// The device's own token.
    record OwnToken(String token) implements Grant {}

    /// Nothing yet: the operator has to approve the device.
    record Waiting(Approval request) implements Grant {}

    /// Nothing: the device keeps what it has.
    record Nothing() implements Grant {}

    /// @param address of the client
    Verdict verdict(DeviceIdentity identity, String address, String target, Map<String, String> headers) {
        Claim claim = Claim.of(identity, address);
        Optional<String> token = token(target, headers);
        boolean own = token.filter(given -> access.isTokenOf(identity.deviceId(), given)).isPresent();
        if (own) {
            return new Passed(Proof.OWN_TOKEN);
        }
        if (access.refusal(claim).isPresent()) {
            return new Failed(ProblemCode.DEVICE_REFUSED, REFUSED, List.of());
        }
        ServerSettings.Auth auth = settings.get().auth();
        boolean shared = !access.hasToken(identity.deviceId()) && token.filter(given -> isConfigured(auth, given)).isPresent();
        if (shared) {
            access.forgetUndecided(claim);
        }
        if (exempt(auth, identity) || shared) {
            return new Passed(shared ? Proof.SHARED_TOKEN : Proof.NONE);
        }
        return token.flatMap(given -> tokens.check(given, identity.deviceId())).flatMap(verdict -> judged(verdict, identity, claim))
            .orElseGet(() -> failed(identity, claim, address, token.isPresent() ? INVALID : MISSING));
    }

    /// What a token of somebody else is worth; empty for one that holds for any device, where this one has a token of its own.
    private Optional<Verdict> judged(TokenVerdict verdict, DeviceIdentity identity, Claim claim) {
        return switch (verdict) {
            case TokenVerdict.Valid valid when !valid.bound() && access.hasToken(identity.deviceId()) -> Optional.empty();
            case TokenVerdict.Valid valid -> {
                access.forgetUndecided(claim);
                yield Optional.of(new Passed(valid.bound() ? Proof.OWN_TOKEN : Proof.SHARED_TOKEN));
            }
            case TokenVerdict.Invalid invalid -> Optional.of(TokenRefusal.of(invalid));
            case TokenVerdict.Unchecked unchecked -> Optional.of(new Failed(ProblemCode.TOKEN_UNCHECKED, UNCHECKED, List.of(unchecked.reason())));
        };
    }

    /// A device without a usable token waits for approval from now on, unless its id has a token already.
    private Failed failed(DeviceIdentity identity, Claim claim, String address, String reason) {
        if (identity.source() == DeviceIdentity.Source.AUTOMATIC || access.hasToken(identity.deviceId())) {
            return new Failed(ProblemCode.CONNECTION_REFUSED, reason, List.of());
        }
        return access.ask(claim, new Approval.Origin(address, "", "")).map(request -> unapproved(request, reason))
            .orElseGet(() -> new Failed(ProblemCode.CONNECTION_REFUSED, reason, List.of()));
    }

    /// The problem of a device that waits. Its arguments are enough to approve it, unless that would end the token of another board.
    Failed unapproved(Approval request, String reason) {
        if (access.hasToken(request.deviceId())) {
            return new Failed(ProblemCode.DEVICE_RIVAL, reason, List.of(request.code(), request.origin().address()));
        }
        return new Failed(ProblemCode.DEVICE_UNAPPROVED, reason, List.of(request.code(), request.claim().holder()));
    }

    /// What OTA hands out to a device that asks. One that needs approval and has none waits for it from now on.
    Grant grant(Optional<DeviceIdentity> identity, Approval.Origin origin) {
        ServerSettings.Auth auth = settings.get().auth();
        if (identity.isEmpty()) {
            return auth.enabled() ? new Nothing() : new NoToken();
        }
        Claim claim = Claim.of(identity.get(), origin.address());
        if (access.hasOwnToken(claim.deviceId())) {
            // it keeps its token, also while nobody needs one
            return new Nothing();
        }
        if (exempt(auth, identity.get())) {
            return access.find(claim).flatMap(Approval::token).<Grant>map(OwnToken::new).orElseGet(NoToken::new);
        }
        return access.ask(claim, origin).map(DeviceAuthentication::grant).orElseGet(Nothing::new);
    }

    private static Grant grant(Approval approval) {
        return switch (approval.state()) {
            case APPROVED -> approval.token().<Grant>map(OwnToken::new).orElseGet(Nothing::new);
            case PENDING -> new Waiting(approval);
            case REFUSED -> new Nothing();
        };
    }

    /// The state of a device that asks whether it is activated; empty where it needs no approval.
    Optional<Approval.State> activation(Optional<DeviceIdentity> identity, String address) {
        ServerSettings.Auth auth = settings.get().auth();
        return identity.filter(device -> !exempt(auth, device) && !access.hasOwnToken(device.deviceId())).map(device -> Claim.of(device, address))
            .map(claim -> access.refusal(claim).or(() -> access.find(claim)).map(Approval::state).orElse(Approval.State.PENDING));
    }

    /// Whether this device needs no token.
    private static boolean exempt(ServerSettings.Auth auth, DeviceIdentity identity) {
        return auth.exempts(identity.deviceId());
    }

    static boolean showsToken(String target, Map<String, String> headers) {
        return token(target, headers).isPresent();
    }

    /// Browsers cannot set headers on a WebSocket, so they put the token into the query.
    private static Optional<String> token(String target, Map<String, String> headers) {
        Optional<String> header = Optional.ofNullable(headers.get("authorization")).flatMap(DeviceAuthentication::bearer);
        if (header.isPresent()) {
            return header;
        }
        try {
            QueryParameters query = QueryParameters.of(target);
            return Stream.of(query.first("authorization"), query.first("token")).flatMap(Optional::stream)
                .map(value -> bearer(value).orElse(value.strip())).findFirst();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> bearer(String value) {
        String text = value.strip();
        return text.regionMatches(true, 0, "Bearer ", 0, 7) ? Optional.of(text.substring(7).strip()).filter(t -> !t.isEmpty()) : Optional.empty();
    }

    /// Compares with every token in constant time, so that the time taken reveals nothing.
    private static boolean isConfigured(ServerSettings.Auth auth, String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String known : auth.tokens()) {
            found |= MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given);
        }
        return found;
    }
}
