package earshot.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import java.lang.management.ManagementFactory;

/// How this process was started, so that another one can be started in the same way.
///
/// @param arguments of the program, for systems that do not reveal the command line
record StartCommand(List<String> arguments) {
    private static final Path LINUX_COMMAND_LINE = Path.of("/proc/self/cmdline");

    /// The program, the options of the virtual machine and the arguments.
    /// @throws IOException when the system does not reveal it
    List<String> words() throws IOException {
        // ProcessHandle gives at most a page, and the module path of a start by Maven alone is longer
        if (Files.isReadable(LINUX_COMMAND_LINE)) {
            String[] all = new String(Files.readAllBytes(LINUX_COMMAND_LINE), UTF_8).split("\0", -1);
            return withJava(Arrays.asList(all).subList(1, all.length - 1));
        }
        Optional<String[]> told = ProcessHandle.current().info().arguments();
        return withJava(
            told.map(List::of).orElseGet(() -> fromVirtualMachine(System.getProperties(), ManagementFactory.getRuntimeMXBean().getInputArguments())));
    }

    /// Windows does not reveal the arguments of a process, but the virtual machine knows its options.
    List<String> fromVirtualMachine(Properties properties, List<String> options) {
        List<String> words = new ArrayList<>(
            options.stream().filter(option -> !option.startsWith("-Djdk.module.") && !option.startsWith("--module-path=")).toList());
        Optional.ofNullable(properties.getProperty("jdk.module.path")).ifPresent(path -> words.addAll(List.of("--module-path", path)));
        Optional.ofNullable(properties.getProperty("java.class.path")).filter(path -> !path.isBlank()).ifPresent(path -> words.addAll(List.of("-cp", path)));
        Optional<String> module = Optional.ofNullable(properties.getProperty("jdk.module.main"));
        module.ifPresentOrElse(name -> words.addAll(List.of("--module", name)),
            () -> words.add(properties.getProperty("sun.java.command", "earshot.Main").split(" ")[0]));
        words.addAll(arguments);
        return words;
    }

    /// With the java that runs now; after an update that replaced its file, with the one in its place.
    private static List<String> withJava(List<String> rest) {
        String java = ProcessHandle.current().info().command().filter(file -> Files.isExecutable(Path.of(file)))
            .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return Stream.concat(Stream.of(java), rest.stream()).toList();
    }
}
