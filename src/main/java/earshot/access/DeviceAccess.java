package earshot.access;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// What was decided about each device that asked to connect, and the tokens of the approved ones. Decisions are stored; what waits is kept in memory only,
/// because anybody can make it up.
public final class DeviceAccess {
    /// How many requests may wait.
    static final int MAX_PENDING = 200;
    /// How long a device may use the permission to replace a connection of its id.
    static final Duration TAKEOVER_LIMIT = Duration.ofMinutes(5);
    private static final int TOKEN_BYTES = 32;

    private record TakeoverPermit(String address, Instant until) {}

    private final Time time;
    private final ApprovalStore store;
    private final ClaimRateLimiter rate;
    private final SecureRandom random = new SecureRandom();
    private final Map<Claim, Approval> approvals = new LinkedHashMap<>();
    private final Map<DeviceId, TakeoverPermit> takeoverPermits = new HashMap<>();
    private final Map<DeviceId, String> ownTokens = new HashMap<>();
    private final MutableWatch<List<Approval>> rows;

    public DeviceAccess(Time time, ApprovalStore store) {
        this.time = time;
        this.store = store;
        rate = new ClaimRateLimiter(time.nanos());
        for (Approval approval : store.read()) {
            approvals.put(approval.claim(), approval);
            if (approval.is(Approval.State.PENDING)) {
                // earlier versions stored it
                store.delete(approval.claim());
            }
        }
        rows = new MutableWatch<>(List.copyOf(approvals.values()));
    }

    /// All requests and decisions, in the order in which the devices asked.
    public Watch<List<Approval>> approvals() {
        return rows;
    }

    /// A device asks to be let in. A claim that is not known yet waits from now on; one whose device id was refused is refused. Empty when too many
    /// new claims came from its address: nothing is kept of it.
    public synchronized Optional<Approval> ask(Claim claim, Approval.Origin origin) {
        Optional<Approval> refused = refusal(claim);
        if (refused.isPresent()) {
            return refused;
        }
        Approval known = approvals.get(claim);
        if (known == null && !claim.hasClientId()) {
            // the same board may leave its client id out of one of its requests
            Optional<Approval> waits = ofDevice(claim.deviceId())
                .filter(one -> one.is(Approval.State.PENDING) && one.origin().address().equals(origin.address())).findFirst();
            if (waits.isPresent()) {
                return waits;
            }
        }
        if (known == null) {
            if (!rate.take(origin.address(), time.nanos())) {
                return Optional.empty();
            }
            Approval fresh = new Approval(claim, Approval.State.PENDING, newCode(), Optional.empty(), origin, time.now(), Optional.empty());
            put(fresh);
            forgetOnePending();
            publish();
            return Optional.of(fresh);
        }
        if (known.origin().board().isEmpty() && !origin.board().isEmpty()) {
            // it asked for a connection first: only its OTA request says what board it is
            put(known.from(origin));
            publish();
        }
        return find(claim);
    }

    public synchronized Optional<Approval> find(Claim claim) {
        return Optional.ofNullable(approvals.get(claim));
    }

    /// Why this claim may not connect even where nobody needs approval. Refusing a device id refuses it for every holder, unless one is approved.
    public synchronized Optional<Approval> refusal(Claim claim) {
        Approval known = approvals.get(claim);
        if (known != null) {
            return Optional.of(known).filter(one -> one.is(Approval.State.REFUSED));
        }
        return approvedFor(claim.deviceId()).isPresent() ? Optional.empty()
            : ofDevice(claim.deviceId()).filter(one -> one.is(Approval.State.REFUSED)).findFirst();
    }

    /// The approved holder of a device id.
    public synchronized Optional<Approval> approvedFor(DeviceId deviceId) {
        return ofDevice(deviceId).filter(known -> known.is(Approval.State.APPROVED)).findFirst();
    }

    /// Whether some holder of this device id is approved: then only its token opens a connection.
    public synchronized boolean hasToken(DeviceId deviceId) {
        return ownTokens.containsKey(deviceId) || approvedFor(deviceId).isPresent();
    }

    /// Whether this is the token of the device. Compares in constant time.
    public synchronized boolean isTokenOf(DeviceId deviceId, String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        return Stream.concat(Optional.ofNullable(ownTokens.get(deviceId)).stream(), approvedFor(deviceId).flatMap(Approval::token).stream())
            .anyMatch(known -> MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given));
    }

    /// A token for a device that is part of this program. It is not stored, and OTA hands it to nobody.
    public synchronized String issueOwnToken(DeviceId deviceId) {
        return ownTokens.computeIfAbsent(deviceId, _ -> newToken());
    }

    public synchronized boolean hasOwnToken(DeviceId deviceId) {
        return ownTokens.containsKey(deviceId);
    }

    /// Lets a claim in, with a token of its own. The token of another holder of the same device id ends. False when nobody made this claim.
    public synchronized boolean approve(Claim claim) {
        Approval known = approvals.get(claim);
        if (known == null) {
            return false;
        }
        if (!known.is(Approval.State.APPROVED)) {
            approvedFor(claim.deviceId()).ifPresent(other -> remove(other.claim()));
            put(known.approved(newToken(), time.now()));
            publish();
        }
        return true;
    }

    /// Refuses a claim, or revokes its approval. False when nobody made this claim.
    public synchronized boolean refuse(Claim claim) {
        Approval known = approvals.get(claim);
        if (known == null) {
            return false;
        }
        put(known.refused(time.now()));
        publish();
        return true;
    }

    /// Forgets a claim and what was decided: it may ask again. False when nobody made it.
    public synchronized boolean forget(Claim claim) {
        boolean known = remove(claim);
        publish();
        return known;
    }

    /// The device got in without a token of its own: it does not wait any more, unless its board shows an activation code.
    public synchronized void forgetUndecided(Claim claim) {
        boolean waits = find(claim).filter(known -> known.is(Approval.State.PENDING) && known.origin().board().isEmpty()).isPresent();
        if (waits) {
            forget(claim);
        }
    }

    /// Permits that a connection from this address replaces the one that the device has, once, within five minutes.
    public synchronized void allowTakeover(DeviceId deviceId, String address) {
        takeoverPermits.values().removeIf(permit -> permit.until().isBefore(time.now()));
        takeoverPermits.put(deviceId, new TakeoverPermit(address, time.now().plus(TAKEOVER_LIMIT)));
    }

    /// Whether that is permitted; uses the permission up.
    public synchronized boolean useTakeover(DeviceId deviceId, String address) {
        TakeoverPermit permit = takeoverPermits.get(deviceId);
        boolean permitted = permit != null && permit.address().equals(address) && !permit.until().isBefore(time.now());
        if (permitted) {
            takeoverPermits.remove(deviceId);
        }
        return permitted;
    }

    private Stream<Approval> ofDevice(DeviceId deviceId) {
        return approvals.values().stream().filter(known -> known.deviceId().equals(deviceId));
    }

    private void put(Approval approval) {
        approvals.put(approval.claim(), approval);
        if (!approval.is(Approval.State.PENDING)) {
            store.write(approval);
        }
    }

    private boolean remove(Claim claim) {
        Approval known = approvals.remove(claim);
        if (known != null && !known.is(Approval.State.PENDING)) {
            store.delete(claim);
        }
        return known != null;
    }

    private void publish() {
        rows.set(List.copyOf(approvals.values()));
    }

    private void forgetOnePending() {
        Map<String, List<Approval>> byAddress = approvals.values().stream().filter(known -> known.is(Approval.State.PENDING))
            .collect(Collectors.groupingBy(known -> known.origin().address(), LinkedHashMap::new, Collectors.toList()));
        if (byAddress.values().stream().mapToInt(List::size).sum() > MAX_PENDING) {
            byAddress.values().stream().max(Comparator.comparingInt(List::size)).ifPresent(most -> remove(most.getFirst().claim()));
        }
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String newCode() {
        String code;
        do {
            code = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
        } while (codeWaits(code));
        return code;
    }

    private boolean codeWaits(String code) {
        return approvals.values().stream().anyMatch(known -> known.is(Approval.State.PENDING) && known.code().equals(code));
    }
}
