package earshot.proof;

import module java.base;

/// Runs Jazzer for some seconds against each target that is Java and works on the calling thread, where coverage says something. A finding
/// stands in the table and, with its input, in a file beside the rows.
public final class CoverageGuidedRun {
    private static final Path FOLDER = Path.of("target", "proof");
    private static final String INSTRUMENTED = "earshot.**:com.fasterxml.jackson.**:org.yaml.snakeyaml.**:io.github.jaredmdobson.**";

    private CoverageGuidedRun() {}

    /// @param args seconds for each target
    public static void main(String[] args) throws Exception {
        Files.createDirectories(FOLDER);
        for (HostileTarget target : HostileTargets.all()) {
            if (!target.ownThreads() && !target.name().contains("libopus")) {
                run(target, args[0]);
            }
        }
    }

    private static void run(HostileTarget target, String seconds) throws Exception {
        String file = "coverage-" + target.name().replaceAll("\\W+", "-");
        Path corpus = Files.createDirectories(FOLDER.resolve(file));
        for (int i = 0; i < target.samples().size(); i++) {
            Files.write(corpus.resolve("sample-" + i), target.samples().get(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        Path log = FOLDER.resolve(file + ".log");
        String classPath = System.getProperty("java.class.path");
        int code = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
            "-D" + CoverageGuidedTarget.NAME + "=" + target.name(),
            "-cp", classPath, "com.code_intelligence.jazzer.Jazzer", "--cp=" + classPath, "--target_class=" + CoverageGuidedTarget.class.getName(),
            "--instrumentation_includes=" + INSTRUMENTED,
            "-max_total_time=" + seconds, "-max_len=4096", "-artifact_prefix=" + FOLDER + "/", corpus.toString())
            .redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        if (code != 0) {
            ProofTable.record(new ProofTable.Row("coverage-guided " + target.name(), 1, "see " + log, HostileRun.PER_KILOBYTE.toMillis() + " ms/kB", false));
        }
    }
}
