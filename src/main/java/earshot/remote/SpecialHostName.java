package earshot.remote;

import module java.base;

import earshot.data.LetterCase;

/// Names of computers that only some can look up.
public enum SpecialHostName {
    /// Only within containers: the computer they run on, or a container beside them.
    CONTAINER,
    /// Only by multicast DNS (`….local`), which boards and many computers do not do.
    MULTICAST;

    private static final Set<String> OUTSIDE_OF_CONTAINERS = Set.of("host.docker.internal", "gateway.docker.internal", "docker.for.mac.localhost",
        "docker.for.win.localhost", "host.containers.internal", "host.lima.internal");

    /// @param host without a port
    public static Optional<SpecialHostName> of(String host) {
        String name = LetterCase.lower(host);
        if (name.endsWith(".local")) {
            return Optional.of(MULTICAST);
        }
        return OUTSIDE_OF_CONTAINERS.contains(name) || !name.isEmpty() && !name.contains(".") && !name.contains(":") && !name.equals("localhost")
            ? Optional.of(CONTAINER)
            : Optional.empty();
    }
}
