package earshot.store;

import module java.base;

/// Starts other Java processes for a test: with the jars and classes of the test's module path as a class path.
public final class ChildProcess {
    /// The options with which the launcher starts the program. Tests run in the project's root.
    public static final String LAUNCH_OPTIONS = "@assets/jvm.options";

    private ChildProcess() {}

    /// @param errors file for its standard error
    public static Process start(Class<?> main, List<String> arguments, Path errors) throws IOException {
        // it lives for seconds: to start fast is all that counts
        List<String> command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(main), main.getName()));
        command.addAll(arguments);
        return start(command, errors);
    }

    /// The command line of such a process.
    public static List<String> command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(
            List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", classPath(main), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /// The program itself, as a module.
    ///
    /// @param options of the virtual machine
    public static Process startProgram(List<String> options, List<String> arguments, Path errors) throws IOException {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("--module-path", System.getProperty("jdk.module.path"), "--module", "earshot/earshot.Main"));
        command.addAll(arguments);
        return start(command, errors);
    }

    /// Ends this process when the one that started it is gone, because nobody else would kill it. For a process that does not
    /// read its standard input itself.
    public static void endWithParent() {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the parent is gone as well
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static Process start(List<String> rest, Path errors) throws IOException {
        List<String> command = new ArrayList<>(
            List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(rest);
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    private static String classPath(Class<?> main) {
        try {
            Path classes = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
            String tests = classes.resolveSibling("test-classes").toString();
            return String.join(File.pathSeparator, tests, System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
