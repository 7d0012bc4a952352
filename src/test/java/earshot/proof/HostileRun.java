package earshot.proof;

import module java.base;

/// Hands many hostile inputs to a target and measures what each costs. The costliest so far become samples for others, so that the search goes
/// where something is slow.
final class HostileRun {
    /// What a kilobyte may cost; a shorter input as much as one.
    static final Duration PER_KILOBYTE = Duration.ofMillis(50);
    private static final int COSTLIEST = 16;
    /// Cases before that count for [#COSTLIEST]: the first ones pay for loading and compiling classes.
    private static final int WARM_UP = 100;

    private final HostileTarget target;
    private final List<byte[]> samples;
    private final NavigableMap<Double, byte[]> costliest = new TreeMap<>();
    private double worst;
    private byte[] worstInput = {};

    HostileRun(HostileTarget target) {
        this.target = target;
        samples = target.samples().stream().map(sample -> sample.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    /// Runs so many cases and returns the row for the table.
    ///
    /// @throws AssertionError when the target threw, with the input in Base64
    ProofTable.Row run(int cases, long seed) {
        HostileInputs inputs = new HostileInputs(seed, target.maxBytes());
        List<byte[]> runs = inputs.longRuns(samples);
        runs.forEach(input -> judge(input, false));
        for (int i = 0; i < cases; i++) {
            List<byte[]> from = i % 4 == 0 && !costliest.isEmpty() ? List.copyOf(costliest.values()) : samples;
            judge(inputs.next(from), i >= WARM_UP);
        }
        boolean held = worst <= PER_KILOBYTE.toNanos();
        return new ProofTable.Row("hostile " + target.name(), cases + runs.size(), "%.1f ms/kB (%d B)".formatted(worst / 1e6, worstInput.length),
            PER_KILOBYTE.toMillis() + " ms/kB", held);
    }

    /// The input that cost most, to be repeated, cut where it is long.
    String worstInput() {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(worstInput, Math.min(worstInput.length, 4_096)));
    }

    private void judge(byte[] input, boolean warm) {
        double kilobytes = Math.max(1, input.length / 1024.0);
        double cost = cost(input) / kilobytes;
        if (cost > worst) {
            // alone, three times, and the least counts
            for (int i = 0; i < 3 && cost > worst; i++) {
                cost = Math.min(cost, cost(input) / kilobytes);
            }
            if (cost > worst) {
                worst = cost;
                worstInput = input;
            }
        }
        if (warm && (costliest.size() < COSTLIEST || cost > costliest.firstKey())) {
            costliest.put(cost, input);
            if (costliest.size() > COSTLIEST) {
                costliest.pollFirstEntry();
            }
        }
    }

    private long cost(byte[] input) {
        try {
            Runnable work = () -> target.intake().accept(input.clone());
            return (target.ownThreads() ? CpuCost.ofProcess(work) : CpuCost.of(work)).toNanos();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(target.name() + " threw " + e + " at " + Base64.getEncoder().encodeToString(input), e);
        }
    }
}
