package earshot.proof;

import module java.base;

/// A way by which bytes of strangers come in.
///
/// @param name for the table
/// @param maxBytes the largest input that gets so far
/// @param share of all cases, relative to the other targets
/// @param samples well-formed inputs, from which others are made
/// @param ownThreads whether the work is done by other threads than the one that hands it over
/// @param intake takes an input; it must neither throw nor hang, whatever comes
public record HostileTarget(String name, int maxBytes, int share, List<String> samples, boolean ownThreads, Consumer<byte[]> intake) {
    /// A target whose work is done on the calling thread.
    public static HostileTarget of(String name, int maxBytes, int share, List<String> samples, Consumer<byte[]> intake) {
        return new HostileTarget(name, maxBytes, share, samples, false, intake);
    }

    /// As [#of], for text.
    public static HostileTarget ofText(String name, int maxBytes, int share, List<String> samples, Consumer<String> intake) {
        return of(name, maxBytes, share, samples, bytes -> intake.accept(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return name;
    }
}
