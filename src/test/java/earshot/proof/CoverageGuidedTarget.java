package earshot.proof;

import module java.base;

/// The target of Jazzer, which looks for inputs that reach new code. Started by [CoverageGuidedRun], one process a target.
public final class CoverageGuidedTarget {
    /// System property with the name of the [HostileTarget].
    static final String NAME = "earshot.proof.target";
    /// Instrumented code is slower than that of the program.
    private static final Duration LIMIT = HostileRun.PER_KILOBYTE;
    /// Fewer inputs than this say nothing: Jazzer was stopped before it had looked for any of its own.
    static final int FEWEST = 1_000;

    private static HostileTarget target;
    private static int cases;
    private static double worst;

    private CoverageGuidedTarget() {}

    public static void fuzzerInitialize() {
        HostileTargets.muteLogs(true);
        String name = System.getProperty(NAME);
        target = HostileTargets.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        // loads and instruments the classes before the clock of the run starts
        target.samples().forEach(sample -> target.intake().accept(sample.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// @throws AssertionError when an input costs too much; Jazzer keeps and reports it
    public static void fuzzerTestOneInput(byte[] input) {
        cases++;
        double kilobytes = Math.max(1, input.length / 1024.0);
        double cost = CpuCost.least(() -> target.intake().accept(input.clone()), Duration.ofNanos((long) (LIMIT.toNanos() * kilobytes))).toNanos() / kilobytes;
        worst = Math.max(worst, cost);
        if (cost > LIMIT.toNanos()) {
            throw new AssertionError("%.1f ms/kB".formatted(cost / 1e6));
        }
    }

    public static void fuzzerTearDown() {
        ProofTable.record(row(target.name(), cases, "%.1f ms/kB".formatted(worst / 1e6)));
    }

    /// Of a run without a finding.
    static ProofTable.Row row(String target, int cases, String worst) {
        String what = "coverage-guided " + target;
        return cases < FEWEST ? ProofTable.Row.notRun(what, cases, worst + ", too few inputs")
            : new ProofTable.Row(what, cases, worst, LIMIT.toMillis() + " ms/kB", true);
    }
}
