package earshot.peer;

import module java.base;

import earshot.id.DeviceId;

/// Who may send to whom. Nobody may, unless a rule says so; one that does is enough. Source: badge-protocol section 7.3.
///
/// @param enabled false forbids everything
/// @param everybody whether every device may send to every other
/// @param broadcasts whether every device may send to all that are online
/// @param allowlist devices to which every device may send
/// @param roles of devices
/// @param grants what a role may reach: roles, device ids, [#ANY], or [#BROADCAST]
/// @param groups what a group may reach: groups, or [#ANY]
public record PeerRules(boolean enabled, boolean everybody, boolean broadcasts, Set<DeviceId> allowlist, Map<DeviceId, Set<String>> roles,
    Map<String, Set<String>> grants, Map<String, Set<String>> groups) {
    /// Reaches every device.
    public static final String ANY = "*";
    /// Reaches all devices that are online, at once.
    public static final String BROADCAST = "broadcast";
    private static final int GROUP_LENGTH = 8;

    public PeerRules {
        allowlist = Set.copyOf(allowlist);
        roles = Map.copyOf(roles);
        grants = Map.copyOf(grants);
        groups = Map.copyOf(groups);
    }

    /// The group of a device: the first 8 characters of its id, for a MAC address the maker's part.
    public static String group(DeviceId device) {
        return group(device.value());
    }

    /// A group's key as it is compared: cut to 8 characters.
    static String group(String key) {
        return key.length() > GROUP_LENGTH ? key.substring(0, GROUP_LENGTH) : key;
    }

    /// The first rule by which a device may send to another; empty when it may not. Never to itself.
    public Optional<PeerGrant> grant(DeviceId from, DeviceId to) {
        if (!enabled || from.equals(to)) {
            return Optional.empty();
        }
        if (everybody) {
            return Optional.of(new PeerGrant.Everybody());
        }
        return allowlist.contains(to) ? Optional.of(new PeerGrant.Listed()) : byRole(from, to).or(() -> byGroup(from, to));
    }

    private Optional<PeerGrant> byRole(DeviceId from, DeviceId to) {
        Set<String> reached = new HashSet<>(rolesOf(to));
        reached.add(to.value());
        reached.add(ANY);
        return rolesOf(from).stream()
            .flatMap(
                role -> grants.getOrDefault(role, Set.of()).stream().filter(reached::contains).<PeerGrant>map(receiver -> new PeerGrant.Role(role, receiver)))
            .findFirst();
    }

    private Optional<PeerGrant> byGroup(DeviceId from, DeviceId to) {
        Set<String> reached = groups.getOrDefault(group(from), Set.of());
        return Stream.of(group(to), ANY).filter(reached::contains).<PeerGrant>map(receiver -> new PeerGrant.Group(group(from), receiver)).findFirst();
    }

    /// Whether a device may send to all that are online, at once.
    public boolean mayBroadcast(DeviceId from) {
        return enabled && (everybody || broadcasts || rolesOf(from).stream().anyMatch(role -> grants.getOrDefault(role, Set.of()).contains(BROADCAST)));
    }

    /// The roles of a device, in alphabetical order.
    public SortedSet<String> rolesOf(DeviceId device) {
        return new TreeSet<>(roles.getOrDefault(device, Set.of()));
    }
}
